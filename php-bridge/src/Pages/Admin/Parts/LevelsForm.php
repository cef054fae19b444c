<?php

/** Which kinds of monitors have to agree, besides the quorum. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class LevelsForm
{
    /** @param array<string, int> $required level => at least, of everything */
    public static function html(Context $context, array $required): string
    {
        $fields = '';
        foreach (MonitorForms::LEVELS as $level => $name) {
            if ($level !== '') {
                $fields .= Html::input('Of ' . $name, 'level_' . $level, 'mg-level-' . $level, ['type' => 'number', 'min' => 0, 'max' => 100, 'value' => (string) ($required[$level] ?? 0)]);
            }
        }

        return '<p>Enough monitors have to agree; and besides, so many of each kind. What enough monitors saw while a kind was missing waits in Review.</p>'
            . $context->form->of('setLevels', [], '<div class="mg-fields">' . $fields . '</div>', 'Save');
    }
}
