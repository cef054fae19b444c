<?php

/** Dates as the panel prints and reads them: the setting DateFormat decides. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Dates
{
    public static function localised(string $date, bool $includeTime = false): string
    {
        if ($date === '' || str_starts_with($date, '0000')) {
            return '';
        }
        $at = new \DateTimeImmutable($date);

        return $at->format(self::format() . ($includeTime ? ' H:i' : ''));
    }

    /** The localised form back to Y-m-d; what cannot be read becomes the zero date. */
    public static function toMySql(string $date): string
    {
        $at = \DateTimeImmutable::createFromFormat('!' . self::format(), $date);

        return $at === false ? '0000-00-00' : $at->format('Y-m-d');
    }

    public static function today(): string
    {
        return Clock::date(self::format());
    }

    private static function format(): string
    {
        return strtr(Config::get('DateFormat', 'DD/MM/YYYY'), ['DD' => 'd', 'MM' => 'm', 'YYYY' => 'Y']);
    }
}
