<?php

/** One entry of the ledger: facts, postings, every step from outage to amount, the client's next invoice. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Ledger\Entries;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Tabs\Credits;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Answers;
use Makegood\Pages\Element;
use Makegood\Pages\Html;
use Makegood\Pages\OnInvoices;

final class EntryDetail
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(int $id): string
    {
        $entry = $this->context->ledger->entries->byId((string) $id);
        if ($entry === null) {
            throw new InvalidInput('There is no entry ' . $id . '.');
        }
        $currency = (string) $entry['currency'];
        $client = (string) $entry['client_id'];

        return '<h2>Entry ' . $id . '</h2><p>' . Html::link($this->context->form->url([]), 'All credits') . '</p>'
            . Html::facts($this->facts($entry, $id, $currency)) . $this->postings((string) $id, $currency)
            . Html::panel('Why', $this->whyPanel($entry, $id, $currency))
            . Html::panel('The client\'s next invoices', Element::of(
                'invoice',
                ['src' => $this->context->form->api('preview', ['client' => $client])],
                (new InvoicePreview())->html($this->context->reads()->preview($client)),
            ));
    }

    /** @param array<string, mixed> $entry @return array<string, string> */
    private function facts(array $entry, int $id, string $currency): array
    {
        $state = (string) $entry['state'];
        $service = (string) $entry['service_id'];

        return [
            'Service' => Html::e(($this->context->directory->services([$service])[$service] ?? '') . ' (service ' . $service . ')'),
            'Client' => Html::link($this->context->form->url(['client' => (string) $entry['client_id']]), $this->context->directory->client((string) $entry['client_id'])),
            (Words::caseOf((string) $entry['period']) === null ? 'Month' : 'About') => Html::e(Words::month((string) $entry['period']) . ', ' . Words::ordinal((int) $entry['n']) . ' entry'),
            'Net' => Html::e($entry['net'] . ' ' . $currency),
            'Tax' => Html::e($entry['tax'] . ' ' . $currency . ' at ' . $entry['rate'] . ' %'),
            'Gross' => '<strong>' . Html::e($entry['gross'] . ' ' . $currency) . '</strong>',
            'Carried over' => Html::e('before ' . $entry['carry_before'] . ' ' . $currency . ', after ' . $entry['carry_after'] . ' ' . $currency),
            'State' => Html::badge($state, Credits::KINDS[$state] ?? 'plain') . ' ' . Html::e(Words::route((string) $entry['route'])),
            'Policy version' => '<code>' . Html::e($entry['policy_hash']) . '</code>',
            'Engine' => '<code>' . Html::e((string) $entry['engine_sha256']) . '</code>',
            'Recorded' => Html::time($entry['created_ms']),
        ] + self::expiry($entry) + [
            'Proof' => self::download((string) $entry['request'], 'entry-' . $id . '-request.json', 'request')
                . ' ' . self::download((string) $entry['answer'], 'entry-' . $id . '-answer.json', 'answer'),
        ];
    }

    /** @param array<string, mixed> $entry @return array<string, string> */
    private static function expiry(array $entry): array
    {
        $at = Answers::result((string) $entry['answer'], (string) $entry['service_id'])['schema2']['expiresAt'] ?? null;

        return $at === null ? [] : ['Expires' => Html::instant((string) $at) . ' <small>What the client has not used by then you take back by hand: the panel lets no credit expire.</small>'];
    }

    private function postings(string $entryId, string $currency): string
    {
        $rows = [];
        foreach ($this->context->reads()->onInvoices([$this->context->ledger->postings->ofEntry($entryId)])[0] as $posting) {
            $state = (string) $posting['state'];
            $rows[] = [
                Html::e((string) $posting['n']),
                Html::e($posting['amount'] . ' ' . $currency . OnInvoices::suffix($posting, $currency, $this->context->texts)),
                Html::badge($state, Credits::KINDS[$state] ?? 'plain'),
                Html::hash((string) $posting['marker']),
                Html::e(OnInvoices::reference($posting['panel_ref'])),
                Html::e((string) $posting['attempt']),
                Html::time($posting['posted_ms']),
            ];
        }

        return Html::table('Postings', ['No', '>Amount', 'State', 'Marker', 'Credit log', 'Attempts', 'Posted'], $rows, 'Nothing is to be posted for this entry.');
    }

    /** What a refund gives, and what goes back with a payment, is told where it was decided. @param array<string, mixed> $entry */
    private function whyPanel(array $entry, int $id, string $currency): string
    {
        $case = Words::caseOf((string) $entry['period']);
        if ($case === null) {
            return Element::of('credit', ['src' => $this->context->form->api('credit', ['entry' => (string) $id])], $this->why($entry, $currency));
        }
        [$before, $query, $tab, $fragment] = $entry['kind'] === Entries::KIND_REFUND
            ? ['What comes back of each line, why the rest is kept, and who decided it: ', ['case' => $case], 'refunds', '']
            : ['A payment was reversed, and credit that was given for it goes back: ', [], 'review', '#mg-reversals'];

        return '<p>' . $before . Html::link($this->context->form->url($query, $tab, $fragment), Words::month((string) $entry['period'])) . '.</p>';
    }

    /** @param array<string, mixed> $entry */
    private function why(array $entry, string $currency): string
    {
        $html = '';
        foreach ($this->context->explanation->sentences(Answers::steps((string) $entry['answer'], (string) $entry['service_id']), $currency, $entry['state'] === 'posted') as $sentence) {
            $html .= '<li>' . Html::e($sentence) . '</li>';
        }

        return $html === '' ? '<p>The answer holds no steps.</p>' : '<ol>' . $html . '</ol>';
    }

    /** A link that carries the bytes in itself: what is downloaded is what was stored, and no further request can leak it. */
    private static function download(string $bytes, string $name, string $text): string
    {
        return '<a download="' . Html::e($name) . '" href="data:application/json;base64,' . base64_encode($bytes) . '">' . Html::e($text) . '</a> ('
            . strlen($bytes) . ' bytes)';
    }
}
