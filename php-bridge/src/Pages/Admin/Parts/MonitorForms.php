<?php

/** The forms of one monitor's page. Durations are typed in seconds. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\MonitorKind;
use Makegood\Desk\SecretDesk;
use Makegood\Pages\Admin\Actions;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Form;
use Makegood\Pages\Html;

final class MonitorForms
{
    public const LEVELS = ['' => 'not said', 'thirdParty' => 'a third party', 'own' => 'our own machine elsewhere', 'server' => 'the watched server itself'];

    private readonly Form $form;

    /** @param array<string, mixed> $source */
    public function __construct(private readonly Context $context, private readonly array $source, private readonly MonitorKind $vendor)
    {
        $this->form = $context->form->staying(['source' => (string) $source['id']]);
    }

    public function settings(): string
    {
        $fields = Html::input('Group', 'group', 'mg-p-group', ['value' => (string) $this->source['independence_group'], 'maxlength' => 100, 'required' => true])
            . Html::select('It is', 'level', 'mg-p-level', self::LEVELS, (string) ($this->source['level'] ?? $this->vendor->level))
            . $this->number('Weight', 'weight', 'weight', 1)
            . $this->number('Places that are enough (own quorum)', 'own_quorum', 'ownQuorum', 2);
        $times = $this->seconds('Late start, s', 'start_delay_ms', 'startDelay') . $this->seconds('Late end, s', 'end_delay_ms', 'endDelay') . $this->seconds('Tolerance, s', 'tolerance_ms', 'tolerance')
            . $this->seconds('Speaks every, s', 'expect_every_ms', 'expectEvery') . $this->seconds('Expires after, s', 'expires_after_ms', 'expiresAfter');

        return $this->form->of('setSource', $this->id(), '<div class="mg-fields">' . $fields . '</div><div class="mg-fields">' . $times . '</div>'
            . '<ul class="help-block"><li>Monitors of one group fail together and count as one voice: the vendor, or the host that it runs on.</li>'
            . '<li>Late start and late end: how long after the real edge it tells ("for:", retries, thresholds).</li>'
            . '<li>Tolerance: how far its checks may lie beside those of another monitor that agrees.</li>'
            . '<li>Speaks every: only for monitors that report regularly; one that is silent for longer is shown on Health and cannot outvote the others. Empty: it speaks only when'
            . ' something changes.</li>'
            . '<li>Expires after: only for polled ones; without news for so long its word ends with its last evidence. Empty: down until it says up.</li>'
            . '<li>Own quorum: when it names so many places that saw the failure at once, that is enough. Empty: never.</li></ul>'
            . '<p class="help-block">Months that are settled are not judged again because of a change here.</p>', 'Save');
    }

    public function signing(): string
    {
        $has = $this->source['signing'] !== null;
        $problem = $this->context->site->desk()->monitors->secrets->problem();
        $sns = SecretDesk::signingOf($this->vendor->word) === 'sns';
        $field = $sns ? '' : '<div class="mg-fields">' . Html::input($has ? 'New signing secret (empty: one is made)' : 'Signing secret (empty: one is made)', 'secret', 'mg-p-secret', ['type' => 'password',
            'autocomplete' => 'off', 'maxlength' => 500]) . '</div>';

        return '<p>' . ($has ? Html::badge('checked', 'good') . ' A message without a right signature is kept, refused and never counted.'
            : Html::badge('not checked', 'plain') . ' The secret in the address protects it; a signature protects it also from whoever learns the address.') . '</p>'
            . ($problem === null || $sns ? $this->form->of('setSigning', $this->id(), $field, $has ? ($sns ? 'Take messages of another account' : 'Replace') : 'Check signatures') : Html::alert('warning', Html::e($problem)))
            . ($has ? $this->form->button('dropSigning', $this->id(), 'Stop checking', '', 'danger') : '');
    }

    public function history(): string
    {
        $has = $this->source['api_settings'] !== null;
        $problem = $this->context->site->desk()->monitors->secrets->problem();
        $settings = json_decode((string) ($this->source['api_settings'] ?? ''), true);
        $fields = '';
        foreach ($this->vendor->history as $name => $label) {
            $fields .= Html::input($label, 'api_' . $name, 'mg-p-api-' . $name, ['value' => (string) ($settings[$name] ?? ''), 'size' => $name === 'step' ? 6 : 50, 'maxlength' => 500]);
        }
        $fields .= Html::input($has ? 'New API key (empty: what is kept stays)' : 'API key, read only', 'key', 'mg-p-key', ['type' => 'password', 'autocomplete' => 'off', 'maxlength' => 2000]);

        return '<p>Every night cron asks what happened in the last two days: a recovery that never arrived and an outage that was never told become corrections, never second credits.'
            . ' With a new key it first looks back over 90 days.</p>' . $this->pulled($has)
            . ($problem === null ? $this->form->of('setHistory', $this->id(), '<div class="mg-fields">' . $fields . '</div>', $has ? 'Save' : 'Ask for the history') : Html::alert('warning', Html::e($problem)))
            . ($has ? $this->form->button('dropHistory', $this->id(), 'Forget the key', '', 'danger') : '');
    }

    public function mapping(): string
    {
        $hash = $this->source['mapping_hash'];
        $document = $hash === null ? self::EXAMPLE : (string) $this->context->ledger->mappings->document((string) $hash);

        return '<p>' . ($hash === null ? Html::badge('none yet', 'wait') . ' Its messages are kept and read once a mapping says how.' : Html::badge('in force', 'good')) . '</p>'
            . $this->form->of('setMapping', $this->id(), '<p><label for="mg-p-mapping">Mapping, JSON</label></p><textarea class="form-control" rows="16" id="mg-p-mapping" name="document"'
            . ' maxlength="' . Actions::DOCUMENT_BYTES . '" spellcheck="false">' . Html::e($document) . '</textarea><p class="help-block">Pointers like /check/id lead into the message; of several the first'
            . ' that is there counts. What the words list does not name is refused and shown in Deliveries.</p>', 'Save the mapping');
    }

    public function file(): string
    {
        return $this->form->of('uploadCsv', $this->id(), '<p><label for="mg-p-csv">Lines, the first with the names of the columns</label></p>'
            . '<textarea class="form-control" rows="8" id="mg-p-csv" name="document" spellcheck="false" maxlength="' . Actions::DOCUMENT_BYTES . '">target,state,at' . "\n" . '</textarea>'
            . '<p class="help-block">at: 2026-03-04T12:00:00Z or with an offset. state: up, down, degraded, maintenance or unknown.</p>', 'Take it in');
    }

    private const EXAMPLE = <<<'JSON'
        {"schema": 1, "name": "My monitor",
         "target": ["/check/id"],
         "label": ["/check/name"],
         "state": {"at": ["/status"],
                   "words": [{"word": "DOWN", "state": "down"}, {"word": "OK", "state": "up"}],
                   "other": "refuse"},
         "time": {"at": ["/since"], "form": "rfc3339", "precision": "exact"}}
        JSON;

    private function pulled(bool $has): string
    {
        $problem = (string) ($this->source['pull_problem'] ?? '');

        return match (true) {
            !$has => '',
            $problem !== '' => Html::alert('warning', Html::e($problem)),
            $this->source['pulled_ms'] === null => '<p>' . Html::badge('not asked yet', 'wait') . ' The next cron run begins.</p>',
            default => '<p>' . Html::badge('asked', 'good') . ' last on ' . Html::time($this->source['pulled_ms']) . ', complete up to ' . Html::time($this->source['pull_cursor_ms']) . '.</p>',
        };
    }

    private function number(string $label, string $column, string $name, int $least): string
    {
        $value = $this->source[$column];

        return Html::input($label, $name, 'mg-p-' . $name, ['type' => 'number', 'min' => $least, 'max' => 100, 'value' => $value === null ? '' : (string) $value]);
    }

    private function seconds(string $label, string $column, string $name): string
    {
        $ms = $this->source[$column];

        return Html::input($label, $name, 'mg-p-' . $name, ['type' => 'number', 'min' => 0, 'max' => 604_800, 'value' => $ms === null ? '' : (string) intdiv((int) $ms, 1000)]);
    }

    /** @return array<string, string> */
    private function id(): array
    {
        return ['source' => (string) $this->source['id']];
    }
}
