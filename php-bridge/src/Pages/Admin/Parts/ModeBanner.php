<?php

/** Dry run or live, and why nothing goes out when it should: the first thing on the overview. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;
use Makegood\Run\Mode;
use Makegood\Run\Run;

final class ModeBanner
{
    public static function html(Context $context): string
    {
        $mode = Mode::of($context->ledger);
        if (!$mode->isLive()) {
            return Html::alert('info', '<p><strong>Dry run.</strong> Everything is computed and shown, nothing is decided or credited. '
                . Html::link($context->form->url(['step' => 5], 'setup', '#mg-step-5'), 'Go live', 'alert-link') . '</p>');
        }
        $from = $mode->from() === null ? 'every month is decided.' : Words::month($mode->from()) . ' is the first month that is decided.';

        return self::paused($context) . Html::alert('success', '<p><strong>Live.</strong> ' . Html::e(ucfirst($from)) . ' '
            . Html::link($context->form->url(['section' => 'mode'], 'settings'), 'Change', 'alert-link') . '</p>');
    }

    /** On every page while cron has no core that it can trust. */
    public static function engine(Context $context): string
    {
        $why = $context->ledger->meta->get(Run::ENGINE_PROBLEM);

        return $why === null ? '' : Html::alert('danger', '<p><strong>Nothing is decided and nothing is credited:</strong> ' . Html::e($why)
            . ' Messages of the monitors are still stored, and nothing is lost. ' . Html::link($context->form->url([], 'health'), 'See Health', 'alert-link') . '</p>');
    }

    /** The panel lives elsewhere than when it went live: a person says whether it has moved or is a copy. */
    public static function paused(Context $context): string
    {
        try {
            $why = Installation::paused($context->ledger, $context->site->panel());
        } catch (UnableToRead $unread) {
            $why = $unread->getMessage();
        }

        return $why === null ? '' : Html::alert('danger', '<p><strong>Posting is paused.</strong> ' . Html::e($why) . '</p>'
            . $context->form->button('confirmInstallation', [], 'It has moved: go on here', '', 'primary')
            . $context->form->button('goDry', [], 'This is a copy: back to dry run', '', 'danger'));
    }
}
