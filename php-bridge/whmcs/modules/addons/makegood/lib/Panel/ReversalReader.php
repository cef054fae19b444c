<?php

/**
 * What banks took back: money out of an invoice that is in Collections now, each transaction for itself [unverified; the same reading as that of
 * the payments]. Money that staff or we sent back leaves its invoice paid or refunded.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\Reversal;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;

final class ReversalReader
{
    /** @return list<Reversal> oldest first */
    public static function since(int $fromMs): array
    {
        $out = PaymentReader::out('o');
        $money = PaymentReader::isMoney('o');
        $rows = Capsule::connection()->select("SELECT o.id, o.date, CASE WHEN q.id IS NULL THEN NULL ELSE q.id END AS payment, i.id AS invoiceid, i.userid, CAST($out AS CHAR) AS amount"
            . ' FROM tblaccounts o LEFT JOIN tblaccounts q ON q.id = o.refundid AND q.id <> o.id JOIN tblinvoices i ON i.id = COALESCE(NULLIF(q.invoiceid, 0), o.invoiceid)'
            . " WHERE i.status = 'Collections' AND $out > 0 AND $money ORDER BY o.date, o.id");
        $found = [];
        foreach ($rows as $row) {
            $at = Text::instantMs($row->date === null ? null : (string) $row->date) ?? throw new UnableToRead('Transaction ' . $row->id . ' has no date.');
            if ($at >= $fromMs) {
                $found[] = self::reversal($row, $at);
            }
        }

        return $found;
    }

    /** @return array{client: string, currency: string, paid: list<string>}|null */
    public static function invoice(string $invoiceId): ?array
    {
        $client = preg_match('/^[1-9]\d{0,17}$/D', $invoiceId) === 1 ? Capsule::table('tblinvoices')->where('id', (int) $invoiceId)->value('userid') : null;
        $currency = $client === null ? null : Currencies::ofClient((string) $client);

        return $currency === null ? null : ['client' => (string) $client, 'currency' => $currency, 'paid' => self::paid($invoiceId)];
    }

    private static function reversal(\stdClass $row, int $atMs): Reversal
    {
        $currency = Currencies::ofClient((string) $row->userid) ?? IsoCurrency::NONE;
        $amount = Decimal::hundredths((string) $row->amount);

        return new Reversal((string) $row->id, (string) $row->invoiceid, self::paid((string) $row->invoiceid), $row->payment === null ? null : (string) $row->payment,
            (string) $row->userid, $currency, $amount, $atMs);
    }

    /** A payment of several invoices is an invoice of its own whose lines name them. @return list<string> */
    private static function paid(string $invoiceId): array
    {
        $named = Capsule::table('tblinvoiceitems')->where('invoiceid', (int) $invoiceId)->where('type', 'Invoice')->orderBy('id')->pluck('relid')->all();

        return array_values(array_unique([$invoiceId, ...array_map('strval', $named)]));
    }
}
