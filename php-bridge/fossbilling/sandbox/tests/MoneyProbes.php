<?php

/** Questions about balances, invoices, refunds and amounts. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Profile;
use FossSandbox\Rows;
use MakegoodSandbox\Clock;

trait MoneyProbes
{
    public function partPayment(): string
    {
        $this->panel->credit(4, '3.00');
        $invoice = $this->approved(4, ['30.00']);
        $this->panel->cron();
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    public function cronNeedsOneRow(): string
    {
        $this->panel->credit(4, '6.00');
        $this->panel->credit(4, '6.00');
        $invoice = $this->approved(4, ['10.00']);
        $this->panel->cron();

        return $this->panel->status($invoice);
    }

    public function byHand(): string
    {
        $this->panel->credit(4, '6.00');
        $this->panel->credit(4, '6.00');
        $invoice = $this->approved(4, ['10.00']);
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    /** A hook takes 4.50 off the renewal; then the client pays the rest from a balance of exactly that. */
    public function negativeLine(): string
    {
        $this->activate();
        $order = $this->panel->order(4, '2026-03-10');
        $this->panel->credit(4, '25.50');
        $GLOBALS['tiny']['onBeforeAdminInvoiceApprove'] = static function (\Box_Event $event): void {
            $di = $event->getDi();
            $invoice = Rows::existing('Invoice', $event->getParameters()['id'], 'gone');
            $di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => 'SLA credit', 'price' => '-4.50', 'rel_id' => 'sla:1']);
        };
        $this->panel->cron();
        $id = (int) Rows::sql('SELECT MAX(id) AS id FROM invoice')[0]['id'];
        $invoice = Rows::existing('Invoice', $id, 'gone');
        $mail = Rows::sql("SELECT content_html FROM activity_client_email WHERE subject LIKE '%created'")[0]['content_html'] ?? '';
        preg_match('/of ([\d.]+)/', $mail, $found);

        return 'total ' . $this->di['mod_service']('invoice')->getTotalWithTax($invoice)
            . ', order ' . Rows::sql('SELECT CAST(price AS CHAR) AS p FROM client_order WHERE id = ?', [Rows::id($order)])[0]['p']
            . ', mail ' . ($found[1] ?? '?') . ', ' . $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    public function negativeTotal(): string
    {
        $invoice = $this->approved(4, ['10.00'], ['-13.00']);
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    public function tolerance004(): string
    {
        return $this->tolerance('2.38');
    }

    public function tolerance001(): string
    {
        return $this->tolerance('2.35');
    }

    public function tolerance001Small(): string
    {
        return $this->tolerance('0.11', '0.10');
    }

    public function tolerance005(): string
    {
        return $this->tolerance('2.39');
    }

    public function refund(): string
    {
        $invoice = $this->approved(4, ['30.00'], ['-4.50']);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false);
        $id = $this->di['mod_service']('invoice')->refundInvoice($this->panel->reload('Invoice', $invoice));
        $made = Rows::sql('SELECT serie, nr, status FROM invoice WHERE id = ?', [$id])[0];
        $total = $this->di['mod_service']('invoice')->getTotalWithTax(Rows::existing('Invoice', $id, 'gone'));

        return "$made[serie]$made[nr], $made[status], $total, original " . $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    public function refundTwice(): string
    {
        $invoice = $this->approved(4, ['30.00']);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false);
        $this->di['mod_service']('invoice')->refundInvoice($invoice);
        $this->di['mod_service']('invoice')->refundInvoice($invoice);

        return $this->documents();
    }

    public function refundUnpaid(): string
    {
        $invoice = $this->approved(4, ['30.00']);
        $this->di['mod_service']('invoice')->refundInvoice($invoice);

        return $this->documents() . ', original ' . $this->panel->status($invoice);
    }

    public function refundOfRefund(): string
    {
        $id = $this->di['mod_service']('invoice')->refundInvoice($this->approved(4, ['30.00']));
        try {
            $this->di['mod_service']('invoice')->refundInvoice(Rows::existing('Invoice', $id, 'gone'));
        } catch (\FOSSBilling\InformationException $error) {
            return $error->getMessage();
        }

        return 'refunded';
    }

    public function refundManual(): string
    {
        $this->di['mod_service']('system')->setParamValue('invoice_refund_logic', 'manual');

        return gettype($this->di['mod_service']('invoice')->refundInvoice($this->approved(4, ['30.00']))) . ', ' . $this->documents();
    }

    public function bareRelId(): string
    {
        $order = $this->panel->order(4, '2026-03-10');
        $found = [];
        foreach (['sla:1', (string) Rows::id($order)] as $relId) {
            $before = count($this->di['mod_service']('invoice')->findPaidInvoicesForOrder($order));
            $invoice = $this->panel->draft(4, ['1.00']);
            $this->di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => 'x', 'price' => 1, 'type' => 'custom', 'rel_id' => $relId]);
            $this->di['mod_service']('invoice')->markAsPaid($invoice, false);
            $found[] = $relId . (count($this->di['mod_service']('invoice')->findPaidInvoicesForOrder($order)) > $before ? ' yes' : ' no');
        }

        return implode(', ', $found);
    }

    public function floats(): string
    {
        $invoice = $this->panel->reload('Invoice', $this->panel->draft(4, ['0.10', 3]));

        return (string) json_encode($this->di['mod_service']('invoice')->toApiArray($invoice)['subtotal']);
    }

    public function rounding(): string
    {
        return $this->amounts(['1.235', '0.005']);
    }

    public function oddAmounts(): string
    {
        return $this->amounts(['-5', '0', '1e3', ' 7 ']);
    }

    public function refusals(): string
    {
        $said = [];
        $poor = $this->panel->client(5);
        Rows::write($poor, ['currency' => null]);
        foreach ([[$this->panel->client(4), 'x', 'why'], [$this->panel->client(4), '1', ''], [$poor, '1', 'why']] as [$client, $amount, $why]) {
            try {
                $this->di['mod_service']('client')->addFunds($client, $amount, $why);
                $said[] = 'taken';
            } catch (\FOSSBilling\InformationException $error) {
                $said[] = $error->getMessage();
            }
        }

        return implode(' / ', $said);
    }

    public function currencyFixed(): string
    {
        $service = $this->di['mod_service']('client');
        $before = $service->canChangeCurrency($this->panel->client(4), 'BRL') ? 'yes' : 'no';
        $this->panel->draft(4, ['1.00']);
        try {
            $after = $service->canChangeCurrency($this->panel->client(4), 'BRL') ? 'yes' : 'no';
        } catch (\FOSSBilling\InformationException) {
            $after = 'no';
        }

        return "before: $before, after: $after";
    }

    public function markAsPaid(): string
    {
        $invoice = $this->approved(4, ['30.00']);
        $this->di['api_admin']->invoice_mark_as_paid(['id' => Rows::id($invoice), 'transactionId' => 'bank-1']);

        return 'balance rows ' . count(Rows::sql('SELECT id FROM client_balance')) . ', sum ' . $this->panel->balance(4);
    }

    public function transactionAgain(): string
    {
        foreach ([1, 2] as $try) {
            $invoice = $this->approved(4, ['30.00']);
            try {
                $this->di['api_admin']->invoice_mark_as_paid(['id' => Rows::id($invoice), 'transactionId' => 'bank-1']);
            } catch (\FOSSBilling\InformationException) {
                return $try === 2 ? 'refused' : 'refused at once';
            }
        }

        return 'taken';
    }

    public function renewalWhen(): string
    {
        $order = $this->panel->order(4, '2026-03-10');
        $this->panel->cron();
        $id = (int) Rows::sql("SELECT id FROM invoice WHERE status = 'unpaid'")[0]['id'];
        Rows::sql('UPDATE invoice SET gateway_id = 1 WHERE id = ?', [$id]);
        Profile::hasBeans() || $this->di['em']->clear();
        $this->di['api_admin']->invoice_mark_as_paid(['id' => $id, 'transactionId' => 'bank-1']);
        $until = static fn (): string => substr((string) Rows::sql('SELECT expires_at FROM client_order WHERE id = ?', [Rows::id($order)])[0]['expires_at'], 0, 10);
        if ($until() === '2026-04-10') {
            return 'at once';
        }
        Clock::travel('2026-03-02T06:00:00Z');
        $this->panel->cron();

        return $until() === '2026-04-10' ? 'at the next cron' : 'never: ' . $until();
    }

    public function withoutGateway(): string
    {
        $invoice = $this->approved(4, ['30.00']);
        Rows::write($invoice, ['gateway_id' => null]);
        try {
            $this->di['api_admin']->invoice_mark_as_paid(['id' => Rows::id($invoice)]);
        } catch (\FOSSBilling\InformationException) {
            return 'refused';
        }

        return 'paid';
    }

    /** 135.00 BRL at a rate of 5.4 are 25.00 in the base currency. */
    public function income(): string
    {
        $invoice = $this->approved(7, ['135.00']);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false);
        $refund = $this->di['mod_service']('invoice')->refundInvoice($invoice);
        $income = static fn (int $id): string => (string) Rows::sql('SELECT CAST(base_income AS CHAR) AS i FROM invoice WHERE id = ?', [$id])[0]['i'];

        return $income(Rows::id($invoice)) . ' and ' . $income($refund);
    }

    public function taxOfThree(): string
    {
        $invoice = $this->taxed('19', ['0.13', 1, true], ['0.13', 1, true], ['0.13', 1, true]);

        return $this->tax($invoice) . ', ' . $this->di['mod_service']('invoice')->getTotalWithTax($invoice);
    }

    public function taxOfFive(): string
    {
        return $this->tax($this->taxed('19', ['0.50', 5, true]));
    }

    public function taxWithCredit(): string
    {
        return $this->tax($this->taxed('19', ['30.00', 1, true], ['-2.50', 1, true]));
    }

    public function taxWithCredit295(): string
    {
        return $this->tax($this->taxed('19', ['30.00', 1, true], ['-2.95', 1, true]));
    }

    public function zeroWithCredits(): string
    {
        $invoice = $this->panel->draft(4, ['10.00'], ['-10.00']);
        $this->di['mod_service']('invoice')->approveInvoice($invoice, ['use_credits' => true]);

        return $this->panel->status($invoice) . ', balance rows ' . count(Rows::sql('SELECT id FROM client_balance'));
    }

    public function zeroWithout(): string
    {
        $invoice = $this->approved(4, ['10.00'], ['-10.00']);
        $first = $this->panel->status($invoice);
        $this->panel->cron();
        $second = $this->panel->status($invoice);
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return "$first, after cron $second, by hand " . $this->panel->status($invoice);
    }

    public function zeroAndBalance(): string
    {
        $this->panel->credit(4, '5.00');
        $invoice = $this->approved(4, ['10.00'], ['-10.00']);
        $this->panel->cron();

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    public function twoRowsInCron(): string
    {
        return $this->twoRows(['30.00', 1, true]);
    }

    public function twoRowsAndCredit(): string
    {
        return $this->twoRows(['30.00', 1, true], ['-4.50', 1, true]);
    }

    public function freeCent(): string
    {
        return $this->free('0.01');
    }

    public function freeTwoCents(): string
    {
        return $this->free('0.02');
    }

    public function freeFiveCents(): string
    {
        return $this->free('0.05');
    }

    public function freshlyPaid(): string
    {
        return $this->executedAfter('2026-03-01T06:01:00Z');
    }

    public function tenMinutesLater(): string
    {
        return $this->executedAfter('2026-03-01T06:11:00Z');
    }

    public function copyOfOurLine(): string
    {
        $invoice = $this->panel->draft(4, ['30.00']);
        $this->di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => 'SLA', 'price' => '-4.50', 'rel_id' => 'sla:1']);
        $this->di['mod_service']('invoice')->approveInvoice($invoice, []);
        $id = $this->di['mod_service']('invoice')->refundInvoice($invoice);
        $line = Rows::sql("SELECT i.rel_id, CAST(i.price AS CHAR) AS price, m.status FROM invoice_item i JOIN invoice m ON m.id = i.invoice_id
            WHERE i.invoice_id = ? AND i.rel_id = 'sla:1'", [$id])[0];

        return "$line[rel_id] $line[price] on $line[status]";
    }

    public function orderCancelled(): string
    {
        $order = $this->panel->order(4, '2026-03-10');
        $this->panel->cron();
        $order = $this->panel->reload('ClientOrder', $order);
        $this->di['mod_service']('order')->cancelFromOrder($order);
        $left = Rows::sql('SELECT status FROM invoice WHERE approved = 1 ORDER BY id DESC')[0]['status'];

        return Rows::sql('SELECT status FROM client_order')[0]['status'] . ", invoice $left";
    }

    public function clientDeleted(): string
    {
        $this->activate();
        $this->panel->credit(4, '5.00');
        $this->approved(4, ['10.00']);
        $GLOBALS['tiny'] = [];
        $this->di['api_admin']->client_delete(['id' => 4]);
        $events = array_filter($GLOBALS['tiny']['every'] ?? [], static fn (string $name): bool => str_contains($name, 'Invoice'));

        return 'invoices ' . count(Rows::sql('SELECT id FROM invoice')) . ', balance rows ' . count(Rows::sql('SELECT id FROM client_balance')) . ', events of invoices '
            . count($events);
    }

    private function taxed(string $rate, array ...$lines): object
    {
        $invoice = $this->panel->draft(4, ...$lines);
        Rows::write($invoice, ['taxrate' => $rate]);

        return $invoice;
    }

    private function tax(object $invoice): string
    {
        return (string) $this->di['mod_service']('invoice')->getTax($invoice);
    }

    private function twoRows(array ...$lines): string
    {
        $this->panel->credit(4, '18.00');
        $this->panel->credit(4, '18.00');
        $invoice = $this->taxed('19', ...$lines);
        $this->di['mod_service']('invoice')->approveInvoice($invoice, []);
        $this->panel->cron();

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    private function free(string $price): string
    {
        $invoice = $this->approved(4, [$price]);
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return $this->panel->status($invoice);
    }

    private function executedAfter(string $instant): string
    {
        $invoice = $this->approved(4, ['10.00']);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false, false);
        Clock::travel($instant);
        $this->panel->cron();

        return Rows::sql('SELECT status FROM invoice_item')[0]['status'];
    }

    private function tolerance(string $price, string $balance = '2.34'): string
    {
        $this->panel->credit(4, $balance);
        $invoice = $this->approved(4, [$price]);
        $this->di['api_admin']->invoice_pay_with_credits(['id' => Rows::id($invoice)]);

        return $this->panel->status($invoice) . ', balance ' . $this->panel->balance(4);
    }

    private function documents(): string
    {
        return count(Rows::sql("SELECT id FROM invoice WHERE status = 'refunded'")) . ' documents';
    }

    /** @param list<string> $given */
    private function amounts(array $given): string
    {
        array_map(fn (string $amount) => $this->panel->credit(4, $amount), $given);

        return implode(', ', array_column(Rows::sql('SELECT amount FROM client_balance ORDER BY id'), 'amount'));
    }
}
