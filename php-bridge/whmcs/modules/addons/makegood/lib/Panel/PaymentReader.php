<?php

/**
 * What was received for invoices: transactions, account credit, and the parts of payments of several invoices at once.
 *
 * Such a payment is an invoice of its own whose lines name the others; these are settled by credit. Its transaction cannot be split at the gateway, so
 * each part is one that only a person gives back. Money that went out without saying of which payment counts against the invoice's payments, the
 * earliest first. What the bank took back is money out of an invoice in Collections [unverified].
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\Payment;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;

final class PaymentReader
{
    /** Products beyond this would not fit into 64 bits. */
    private const MOST = 3_000_000_000;

    /** @param list<string> $gateways whose payments the panel may send back */
    private function __construct(private readonly array $gateways)
    {
    }

    /**
     * @param list<string> $invoiceIds
     * @param list<string> $gateways
     *
     * @return list<Payment>
     */
    public static function of(array $invoiceIds, array $gateways): array
    {
        $ids = implode(', ', array_unique(array_map('intval', $invoiceIds)));
        if ($ids === '') {
            return [];
        }
        $reader = new self($gateways);

        return [...array_map($reader->transaction(...), self::transactions($ids)), ...$reader->together($ids), ...$reader->credit($ids)];
    }

    /**
     * What is left of a transaction and what went back of it.
     *
     * @return \stdClass|null id, invoiceid, userid, gateway, paid, returned (hundredths)
     */
    public static function one(string $paymentId): ?\stdClass
    {
        $invoice = preg_match('/^[1-9]\d{0,17}$/D', $paymentId) === 1 ? (int) Capsule::table('tblaccounts')->where('id', (int) $paymentId)->value('invoiceid') : 0;
        foreach ($invoice === 0 ? [] : self::transactions((string) $invoice) as $row) {
            if ((string) $row->id === $paymentId) {
                return $row;
            }
        }

        return null;
    }

    public static function cents(string $sql): string
    {
        return "CAST(ROUND($sql * 100) AS SIGNED INTEGER)";
    }

    /** Money out of a row: a refund, or a payment below zero. */
    public static function out(string $o): string
    {
        return '(' . self::cents("$o.amountout") . ' + CASE WHEN ' . self::cents("$o.amountin") . ' < 0 THEN -' . self::cents("$o.amountin") . ' ELSE 0 END)';
    }

    /** The ledger rows of 9.x are no money: credit notes and the like. The column is not there before. */
    public static function isMoney(string $o): string
    {
        return Capsule::schema()->hasColumn('tblaccounts', 'type') ? "COALESCE($o.type, '') NOT LIKE 'invoice_billing_adjustment%'" : '1 = 1';
    }

    /**
     * Which rows are payments of the invoices, and which are money out of them: two looks at the table, for refunds may lack the invoice's number and
     * nothing says that the number of the payment is indexed.
     *
     * @param string $ids numbers of invoices
     *
     * @return array{string, string} numbers for an IN (…)
     */
    private static function rowsOf(string $ids): array
    {
        $money = self::isMoney('o');
        $numbers = static fn (string $where): array => array_map(static fn (\stdClass $row): int => (int) $row->id,
            Capsule::connection()->select("SELECT o.id FROM tblaccounts o WHERE $where AND $money"));
        $in = $numbers("o.invoiceid IN ($ids) AND " . self::cents('o.amountin') . ' > 0');
        $out = $numbers("o.invoiceid IN ($ids) AND " . self::out('o') . ' > 0');
        $named = $in === [] ? [] : $numbers('o.refundid IN (' . implode(', ', $in) . ') AND ' . self::out('o') . ' > 0');

        return [implode(', ', $in ?: [0]), implode(', ', array_unique([...$out, ...$named]) ?: [0])];
    }

    /** @param string $ids numbers of invoices @return list<\stdClass> */
    private static function transactions(string $ids): array
    {
        [$in, $out] = self::rowsOf($ids);
        $outs = 'SELECT COALESCE(q.invoiceid, o.invoiceid) AS invoiceid, COALESCE(q.id, 0) AS payment, ' . self::out('o') . " AS amount FROM tblaccounts o LEFT JOIN tblaccounts q ON q.id = o.refundid AND q.id IN ($in) WHERE o.id IN ($out)";
        $gone = static fn (string $which): string => "(SELECT COALESCE(SUM(z.amount), 0) FROM ($outs) z WHERE $which)";
        $paid = self::cents('p.amountin');
        $back = $gone('z.payment = p.id');
        // Of each payment: what it brought, and what went back to it by name, at most that.
        $named = "SELECT p.id, p.invoiceid, $paid AS paid, CASE WHEN $back > $paid THEN $paid ELSE $back END AS own FROM tblaccounts p WHERE p.id IN ($in)";
        $loose = $gone('z.invoiceid = t.invoiceid') . " - (SELECT COALESCE(SUM(u.own), 0) FROM ($named) u WHERE u.invoiceid = t.invoiceid)";
        $before = "(SELECT COALESCE(SUM(u.paid - u.own), 0) FROM ($named) u WHERE u.invoiceid = t.invoiceid AND u.id < t.id)";
        $rows = "SELECT t.id, t.paid, t.own, $loose AS loose, $before AS earlier FROM ($named) t";
        $returned = 's.own + CASE WHEN s.loose <= s.earlier THEN 0 WHEN s.loose - s.earlier >= s.paid - s.own THEN s.paid - s.own ELSE s.loose - s.earlier END';

        return Capsule::connection()->select("SELECT a.id, a.invoiceid, i.userid, a.gateway, a.date, a.currency, i.status, CAST(s.paid AS CHAR) AS paid, CAST($returned AS CHAR) AS returned,"
            . ' CAST(' . self::cents('a.fees') . " AS CHAR) AS fees, CASE WHEN $returned < s.paid THEN 1 ELSE 0 END AS is_held FROM ($rows) s"
            . ' JOIN tblaccounts a ON a.id = s.id JOIN tblinvoices i ON i.id = a.invoiceid ORDER BY a.id');
    }

    private function transaction(\stdClass $row): Payment
    {
        if ((int) $row->currency !== 0 && (int) $row->currency !== (int) Capsule::table('tblclients')->where('id', (int) $row->userid)->value('currency')) {
            throw new UnableToRead('Transaction ' . $row->id . ' is in another currency than its client.');
        }
        $isReversed = $row->status === 'Collections';
        $at = $this->instant($row->date, $row);
        $returned = $this->amount($row->returned, $row);

        return new Payment(
            id: (string) $row->id,
            invoiceId: (string) $row->invoiceid,
            source: 'cash',
            method: (string) $row->gateway === '' ? null : (string) $row->gateway,
            atMs: $at,
            amount: $this->amount($row->paid, $row),
            fee: str_starts_with((string) $row->fees, '-') ? '0' : $this->amount($row->fees, $row),
            returned: $isReversed ? '0' : $returned,
            chargedBack: $isReversed ? $returned : '0',
            disputed: $isReversed && (int) $row->is_held === 1,
            refundableUntilMs: in_array((string) $row->gateway, $this->gateways, true) ? null : $at,
        );
    }

    /**
     * Parts of payments of several invoices. What was refunded of the whole counts against each part: of which it was, nobody can say.
     *
     * @return list<Payment>
     */
    private function together(string $ids): array
    {
        $payments = [];
        foreach (Capsule::connection()->select(self::parts($ids)) as $row) {
            $at = $this->instant($row->date ?? $row->datepaid, $row);
            $name = $row->container . '/' . $row->invoiceid;
            if ((string) $row->cash !== '0') {
                $payments[] = new Payment('massPay:' . $name, (string) $row->invoiceid, 'cash', $row->gateway === null ? null : (string) $row->gateway, $at,
                    $this->amount($row->cash, $row), '0', $this->amount($row->returned, $row), '0', $row->status === 'Collections', $at);
            }
            if ((string) $row->rest !== '0') {
                $payments[] = new Payment('massPayCredit:' . $name, (string) $row->invoiceid, 'accountCredit', null, $at, $this->amount($row->rest, $row));
            }
        }

        return $payments;
    }

    private static function parts(string $ids): string
    {
        $applied = self::cents('i.credit');
        $line = self::cents('l.amount');
        $part = "CASE WHEN $line > $applied THEN $applied ELSE $line END";
        $whole = '(SELECT COALESCE(SUM(' . self::cents('x.amount') . "), 0) FROM tblinvoiceitems x WHERE x.invoiceid = m.id AND x.type = 'Invoice')";
        $first = '(SELECT MIN(a.id) FROM tblaccounts a WHERE a.invoiceid = m.id AND ' . self::cents('a.amountin') . ' > 0)';
        $rows = "SELECT m.id AS container, m.status, m.datepaid, i.id AS invoiceid, i.userid, $part AS part, $whole AS whole, " . self::cents('m.credit') . " AS credit, $first AS first,"
            . ' (SELECT COALESCE(SUM(' . self::out('a') . '), 0) FROM tblaccounts a WHERE a.invoiceid = m.id) AS gone'
            . " FROM tblinvoiceitems l JOIN tblinvoices m ON m.id = l.invoiceid JOIN tblinvoices i ON i.id = l.relid WHERE l.type = 'Invoice' AND i.id IN ($ids)"
            . " AND m.status IN ('Paid', 'Refunded', 'Collections') AND $applied > 0 AND $line > 0";
        $most = self::MOST;
        $product = '(t.part * (t.whole - t.credit))';
        $cash = "CASE WHEN t.credit <= 0 OR t.whole > $most THEN t.part WHEN t.credit >= t.whole THEN 0 ELSE CAST(($product - $product % t.whole) / t.whole AS SIGNED INTEGER) END";
        $split = "SELECT t.*, $cash AS cash FROM ($rows) t";

        return 'SELECT s.container, s.invoiceid, s.userid, s.status, s.datepaid, a.gateway, a.date, CAST(s.cash AS CHAR) AS cash, CAST(s.part - s.cash AS CHAR) AS rest,'
            . " CAST(CASE WHEN s.gone > s.cash THEN s.cash ELSE s.gone END AS CHAR) AS returned FROM ($split) s LEFT JOIN tblaccounts a ON a.id = s.first ORDER BY s.container, s.invoiceid";
    }

    /** Account credit that was used on the invoices, without what only passed through it. @return list<Payment> */
    private function credit(string $ids): array
    {
        $applied = self::cents('i.credit');
        $passed = '(SELECT COALESCE(SUM(' . self::cents('l.amount') . "), 0) FROM tblinvoiceitems l JOIN tblinvoices m ON m.id = l.invoiceid WHERE l.type = 'Invoice' AND l.relid = i.id"
            . " AND m.status IN ('Paid', 'Refunded', 'Collections'))";
        $payments = [];
        foreach (Capsule::connection()->select("SELECT i.id AS invoiceid, i.userid, i.date, i.datepaid, CAST($applied - $passed AS CHAR) AS rest FROM tblinvoices i"
            . " WHERE i.id IN ($ids) AND $applied > $passed ORDER BY i.id") as $row) {
            $at = Text::instantMs((string) $row->datepaid) ?? $this->instant($row->date, $row);
            $payments[] = new Payment('credit:' . $row->invoiceid, (string) $row->invoiceid, 'accountCredit', null, $at, $this->amount($row->rest, $row));
        }

        return $payments;
    }

    private function instant(mixed $stored, \stdClass $row): int
    {
        return Text::instantMs($stored === null ? null : (string) $stored) ?? throw new UnableToRead('A payment of invoice ' . $row->invoiceid . ' has no date.');
    }

    private function amount(mixed $hundredths, \stdClass $row): string
    {
        $amount = Decimal::hundredths((string) $hundredths);

        return IsoCurrency::canBe($amount, Currencies::ofClient((string) $row->userid) ?? IsoCurrency::NONE) ? $amount
            : throw new UnableToRead('A payment of invoice ' . $row->invoiceid . ' is of ' . $amount . ', which is no amount in its currency.');
    }
}
