<?php

/** A payment as people call it: what a panel keeps of it by several numbers is put into words. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

final class PaymentName
{
    /** @param string $id `8`, `invoice:7`, `transaction:5`, `massPay:9/7` @param array<string, string> $texts */
    public static function of(string $id, array $texts): string
    {
        $text = preg_match('~^(\w+):(\d+)(?:/(\d+))?$~D', $id, $of) === 1 ? $texts['ui_quote_payment_' . $of[1]] ?? null : null;
        return $text === null ? $id : strtr($text, ['{0}' => $of[2], '{1}' => $of[3] ?? '']);
    }
}
