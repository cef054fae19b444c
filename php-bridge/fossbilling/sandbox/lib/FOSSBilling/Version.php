<?php

/** The panel's version. */

declare(strict_types=1);

namespace FOSSBilling;

final class Version
{
    public const VERSION = \FOSS_SANDBOX_VERSION;

    /** 1: the version asked about is newer than the panel; 0: the same; -1: older. */
    public static function compareVersion(string $version): int
    {
        return version_compare(strtolower($version), self::VERSION);
    }
}
