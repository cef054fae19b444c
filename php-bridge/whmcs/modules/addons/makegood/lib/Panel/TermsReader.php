<?php

/** What policies of schema 2 ask of a service beside its price: its billing day, what is held against it, what was given back. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use WHMCS\Database\Capsule;

final class TermsReader
{
    /**
     * The day on which the next period begins. In a month that is too short the panel shows its last day, so the day on which the service
     * was ordered counts where it is a later one.
     */
    public static function billingDay(string $serviceId): ?int
    {
        $row = Capsule::table('tblhosting')->where('id', (int) $serviceId)->first(['billingcycle', 'nextduedate', 'regdate']);
        $due = $row === null || Cycle::months((string) $row->billingcycle) === null ? null : self::date($row->nextduedate);
        if ($due === null) {
            return null;
        }
        $ordered = self::date($row->regdate);
        $isLast = $due->format('j') === $due->format('t');

        return max((int) $due->format('j'), $isLast && $ordered !== null ? (int) $ordered->format('j') : 1);
    }

    /**
     * @param string $today Y-m-d in the panel's zone
     *
     * @return array<string, list<string>> service → words
     */
    public static function flags(string $today): array
    {
        $flags = [];
        foreach (['cancelled' => self::cancelled(), 'unpaid' => self::unpaid($today), 'discounted' => self::discounted()] as $word => $services) {
            foreach (array_unique($services) as $service) {
                $flags[(string) $service][] = $word;
            }
        }

        return $flags;
    }

    /**
     * What was paid back of an invoice is that of a line only when all of its lines are of one service; a refunded invoice is refunded whole.
     *
     * @return string|null decimal with tax
     */
    public static function refunded(string $chargeId): ?string
    {
        if (preg_match('#^invoice:(\d{1,18})/(\d{1,18})$#D', $chargeId, $part) !== 1) {
            return null;
        }
        $total = 'CAST(CAST(ROUND((i.subtotal + i.tax + i.tax2) * 100) AS SIGNED INTEGER) AS CHAR)';
        $out = 'SELECT CAST(SUM(CAST(ROUND(a.amountout * 100) AS SIGNED INTEGER)) AS CHAR) FROM tblaccounts a WHERE a.invoiceid = i.id';
        $others = "SELECT 1 FROM tblinvoiceitems x WHERE x.invoiceid = i.id AND NOT (x.relid = l.relid AND x.type IN (l.type, CASE l.type WHEN 'Hosting' THEN 'PromoHosting' ELSE l.type END))";
        $row = Capsule::table('tblinvoiceitems as l')->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')
            ->where('i.id', (int) $part[1])->where('l.id', (int) $part[2])->select('i.userid')
            ->selectRaw("CASE WHEN i.status = 'Refunded' THEN $total WHEN EXISTS ($others) THEN NULL ELSE ($out) END AS hundredths")->first();
        $amount = $row === null || $row->hundredths === null ? '0' : Decimal::hundredths((string) $row->hundredths);
        $isOne = $amount !== '0' && IsoCurrency::canBe($amount, Currencies::ofClient((string) $row?->userid) ?? IsoCurrency::NONE);

        return $isOne ? $amount : null;
    }

    /** @return list<int|string> with a request to cancel, or cancelled */
    private static function cancelled(): array
    {
        return [
            ...Capsule::table('tblcancelrequests')->distinct()->pluck('relid')->all(),
            ...Capsule::table('tblhosting')->where('domainstatus', 'Cancelled')->pluck('id')->all(),
        ];
    }

    /** @return list<int|string> on an invoice that is overdue */
    private static function unpaid(string $today): array
    {
        return Capsule::table('tblinvoiceitems as l')->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')->where('l.type', 'Hosting')
            ->whereIn('i.status', ['Unpaid', 'Collections'])->where('i.duedate', '<', $today)->distinct()->pluck('l.relid')->all();
    }

    /** @return list<int|string> whose latest line had a promotion beside it */
    private static function discounted(): array
    {
        return Capsule::table('tblinvoiceitems as p')->where('p.type', 'PromoHosting')
            ->whereRaw("NOT EXISTS (SELECT 1 FROM tblinvoiceitems h WHERE h.type = 'Hosting' AND h.relid = p.relid AND h.invoiceid > p.invoiceid)")
            ->distinct()->pluck('p.relid')->all();
    }

    private static function date(mixed $stored): ?\DateTimeImmutable
    {
        $text = $stored === null ? null : substr((string) $stored, 0, 10);
        $date = Text::isNoDate($text) ? false : \DateTimeImmutable::createFromFormat('!Y-m-d', (string) $text);

        return $date === false ? null : $date;
    }
}
