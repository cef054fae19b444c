<?php

/** Whether everything that money depends on is as it should be, with the reason when it is not. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Intake\Counter;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\EngineTables;
use Makegood\Pages\Admin\Parts\ModeBanner;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Webhook;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;

final class Health implements Tab
{
    private const EVENTS_SHOWN = 30;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        return '<h2>Health</h2>' . ModeBanner::paused($this->context) . Html::panel('Engine', EngineTables::html($this->context)) . '<div class="row"><div class="col-md-6">' . Html::panel('PHP and database', Html::facts($this->environment())) . '</div><div class="col-md-6">' . Html::panel('Going out', Html::facts($this->outgoing()))
            . Html::panel('Messages', Html::facts($this->intake()) . $this->monitors()) . '</div></div>' . $this->problems() . $this->events();
    }

    /** @return array<string, string> */
    private function environment(): array
    {
        return [
            'PHP' => Html::e(PHP_VERSION . ', ' . PHP_INT_SIZE * 8 . ' bits'),
            'Time zone' => Html::e(date_default_timezone_get() . ', time zone data ' . timezone_version_get()),
            'Database' => Html::e($this->context->ledger->db->driver . ', tables at step ' . ($this->context->ledger->meta->get('migration') ?? 'none')),
        ];
    }

    /** @return array<string, string> */
    private function intake(): array
    {
        $directory = $this->context->site->dataDirectory();
        $facts = ['Webhook' => Html::e(Webhook::of($this->context->site->host(), '<source>', '<secret>'))];
        if ($directory === null) {
            $facts['Data directory'] = Html::badge('none', 'bad') . ' Messages are refused (503) while the database is down. Make a directory outside'
                . ' the web root that PHP may write, and name it in ' . Html::e($this->context->site->host()->places()->dataSetting) . '.';
        } else {
            $known = $directory->mirror()->read();
            $facts['Data directory'] = Html::e($directory->path) . ' ' . $this->privacy($directory->path);
            $facts['Mirror of the monitors'] = $known === array_map(static fn (array $caller): string => $caller['digest'], $this->context->ledger->sources->callers())
                ? Html::badge('complete', 'good') . ' ' . count($known) : Html::badge('out of date', 'bad') . ' save a monitor again';
            $facts['Spool'] = Html::e(Words::count(count($directory->spool()->files()), 'message') . ' waiting for the next run');
        }

        return $facts + ['Callers turned away (401)' => Html::e((string) Counter::value($this->context->ledger))];
    }

    /** What came from each monitor: most speak only when something changes, so silence alone is no fault. */
    private function monitors(): string
    {
        $health = $this->context->site->desk()->health();
        $silent = array_column($health['silent'], 'sinceMs', 'source');
        $refused = array_column($health['refusedOf'], 'refused', 'source');
        $problems = array_column($health['pullProblems'], 'problem', 'source');
        $rows = [];
        foreach ($this->context->ledger->sources->all() as $source) {
            $id = (string) $source['id'];
            $last = $source['last_ms'] === null ? null : (int) $source['last_ms'];
            $state = (int) $source['enabled'] === 1 ? Html::badge('enabled', 'good') : Html::badge('disabled', 'bad');
            $state .= isset($silent[$id]) ? ' ' . Html::badge('silent', 'bad') . ' It should have spoken; until it does it cannot outvote the others.' : '';
            $state .= isset($refused[$id]) ? ' ' . Html::badge(Words::count($refused[$id], 'message') . ' refused', 'bad') : '';
            $rows[] = [
                Html::link($this->context->form->url(['source' => $id], 'settings'), (string) $source['name']),
                $state,
                $last === null ? Html::badge('never heard', 'wait') : Html::time($last),
                isset($problems[$id]) ? Html::badge('fails', 'bad') . ' ' . Html::e($problems[$id])
                    : ($source['pulled_ms'] === null ? '–' : Html::time($source['pulled_ms'])),
            ];
        }

        return Html::table('Monitors', ['Name', 'State', 'Last message', 'History asked'], $rows, 'There is no monitor yet.')
            . ($health['uncheckedSignatures'] === 0 ? '' : '<p>' . Html::e(Words::count($health['uncheckedSignatures'], 'message')) . ' wait for the next cron run to check the signature.</p>');
    }

    /** @return array<string, string> */
    private function outgoing(): array
    {
        $health = $this->context->site->desk()->health();
        $known = Installation::known($this->context->ledger);

        return [
            'Mode' => $health['mode'] === 'live' ? Html::badge('live', 'good') . ' ' . Html::e($health['liveFrom'] === null ? 'every month' : 'from ' . Words::month((string) $health['liveFrom']) . ' on')
                : Html::badge('dry run', 'info') . ' nothing is decided or credited',
            'Installation' => Html::e($this->address()) . ($known === null ? '' : '<br>went live at ' . Html::e($known)),
            'Held' => Html::e(Words::count($health['heldLines'], 'line') . ' by people, ' . Words::count($health['heldRuns'], 'posting') . ' above the limits'),
        ] + $this->cron();
    }

    private function address(): string
    {
        try {
            $url = $this->context->site->panel()->installationUrl();
        } catch (UnableToRead) {
            $url = '';
        }

        return $url === '' ? 'address unknown' : $url;
    }

    /** @return array<string, string> */
    private function cron(): array
    {
        $last = $this->context->ledger->runs->recent(1)[0] ?? null;

        return [
            'Runs' => Html::e($this->context->site->host()->places()->schedule),
            'Last run' => $last === null ? Html::badge('never', 'wait')
                : Html::time($last['started_ms']) . ($last['ended_ms'] === null ? ' ' . Html::badge('not ended', 'wait') : ''),
        ];
    }

    /** The panel may be in a folder of the web root (…/public_html/billing): beside the panel is not outside then. */
    private function privacy(string $directory): string
    {
        $host = $this->context->site->host();
        $move = ' move it outside the web root, and name its new place in ' . Html::e($host->places()->dataSetting);
        [$web, $panel] = [self::folder($host->request()->documentRoot), self::folder($host->root())];
        $isWebRootKnown = $web !== false && $panel !== false && self::isInside($panel, $web);
        if (($panel !== false && self::isInside($directory, $panel)) || ($isWebRootKnown && self::isInside($directory, (string) $web))) {
            return Html::badge('inside the web root', 'bad') . $move;
        }

        return $isWebRootKnown ? Html::badge('private', 'good')
            : Html::badge('unknown', 'wait') . ' the web server does not say where its root is; if the directory is inside,' . $move;
    }

    private static function folder(string $path): string|false
    {
        return $path === '' ? false : realpath($path);
    }

    private static function isInside(string $path, string $folder): bool
    {
        return str_starts_with((string) realpath($path) . '/', rtrim($folder, '/') . '/');
    }

    private function problems(): string
    {
        $rows = [];
        foreach ($this->context->site->desk()->health()['problems'] as $problem) {
            $rows[] = [Html::e(is_string($problem) ? $problem : json_encode($problem, JSON_INVALID_UTF8_SUBSTITUTE))];
        }

        return Html::table('Problems that last', ['What'], $rows, 'None.');
    }

    private function events(): string
    {
        $rows = [];
        foreach ($this->context->ledger->events->recent(self::EVENTS_SHOWN) as $event) {
            $rows[] = [
                Html::e((string) $event['id']),
                Html::time($event['at_ms']),
                Html::e((string) $event['type']),
                Html::e((string) $event['ref']),
                Html::e(self::words((string) $event['data'])),
            ];
        }

        return Html::table('Last events', ['No', 'At', 'Event', 'About', 'Details'], $rows, 'Nothing has happened yet.');
    }

    /** {"by":"admin:1","from":"2026-04"} → "by admin:1, from 2026-04"; lists inside, also those stored as text, in brackets. */
    private static function words(string $json): string
    {
        $words = [];
        foreach (json_decode($json, true) ?: [] as $name => $value) {
            $inside = is_string($value) && preg_match('/^[\[{]/', $value) === 1 ? json_decode($value, true) : $value;
            $said = match (true) {
                is_array($inside) => $inside === [] ? 'none' : '(' . self::words((string) json_encode($inside)) . ')',
                $value === null => 'none',
                default => (string) (is_bool($value) ? ($value ? 'yes' : 'no') : $value),
            };
            $words[] = is_int($name) ? $said : $name . ' ' . $said;
        }

        return implode(', ', $words);
    }
}
