<?php

/** Whether everything that money depends on is as it should be, with the reason when it is not. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use Makegood\Engine\JitGuard;
use Makegood\Intake\Counter;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Admin\WebhookAddress;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Options;
use WHMCS\Module\Addon\Makegood\PanelRoot;

final class Health implements Tab
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        return '<h2>Health</h2>' . Html::facts($this->engine() + $this->environment() + $this->intake() + $this->cron()) . $this->problems() . $this->events();
    }

    /** Loads the engine and asks it for its known answers. @return array<string, string> */
    private function engine(): array
    {
        $started = hrtime(true);
        try {
            $identity = $this->context->app->engine()->identity();
            $this->context->app->engine()->selfTest();
        } catch (\Throwable $failure) {
            return ['Engine' => Html::badge('stopped', 'bad') . ' ' . Html::e($failure->getMessage())
                . ' Nothing is decided or posted until this is mended; messages are still stored.'];
        }

        return [
            'Engine' => Html::badge('ready', 'good') . ' ' . Html::e('version ' . $identity['version']),
            'Engine file (SHA-256 of the wasm)' => '<code>' . Html::e($identity['sha256']) . '</code>',
            'Engine sources' => '<code>' . Html::e($identity['sourceHash']) . '</code>',
            'Self-test' => Html::badge('passed', 'good') . ' ' . intdiv(hrtime(true) - $started, 1_000_000) . ' ms with loading',
        ];
    }

    /** @return array<string, string> */
    private function environment(): array
    {
        $tracing = JitGuard::tracing();

        return [
            'PHP' => Html::e(PHP_VERSION . ', ' . PHP_INT_SIZE * 8 . ' bits'),
            'Time zone' => Html::e(date_default_timezone_get() . ', time zone data ' . timezone_version_get()),
            'JIT' => $tracing ? Html::badge('tracing', 'bad') . ' set opcache.jit to off or function' : Html::badge('safe', 'good'),
            'Database' => Html::e($this->context->ledger->db->driver . ', tables at step ' . ($this->context->ledger->meta->get('migration') ?? 'none')),
        ];
    }

    /** @return array<string, string> */
    private function intake(): array
    {
        $directory = $this->context->app->dataDirectory();
        $facts = ['Webhook' => Html::e(WebhookAddress::of('<source>', '<secret>'))];
        if ($directory === null) {
            $facts['Data directory'] = Html::badge('none', 'bad') . ' Messages are refused (503) while the database is down. Make a directory outside'
                . ' the web root that PHP may write, and name it in configuration.php as $makegood_data_dir.';
        } else {
            $known = count($directory->mirror()->read());
            $facts['Data directory'] = Html::e($directory->path) . ' ' . self::privacy($directory->path);
            $facts['Mirror of the sources'] = $known === count($this->context->ledger->sources->all())
                ? Html::badge('complete', 'good') . ' ' . $known : Html::badge('out of date', 'bad') . ' save a source again';
            $facts['Spool'] = Html::e(count($directory->spool()->files()) . ' messages waiting for the next run');
        }

        return $facts + ['Callers turned away (401)' => Html::e((string) Counter::value($this->context->ledger))];
    }

    /** @return array<string, string> */
    private function cron(): array
    {
        $options = Options::stored();
        $last = $this->context->ledger->runs->recent(1)[0] ?? null;

        return [
            'Run in' => Html::e($options->postIn . ', at most ' . intdiv($options->budgetMs, 1000) . ' s'),
            'Last run' => $last === null ? Html::badge('never', 'wait')
                : Html::time($last['started_ms']) . ($last['ended_ms'] === null ? ' ' . Html::badge('not ended', 'wait') : ''),
        ];
    }

    /** The panel may be in a folder of the web root (…/public_html/billing): beside the panel is not outside then. */
    private static function privacy(string $directory): string
    {
        $move = ' move it outside the web root, and name its new place in configuration.php as $makegood_data_dir';
        $web = realpath((string) ($_SERVER['DOCUMENT_ROOT'] ?? ''));
        $panel = realpath(PanelRoot::find(dirname(__DIR__, 3)));
        $isWebRootKnown = $web !== false && $panel !== false && ($_SERVER['DOCUMENT_ROOT'] ?? '') !== '' && self::isInside($panel, $web);
        if (self::isInside($directory, (string) $panel) || ($isWebRootKnown && self::isInside($directory, (string) $web))) {
            return Html::badge('inside the web root', 'bad') . $move;
        }

        return $isWebRootKnown ? Html::badge('private', 'good')
            : Html::badge('unknown', 'wait') . ' the web server does not say where its root is; if the directory is inside,' . $move;
    }

    private static function isInside(string $path, string $folder): bool
    {
        return str_starts_with((string) realpath($path) . '/', rtrim($folder, '/') . '/');
    }

    private function problems(): string
    {
        $rows = [];
        foreach ($this->context->app->desk()->health()['problems'] as $problem) {
            $rows[] = [Html::e(is_string($problem) ? $problem : json_encode($problem, JSON_INVALID_UTF8_SUBSTITUTE))];
        }

        return Html::table('Problems that last', ['What'], $rows, 'None.');
    }

    private function events(): string
    {
        $rows = [];
        foreach ($this->context->ledger->events->recent(50) as $event) {
            $rows[] = [
                Html::e((string) $event['id']),
                Html::time($event['at_ms']),
                Html::e((string) $event['type']),
                Html::e((string) $event['ref']),
                '<code>' . Html::e((string) $event['data']) . '</code>',
            ];
        }

        return Html::table('Last events', ['No', 'At', 'Event', 'About', 'Data'], $rows, 'Nothing has happened yet.');
    }
}
