<?php

/** The ledger: what was decided, what was booked, and every step between outage and amount. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\InvalidInput;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Answers;
use WHMCS\Module\Addon\Makegood\Html;

final class Entries implements Tab
{
    private const SHOWN = 200;
    public const KINDS = ['pending' => 'wait', 'posting' => 'wait', 'posted' => 'good', 'review' => 'bad', 'carried' => 'plain'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        return $this->context->query->text('entry') === '' ? $this->list() : $this->one($this->context->query->id('entry'));
    }

    private function list(): string
    {
        $entries = $this->context->ledger->entries->recent(self::SHOWN);
        $services = $this->context->directory->services(array_map(static fn (array $entry): string => (string) $entry['service_id'], $entries));
        $rows = [];
        foreach ($entries as $entry) {
            $state = (string) $entry['state'];
            $rows[] = [
                Html::link($this->context->form->url(['entry' => (string) $entry['id']]), (string) $entry['id']),
                Html::e((string) $entry['period']),
                Html::e($services[(string) $entry['service_id']] ?? 'service ' . $entry['service_id']),
                Html::e($this->context->directory->client((string) $entry['client_id'])),
                Html::e($entry['net'] . ' + ' . $entry['tax'] . ' tax'),
                '<strong>' . Html::e($entry['gross'] . ' ' . $entry['currency']) . '</strong>',
                Html::badge($state, self::KINDS[$state] ?? 'plain'),
                Html::time($entry['created_ms']),
            ];
        }

        return '<h2>Entries</h2>' . Html::table(
            'Newest first, at most ' . self::SHOWN . ' of ' . $this->context->ledger->entries->count(),
            ['No', 'Period', 'Service', 'Client', 'Net and tax', 'Gross', 'State', 'Recorded'],
            $rows,
            'No entry has been recorded yet.',
        );
    }

    private function one(int $id): string
    {
        $entry = $this->context->ledger->entries->byId((string) $id);
        if ($entry === null) {
            throw new InvalidInput('There is no entry ' . $id . '.');
        }
        $currency = (string) $entry['currency'];
        $state = (string) $entry['state'];

        return '<h2>Entry ' . $id . '</h2><p>' . Html::link($this->context->form->url([]), 'All entries') . '</p>' . Html::facts([
            'Service' => Html::e($this->context->directory->services([(string) $entry['service_id']])[(string) $entry['service_id']] ?? '')
                . ' (service ' . Html::e((string) $entry['service_id']) . ')',
            'Client' => Html::e($this->context->directory->client((string) $entry['client_id'])),
            'Period, kind, number' => Html::e($entry['period'] . ', ' . $entry['kind'] . ', ' . $entry['n']),
            'Net' => Html::e($entry['net'] . ' ' . $currency),
            'Tax' => Html::e($entry['tax'] . ' ' . $currency . ' at ' . $entry['rate'] . ' %'),
            'Gross' => '<strong>' . Html::e($entry['gross'] . ' ' . $currency) . '</strong>',
            'Carried over' => Html::e('before ' . $entry['carry_before'] . ' ' . $currency . ', after ' . $entry['carry_after'] . ' ' . $currency),
            'State' => Html::badge($state, self::KINDS[$state] ?? 'plain') . ' ' . Html::e('route ' . $entry['route']),
            'Policy version' => Html::e($entry['policy_hash']),
            'Engine' => Html::e((string) $entry['engine_sha256']),
            'Recorded' => Html::time($entry['created_ms']),
            'Proof' => self::download((string) $entry['request'], 'entry-' . $id . '-request.json', 'request')
                . ' ' . self::download((string) $entry['answer'], 'entry-' . $id . '-answer.json', 'answer'),
        ]) . $this->postings((string) $id, $currency) . $this->why((string) $entry['answer'], (string) $entry['service_id'], $currency);
    }

    private function postings(string $entryId, string $currency): string
    {
        $rows = [];
        foreach ($this->context->ledger->postings->ofEntry($entryId) as $posting) {
            $state = (string) $posting['state'];
            $rows[] = [
                Html::e((string) $posting['n']),
                Html::e($posting['amount'] . ' ' . $currency),
                Html::badge($state, self::KINDS[$state] ?? 'plain'),
                Html::e((string) $posting['marker']),
                Html::e($posting['panel_ref'] === null ? '' : 'row ' . $posting['panel_ref']),
                Html::e((string) $posting['attempt']),
                Html::time($posting['posted_ms']),
            ];
        }

        return Html::table(
            'Postings',
            ['No', 'Amount', 'State', 'Marker', 'Credit log', 'Attempts', 'Posted'],
            $rows,
            'Nothing is to be posted for this entry.',
        );
    }

    private function why(string $answer, string $serviceId, string $currency): string
    {
        $html = '';
        foreach ($this->context->explanation->sentences(Answers::steps($answer, $serviceId), $currency) as $sentence) {
            $html .= '<li>' . Html::e($sentence) . '</li>';
        }

        return '<h3>Why</h3>' . ($html === '' ? '<p>The answer holds no steps.</p>' : '<ol>' . $html . '</ol>');
    }

    /** A link that carries the bytes in itself: what is downloaded is what was stored, and no further request can leak it. */
    private static function download(string $bytes, string $name, string $text): string
    {
        return '<a download="' . Html::e($name) . '" href="data:application/json;base64,' . base64_encode($bytes) . '">' . Html::e($text) . '</a> ('
            . strlen($bytes) . ' bytes)';
    }
}
