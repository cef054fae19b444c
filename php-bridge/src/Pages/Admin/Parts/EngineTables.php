<?php

/** Whether the core can be trusted on this host, check by check, and by which way it is reached. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Engine\Check;
use Makegood\Engine\Checks;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;
use Makegood\Run\Run;

final class EngineTables
{
    /** name of the check → what it is about */
    private const ABOUT = [
        'php64' => '64-bit PHP',
        'jit' => 'Tracing JIT',
        'manifest' => 'Manifest',
        'phpFile' => 'Core file',
        'phpMoreFile' => 'Second core file',
        'header' => 'Origin of the core',
        'describe' => 'Sources',
        'selfTest' => 'Known answers',
        'transport' => 'Way to the core',
    ];

    private const WAYS = ['ffi' => 'libwasmtime', 'process' => 'native process', 'compiled' => 'PHP alone'];

    /** state of a way → word and colour */
    private const STATES = [
        'used' => ['used', 'good'],
        'ready' => ['ready', 'info'],
        'passedOver' => ['passed over', 'wait'],
        'dropped' => ['dropped', 'bad'],
        'off' => ['off', 'plain'],
    ];

    /** Loads the engine and asks it for all its known answers: the page to do that on. */
    public static function html(Context $context): string
    {
        $site = $context->site;
        $checks = Checks::all($site->directory() . '/engine', $site->transport()->forPage());
        $failed = Checks::firstFailed($checks);
        $verdict = $failed === null ? Html::badge('ready', 'good') . ' Every check passed.'
            : Html::badge('stopped', 'bad') . ' ' . Html::e($failed->reason) . ' Nothing is decided or posted until this is mended; messages are still stored.';
        $rows = array_map(static fn (Check $check): array => [
            Html::e(self::ABOUT[$check->name] ?? $check->name),
            $check->ok ? Html::badge('passed', 'good') : Html::badge('failed', 'bad'),
            Html::e(self::WAYS[$check->reason] ?? $check->reason),
        ], $checks);

        return '<p>' . $verdict . '</p>' . Html::table('Checks', ['Check', 'Result', 'Reason'], $rows, '')
            . self::ways('Ways to the core, for pages', self::ofPages($context)) . self::ways('Ways to the core, in the last run of cron', self::ofCron($context));
    }

    /** @return list<array<string, mixed>> */
    private static function ofPages(Context $context): array
    {
        try {
            return $context->site->engine()->transports();
        } catch (EngineUnavailable) {
            return [];
        }
    }

    /** @return list<array<string, mixed>> as the run wrote it down */
    private static function ofCron(Context $context): array
    {
        $rows = json_decode($context->ledger->meta->get(Run::TRANSPORTS) ?? '[]', true);

        return is_array($rows) ? array_values(array_filter($rows, 'is_array')) : [];
    }

    /** @param list<array<string, mixed>> $ways */
    private static function ways(string $caption, array $ways): string
    {
        $rows = array_map(static fn (array $way): array => [
            Html::e(self::WAYS[$way['name'] ?? ''] ?? (string) ($way['name'] ?? '')),
            Html::badge(...(self::STATES[$way['state'] ?? ''] ?? ['unknown', 'plain'])),
            Html::e((string) ($way['reason'] ?? '')),
        ], $ways);

        return Html::table($caption, ['Way', 'State', 'Why'], $rows, 'None yet.');
    }
}
