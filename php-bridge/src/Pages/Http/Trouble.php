<?php

/** What went wrong, for the operator's activity log and nobody else; nothing that could be a secret is written there. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Pages\Site;

final class Trouble
{
    public static function log(Site $site, string $where, \Throwable $failure): void
    {
        try {
            $site->panel()->log($where . ' failed: ' . $failure::class . ': ' . self::harmless($failure->getMessage()));
        } catch (\Throwable) {
            error_log('Makegood: ' . $where . ' failed and the activity log is not reachable: ' . $failure::class);
        }
    }

    /** Tokens, digests and webhook secrets are long hexadecimal words; documents and payloads are long. */
    private static function harmless(string $message): string
    {
        $text = (string) preg_replace('/[0-9a-f]{32,}/i', '…', $message);

        return preg_match('/^.{0,300}/su', $text, $part) === 1 ? $part[0] : 'its message is not UTF-8';
    }
}
