<?php

/** The first ten minutes: a monitor, what it watches, a policy, a rehearsal, live. Each step can be used by itself and again. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Instant;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\DrillLog;
use Makegood\Pages\Admin\Parts\DrillForm;
use Makegood\Pages\Admin\Parts\LimitsFields;
use Makegood\Pages\Admin\Parts\ModeBanner;
use Makegood\Pages\Admin\Parts\Monitor;
use Makegood\Pages\Admin\Parts\MonitorTable;
use Makegood\Pages\Admin\Parts\OutgoingLines;
use Makegood\Pages\Admin\Parts\PresetCards;
use Makegood\Pages\Admin\Parts\Step;
use Makegood\Pages\Admin\Parts\TargetForm;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Run\Mode;

final class Setup implements Tab
{
    private const LINES_SHOWN = 5;

    /** Monitors that a step's one line names. */
    private const NAMED = 3;

    /** The drill may be left out: with it in hand, going live is open, too. */
    private const DRILL = 4;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $ledger = $this->context->ledger;
        $sources = $ledger->sources->all();
        $targets = $ledger->targets->all();
        $heard = array_filter($sources, static fn (array $source): bool => $source['last_ms'] !== null);
        $mapped = array_filter($targets, static fn (array $target): bool => $target['subject'] !== null);
        $assigned = $ledger->assignments->all();
        $live = Mode::of($ledger)->isLive();
        $drilled = $live ? null : DrillLog::lastMs($ledger);
        $steps = [
            ['Connect a monitor', $heard !== [] || $mapped !== []],
            ['Say what it watches', $mapped !== []],
            ['Choose a policy', $assigned !== []],
            ['Dry run and fire drill', $live || $drilled !== null],
            ['Go live', $live],
        ];
        $summaries = [
            $this->heard($sources), self::mapped(count($mapped), count($targets)), self::inForce($assigned),
            $drilled === null ? 'See what would be credited, and play an outage that never was.' : 'A fire drill was played on ' . Html::time($drilled) . '.', $this->from(),
        ];
        $bodies = [
            $this->monitor($sources), (new TargetForm($this->context))->html() . $this->again(2), (new PresetCards($this->context))->html(),
            $this->rehearse(), $this->live($live),
        ];
        $states = Step::states($steps);
        $asked = $this->context->query->text('step');
        $html = '';
        foreach ($bodies as $i => $body) {
            $open = $states[$i] === 'now' || $asked === (string) ($i + 1) || ($i === self::DRILL && $states[$i - 1] === 'now')
                // The light stays in view until the first message has been read.
                || ($i === 0 && $targets === []) || $this->isAbout($i + 1);
            $html .= Step::panel($i + 1, $steps[$i][0], $states[$i], $summaries[$i], $body, $open);
        }
        $url = fn (int $step): string => $this->context->form->url(['step' => $step], null, '#mg-step-' . $step);

        return '<h2>Set-up</h2><div class="row"><div class="col-md-3">' . Step::list($steps, $url) . '</div><div class="col-md-9">' . $html . '</div></div>';
    }

    /** Whether something was asked of this step: a policy to look at, a service to be found. */
    private function isAbout(int $step): bool
    {
        $query = $this->context->query;

        return ($step === 3 && $query->text('preset') . $query->text('product') !== '') || ($step === 4 && $query->text('find') !== '');
    }

    /** @param list<array<string, mixed>> $sources */
    private function heard(array $sources): string
    {
        $words = array_map(fn (array $source): string => Html::e((string) $source['name']) . ': '
            . Monitor::words($this->context->reads()->source((string) $source['id'])), array_slice($sources, 0, self::NAMED));
        $more = count($sources) - count($words);

        return $sources === [] ? 'You get an address to enter at your monitor.' : implode(' · ', $words) . ($more > 0 ? ' and ' . $more . ' more' : '');
    }

    private static function mapped(int $mapped, int $all): string
    {
        return $all === 0 ? 'What your monitors watch appears here with the first message that names it.'
            : $mapped . ' of ' . Words::count($all, 'target') . ' mapped to a server or service.';
    }

    /** @param list<array<string, mixed>> $assignments */
    private static function inForce(array $assignments): string
    {
        $names = array_unique(array_map(static fn (array $row): string => (string) $row['policy_name'], $assignments));

        return $names === [] ? 'What you promise, and what you give in return.' : 'In force: ' . Html::e(implode(', ', $names)) . '.';
    }

    private function from(): string
    {
        $mode = Mode::of($this->context->ledger);

        return match (true) {
            !$mode->isLive() => 'Nothing is credited before that.',
            $mode->from() === null => 'Every month is decided.',
            default => Html::e(Words::month($mode->from()) . ' is the first month that is decided.'),
        };
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
        return '<p>' . Html::link($this->context->form->url(['step' => $step], null, '#mg-step-' . $step), 'Look again') . ' after the next cron run: it reads what has come since.</p>';
    }

    private function rehearse(): string
    {
        $lines = $this->context->outgoing()['lines'];
        $all = count($lines) + $this->context->outgoing()['more'];
        $text = Mode::of($this->context->ledger)->isLive() ? '' : '<p>In dry run every cron run computes what would be credited and writes it down as a preview; nothing is booked.</p>';

        return $text . (new OutgoingLines($this->context))->table(array_slice($lines, 0, self::LINES_SHOWN), 'What would go out next', 'Nothing would be credited yet.')
            . ($all > self::LINES_SHOWN ? '<p>' . Html::link($this->context->form->url([], 'credits'), 'All ' . $all . ' lines') . '</p>' : '')
            . '<h4>Fire drill</h4>' . (new DrillForm($this->context))->html();
    }

    private function live(bool $live): string
    {
        if ($live) {
            return ModeBanner::html($this->context) . '<p>' . Html::link($this->context->form->url(['section' => 'limits'], 'settings'), 'Limits') . ' and '
                . Html::link($this->context->form->url(['section' => 'mode'], 'settings'), 'mode') . ' are under Settings.</p>';
        }
        $month = Mode::of($this->context->ledger)->from() ?? Instant::month($this->context->site->panel()->now());

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
