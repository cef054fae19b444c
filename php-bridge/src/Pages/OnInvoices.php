<?php

/** Where credit is that goes onto invoices, in words: "on invoice 12: 3.50 EUR, waits for the next invoice: 1.00 EUR". Adds nothing up. */

declare(strict_types=1);

namespace Makegood\Pages;

final class OnInvoices
{
    /**
     * @param array<string, mixed> $posting with `parts` and `left` as Api\Parts gives them; without them there are no words
     * @param array<string, string> $texts the language file
     * @return list<string> plain text, to be escaped by the page
     */
    public static function words(array $posting, string $currency, array $texts): array
    {
        $words = [];
        foreach ($posting['parts'] ?? [] as $part) {
            $words[] = strtr($texts['part_on'], ['{invoice}' => $part['invoice'], '{amount}' => $part['gross'] . ' ' . $currency]);
        }
        if (($posting['left'] ?? null) !== null) {
            $words[] = strtr($texts['part_waits'], ['{amount}' => $posting['left'] . ' ' . $currency]);
        }
        return $words;
    }

    /**
     * The same in one text behind an amount; '' where there is nothing to say.
     *
     * @param array<string, mixed> $posting
     * @param array<string, string> $texts
     */
    public static function suffix(array $posting, string $currency, array $texts): string
    {
        $words = self::words($posting, $currency, $texts);
        return $words === [] ? '' : ' (' . implode(', ', $words) . ')';
    }

    /** Where a posting is in the panel, for staff. @param ?string $reference as the ledger has it */
    public static function reference(?string $reference): string
    {
        return match (true) {
            $reference === null => '',
            str_starts_with($reference, 'invoice:') => 'invoice ' . strtr(substr($reference, strlen('invoice:')), [',' => ', ']),
            default => 'row ' . $reference,
        };
    }
}
