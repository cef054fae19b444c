<?php

/** The last answers about a client's next invoices, in the panel's session: a page that is loaded again and again loads no engine. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use Makegood\Api\Memory;

final class SessionMemory implements Memory
{
    private const NAME = 'makegood_answers';
    private const MOST = 4;
    private const BYTES = 20_000;

    public function recall(string $key): ?string
    {
        $answer = $_SESSION[self::NAME][self::name($key)] ?? null;

        return is_string($answer) ? $answer : null;
    }

    public function keep(string $key, string $value): void
    {
        if (strlen($value) <= self::BYTES) {
            $kept = is_array($_SESSION[self::NAME] ?? null) ? $_SESSION[self::NAME] : [];
            $_SESSION[self::NAME] = array_slice([self::name($key) => $value] + $kept, 0, self::MOST, true);
        }
    }

    /** Another engine may answer otherwise. */
    private static function name(string $key): string
    {
        return hash('sha256', @hash_file('sha256', dirname(__DIR__, 2) . '/engine/manifest.json') . $key);
    }
}
