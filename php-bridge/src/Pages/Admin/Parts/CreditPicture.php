<?php

/** How a credit grows with the length of an outage: bars as high as the core's answers for a fee of a hundred. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Document;
use Makegood\Desk\Trial;
use Makegood\Engine\Engine;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class CreditPicture
{
    public const LEGEND = 'The bars are what one outage of 5 min to 7 days earns; the frame is the whole fee of a month.';
    private const FEE = '100';
    private const STEP = 20;

    /** @return string HTML; nothing where the core has no answer: whoever shows the policy says why */
    public static function html(Context $context, string $document, string $currency): string
    {
        try {
            $look = (new Trial($context->site->panel(), $context->site->engine()))->look($document, $currency, self::FEE, null, Trial::MONTH, Trial::PICTURE_MS);
            $results = Engine::decode($look['answer'])['results'];
        } catch (\RuntimeException) {
            return '';
        }
        $longer = array_map(static fn (array $result): int => (int) ($result['schema2']['extensionMs'] ?? 0), $results);
        $isTime = max($longer) > 0;
        $bars = $said = '';
        foreach ($look['lengths'] as $i => $length) {
            $earned = (string) ($results[$i]['entitlement']['gross'] ?? '0');
            // An amount is drawn as it stands: the frame is as high as the fee.
            $height = $isTime ? (string) intdiv($longer[$i] * 100, max($longer)) : (preg_match('/^\d+(\.\d+)?$/D', $earned) === 1 ? $earned : '0');
            $bars .= '<rect class="mg-curve-bar" x="' . ($i * self::STEP + 3) . '" y="0" width="' . (self::STEP - 6) . '" height="' . $height . '" transform="matrix(1 0 0 -1 0 100)"></rect>';
            $said .= ($said === '' ? '' : ', ') . Explanation::duration($length) . ': ' . ($isTime ? Explanation::duration($longer[$i]) : $earned);
        }
        $width = count($look['lengths']) * self::STEP;
        $part = Document::of($document)->at('schedule.of[0].name');
        $note = ($isTime ? 'Time, not money: the last bar is ' . Explanation::duration(max($longer)) . '.' : '') . (is_string($part) ? 'The part that is down: ' . $part . '.' : '');

        return '<figure class="mg-curve"><svg viewBox="-1 -1 ' . ($width + 2) . ' 118" role="img" aria-label="' . Html::e(($isTime ? 'The service lasts longer by, ' : 'Credit for a fee of ' . self::FEE . ' ' . $currency . ', ') . $said) . '">'
            . '<rect class="mg-curve-ground" x="0" y="0" width="' . $width . '" height="100"></rect>' . $bars
            . self::mark(0, $look['lengths'][0], 'start') . self::mark(intdiv($width, 2), $look['lengths'][5], 'middle') . self::mark($width, $look['lengths'][count($look['lengths']) - 1], 'end') . '</svg>'
            . ($note === '' ? '' : '<figcaption>' . Html::e($note) . '</figcaption>') . '</figure>';
    }

    private static function mark(int $x, int $length, string $anchor): string
    {
        return '<text x="' . $x . '" y="114" text-anchor="' . $anchor . '">' . Html::e(Explanation::duration($length)) . '</text>';
    }
}
