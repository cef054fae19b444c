<?php

/** Why a history could not be read, in a sentence for a person. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Words
{
    public static function of(string $name, HttpFailed $failure): string
    {
        return $name . match ($failure->reason) {
            HttpFailed::ADDRESS => ' is not asked: the address is not one of its own, or not HTTPS.',
            HttpFailed::NO_WAY => ' cannot be asked: PHP has neither the curl extension nor allow_url_fopen.',
            HttpFailed::CONNECTION => ' cannot be reached, or its certificate is not valid.',
            HttpFailed::TIME => ' did not answer in time.',
            HttpFailed::CUT => ' broke off in the middle of its answer.',
            HttpFailed::LARGE => ' gave an answer that is too large.',
            HttpFailed::REDIRECT => ' points to another address (' . $failure->status . '), which is not followed.',
            default => self::status($failure->status),
        };
    }

    /** Of one check, when the others can be read. */
    public static function check(string $name, string $target, int $status): string
    {
        return $status === 403 ? "$name does not let this key read check $target (403)." : "$name has no check $target any more ($status).";
    }

    public static function none(string $name): string
    {
        return "$name lists no checks for this key.";
    }

    public static function paused(string $name, string $target): string
    {
        return "Check $target is paused at $name: it sees nothing.";
    }

    public static function unlisted(string $name, string $target): string
    {
        return "$name does not list check $target any more.";
    }

    public static function clock(string $name, int $minutes): string
    {
        return "The clocks of $name and of this server are " . abs($minutes) . ' minutes apart.';
    }

    private static function status(int $status): string
    {
        return match (true) {
            $status === 401 => ' says the key is not valid (401).',
            $status === 403 => ' says the key may not read this (403).',
            $status === 404 => ' does not know what it was asked for (404).',
            $status === 429 => ' asks to wait (429).',
            $status >= 500 => ' has trouble of its own (' . $status . ').',
            default => ' refuses the question (' . $status . ').',
        };
    }
}
