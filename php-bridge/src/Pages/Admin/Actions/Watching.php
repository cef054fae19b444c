<?php

/** What a monitor's word counts, how its messages are read and proved, its history; what people know of an outage. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\MonitorKinds;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Levels;
use Makegood\Ledger\Sources;
use Makegood\Pages\Admin\Actions;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;

final class Watching extends Group
{
    private const SECRET_BYTES = 2000;
    private const CSV_BYTES = 1_048_576;

    public function setSource(Input $input): string
    {
        $this->desk->monitors->set((string) $input->id('source'), [
            'group' => $input->text('group', Fits::ID),
            'level' => $input->word('level', ['', ...Sources::LEVELS]),
            'weight' => $input->whole('weight') ?? 1,
            'startDelayMs' => self::ms($input, 'startDelay') ?? 0,
            'endDelayMs' => self::ms($input, 'endDelay') ?? 0,
            'toleranceMs' => self::ms($input, 'tolerance') ?? 0,
            'expectEveryMs' => self::ms($input, 'expectEvery'),
            'expiresAfterMs' => self::ms($input, 'expiresAfter'),
            'ownQuorum' => $input->whole('ownQuorum'),
        ], $this->by);

        return '<p>Saved. It counts from the end of the last month that is due.</p>';
    }

    public function setSigning(Input $input): string
    {
        $made = $this->desk->monitors->secrets->sign((string) $input->id('source'), $input->secret('secret', self::SECRET_BYTES), $this->by);

        return $made === null ? '<p>From now on only messages with a right signature are read.</p>'
            : '<p><label for="mg-signing-made">Signing secret, shown this once: enter it at the monitor</label></p><p><input class="form-control mg-copy" id="mg-signing-made" readonly size="70" value="'
                . Html::e($made) . '"></p>';
    }

    public function dropSigning(Input $input): string
    {
        $this->desk->monitors->secrets->stopSigning((string) $input->id('source'), $this->by);

        return '<p>Signatures are not checked any more: whoever knows the address is believed.</p>';
    }

    public function setHistory(Input $input): string
    {
        $id = (string) $input->id('source');
        $vendor = MonitorKinds::of((string) ($this->context->ledger->sources->byId($id)['vendor'] ?? ''));
        $settings = [];
        foreach ($vendor?->history ?? [] as $name => $_) {
            $value = $name === 'step' ? $input->whole('api_step') : $input->text('api_' . $name, self::SECRET_BYTES);
            if ($value !== null && $value !== '') {
                $settings[$name] = $value;
            }
        }
        $key = $input->secret('key', self::SECRET_BYTES);
        $this->desk->monitors->secrets->api($id, $key === '' ? null : $key, $settings, $this->by);

        return '<p>The next cron run asks for the history.</p>';
    }

    public function dropHistory(Input $input): string
    {
        $this->desk->monitors->secrets->stopPulling((string) $input->id('source'), $this->by);

        return '<p>The key is forgotten and no history is asked for any more. What was asked before stays.</p>';
    }

    public function setMapping(Input $input): string
    {
        $id = (string) $input->id('source');
        $hash = $this->desk->monitors->addMapping($input->document('document', Actions::DOCUMENT_BYTES), $this->by);
        $this->desk->monitors->set($id, ['mapping' => $hash], $this->by);

        return '<p>The mapping is in force. Messages that waited for it are read by the next cron run.</p>';
    }

    public function uploadCsv(Input $input): string
    {
        $kept = $this->desk->monitors->uploadCsv((string) $input->id('source'), $input->document('document', self::CSV_BYTES), $this->by);

        return '<p>' . Words::count($kept['observations'], 'observation') . ' kept; the next cron run takes them in.</p>'
            . ($kept['problem'] === null ? '' : '<p>At least one row was not understood and is left out: ' . Html::e($kept['problem']) . '</p>');
    }

    public function enterOutage(Input $input): string
    {
        $subject = $input->text('service') === '' ? $input->text('subject') : 'service:' . $input->id('service');
        if (!$this->context->directory->has($subject)) {
            throw new InvalidInput('There is no such server or service.');
        }
        $from = $input->localMs('from') ?? throw new InvalidInput('From is needed.');
        $this->desk->monitors->manualOutage($subject, $from, $input->localMs('to'), $input->text('title'), $this->by);

        return '<p>It is one voice like that of any monitor, and only about that time: alone it waits in Review after the next cron run.</p>';
    }

    public function setLevels(Input $input): string
    {
        $atLeast = [];
        foreach (Sources::LEVELS as $level) {
            $atLeast[$level] = $input->whole('level_' . $level) ?? throw new InvalidInput('"level_' . $level . '" is needed: 0 for none.');
        }
        $this->desk->monitors->setLevels(Levels::ALL, array_filter($atLeast), $this->by);

        return '<p>Saved.</p>';
    }

    private static function ms(Input $input, string $name): ?int
    {
        $seconds = $input->whole($name);

        return $seconds === null ? null : $seconds * 1000;
    }
}
