<?php

/** The first ten minutes: a monitor, what it watches, a policy, a rehearsal, live. Each step can be used by itself and again. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use Makegood\Instant;
use Makegood\Run\Mode;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Parts\DrillForm;
use WHMCS\Module\Addon\Makegood\Admin\Parts\LimitsFields;
use WHMCS\Module\Addon\Makegood\Admin\Parts\ModeBanner;
use WHMCS\Module\Addon\Makegood\Admin\Parts\Monitor;
use WHMCS\Module\Addon\Makegood\Admin\Parts\MonitorTable;
use WHMCS\Module\Addon\Makegood\Admin\Parts\OutgoingLines;
use WHMCS\Module\Addon\Makegood\Admin\Parts\PresetCards;
use WHMCS\Module\Addon\Makegood\Admin\Parts\Step;
use WHMCS\Module\Addon\Makegood\Admin\Parts\TargetForm;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Setup implements Tab
{
    private const LINES_SHOWN = 5;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $ledger = $this->context->ledger;
        $sources = $ledger->sources->all();
        $heard = array_filter($sources, static fn (array $source): bool => $source['last_ms'] !== null);
        $mapped = array_filter($ledger->targets->all(), static fn (array $target): bool => $target['subject'] !== null);
        $assigned = $ledger->assignments->all() !== [];
        $live = Mode::of($ledger)->isLive();
        $steps = [
            ['Connect a monitor', $heard !== [] || $mapped !== []],
            ['Say what it watches', $mapped !== []],
            ['Choose a policy', $assigned],
            ['Dry run and fire drill', $live],
            ['Go live', $live],
        ];
        $states = Step::states($steps);
        $bodies = [
            $this->monitor($sources), (new TargetForm($this->context))->html() . $this->again(2), (new PresetCards($this->context))->html(),
            $this->rehearse(), $this->live($live),
        ];
        $html = '';
        foreach ($bodies as $i => $body) {
            $html .= Step::panel($i + 1, $steps[$i][0], $states[$i], $body);
        }

        return '<h2>Set-up</h2><div class="row"><div class="col-md-3">' . Step::list($steps) . '</div><div class="col-md-9">' . $html . '</div></div>';
    }

    /** @param list<array<string, mixed>> $sources */
    private function monitor(array $sources): string
    {
        $html = '';
        foreach ($sources as $source) {
            $html .= '<div class="mg-card"><strong>' . Html::e((string) $source['name']) . '</strong> (' . Html::e(Monitor::vendor((string) $source['vendor'])) . ') '
                . $this->context->form->button('rotateSource', ['source' => (string) $source['id']], 'New address') . Monitor::light($this->context, $source) . '</div>';
        }
        $table = new MonitorTable($this->context);

        return $html
            . '<p>You get an address with a secret. Enter it at the monitor, then let it send a test or wait for its first message: the light turns green.'
            . ' Two monitors of different groups are better than one: a single one waits for a person before it costs money.</p>'
            . $table->form('mg-s-', $sources === [] ? 'Add monitor and show its address' : 'Add another monitor');
    }

    private function again(int $step): string
    {
        return '<p>' . Html::link($this->context->form->url([], null, '#mg-step-' . $step), 'Look again') . ' after the next cron run: it reads what has come since.</p>';
    }

    private function rehearse(): string
    {
        $lines = $this->context->outgoing()['lines'];
        $text = Mode::of($this->context->ledger)->isLive() ? '' : '<p>In dry run every cron run computes what would be credited and writes it down as a preview; nothing is booked.</p>';

        return $text . (new OutgoingLines($this->context))->table(array_slice($lines, 0, self::LINES_SHOWN), 'What would go out next', 'Nothing would be credited yet.')
            . (count($lines) > self::LINES_SHOWN ? '<p>' . Html::link($this->context->form->url([], 'credits'), 'All ' . count($lines) . ' lines') . '</p>' : '')
            . '<h4>Fire drill</h4>' . (new DrillForm($this->context))->html();
    }

    private function live(bool $live): string
    {
        if ($live) {
            return ModeBanner::html($this->context) . '<p>' . Html::link($this->context->form->url(['section' => 'limits'], 'settings'), 'Limits') . ' and '
                . Html::link($this->context->form->url(['section' => 'mode'], 'settings'), 'mode') . ' are under Settings.</p>';
        }
        $month = Mode::of($this->context->ledger)->from() ?? Instant::month($this->context->app->panel()->now());

        return '<p>From then on each month is decided when it has closed and the policy\'s settle delay (three days, unless the policy says otherwise) has passed. The next cron run after'
            . ' that credits the clients\' accounts, before it makes invoices. Until then every line stands under Credits with its time and can be held there.'
            . ' You can go back to dry run at any time; what was credited stays credited.</p>'
            . $this->context->form->of(
                'goLive',
                [],
                '<div class="mg-fields">' . Html::input('First month that is decided', 'from', 'mg-g-from', ['type' => 'month', 'required' => true, 'value' => $month]) . '</div>'
                    . '<h4>Limits</h4>' . LimitsFields::html($this->context, 'mg-l-', true),
                'Go live',
                'success',
            );
    }
}
