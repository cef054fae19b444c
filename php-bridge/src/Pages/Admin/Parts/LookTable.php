<?php

/** What a policy would pay for outages of different lengths, as the core has answered. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Trial;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Instant;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Element;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class LookTable
{
    /**
     * @param string $fields ids of the fields that the component follows, separated by blanks
     */
    public static function html(Context $context, string $document, string $currency, string $amount, string $fields): string
    {
        $month = Instant::monthsOn(Instant::month($context->site->panel()->now()), -1);
        try {
            $look = (new Trial($context->site->panel(), $context->site->engine()))->look($document, $currency, $amount, null, $month);
            $answer = json_decode($look['answer'], true);
        } catch (CoreRefused $refused) {
            return Html::alert('warning', Html::e($refused->summary() . ' ' . $refused->help));
        } catch (EngineUnavailable | EngineFailure $engine) {
            return Html::alert('warning', 'The engine cannot be used: ' . Html::e($engine->getMessage()));
        } catch (\Makegood\Desk\UnableToDo | \Makegood\Panel\UnknownZone $unable) {
            return Html::alert('warning', Html::e($unable->getMessage()));
        }
        if (($answer['ok'] ?? false) !== true) {
            return Html::alert('warning', Html::e(($answer['errors'][0]['message'] ?? '') . ' ' . ($answer['errors'][0]['help'] ?? '')));
        }
        $rows = [];
        foreach ($look['lengths'] as $i => $length) {
            $result = $answer['results'][$i] ?? [];
            $longer = (int) ($result['schema2']['extensionMs'] ?? 0);
            $rows[] = [
                Html::e(Explanation::duration((int) $length)),
                Html::e(($result['availability'] ?? '–') . ' %'),
                '<strong>' . Html::e($longer > 0 ? strtr($context->texts['ui_trial_longer'], ['{time}' => Explanation::duration($longer)]) : ($result['entitlement']['gross'] ?? '0') . ' ' . $currency) . '</strong>',
            ];
        }
        $table = Html::table('For a month at ' . $amount . ' ' . $currency, ['One outage of', '>Availability', '>Credit'], $rows, '');

        return Element::of('trial', ['for' => $fields, 'src-json' => ''], Element::data($look) . $table);
    }
}
