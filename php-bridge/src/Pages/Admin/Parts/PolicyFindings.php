<?php

/** What the core found in a policy, each with what disagrees and the repair that one button takes. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\PolicyLint;
use Makegood\Pages\Admin\Form;
use Makegood\Pages\Html;

final class PolicyFindings
{
    /** @param bool $isEdited inside the editor's form: then repairs can be taken and warnings accepted */
    public static function html(PolicyLint $lint, bool $isEdited): string
    {
        if ($lint->findings === []) {
            return Html::alert('success', 'Nothing in this policy contradicts itself or is left open.');
        }
        $html = '';
        $repairs = 0;
        foreach ($lint->findings as $place => $finding) {
            $repairs += $finding['repair'] === [] ? 0 : 1;
            $html .= '<li class="mg-finding">' . self::one($lint, $finding, $isEdited ? $place : null) . '</li>';
        }
        $all = $isEdited && $repairs > 1 ? '<p>' . Form::press('repair', 'Take all repairs') . '</p>' : '';
        $accept = $isEdited && !$lint->isRefused() ? '<p class="checkbox"><label><input type="checkbox" name="accept" value="1"> It is meant so: store it with these warnings.</label></p>' : '';

        return '<ul class="list-unstyled mg-findings">' . $html . '</ul>' . $all . $accept;
    }

    /** @param array{code: string, path: string, message: string, help: string, values: list<array{name: string, value: string}>, repair: list<array{path: string, value: ?string}>} $finding */
    private static function one(PolicyLint $lint, array $finding, ?int $place): string
    {
        $isRefused = $lint->blocks($finding);
        $html = '<p>' . Html::badge($isRefused ? 'must be mended' : 'warning', $isRefused ? 'bad' : 'wait') . ' <strong>' . Html::e($finding['message']) . '</strong></p>'
            . '<p>' . Html::e($finding['help']) . '</p><p class="text-muted">' . ($finding['path'] === '' ? '' : 'At <code>' . Html::e($finding['path']) . '</code>. ');
        $values = array_map(static fn (array $value): string => $value['name'] . ' ' . $value['value'], $finding['values']);
        $html .= ($values === [] ? '' : 'Found: ' . Html::e(implode(', ', $values)) . '. ') . 'Code <code>' . Html::e($finding['code']) . '</code></p>';
        foreach ($finding['repair'] as $repair) {
            $html .= '<p class="mg-repair">' . ($repair['value'] === null ? 'Take out <code>' . Html::e($repair['path']) . '</code>' : 'Let <code>' . Html::e($repair['path']) . '</code> be <code>' . Html::e($repair['value']) . '</code>') . '</p>';
        }

        return $html . ($place === null || $finding['repair'] === [] ? '' : '<p>' . Form::press('repair-' . $place, 'Take this repair') . '</p>');
    }
}
