<?php

/** What the reference does not settle, and which side of it is taken now; some of it differs between the panel's lines. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Shared\Assumed;

final class Assumptions
{
    use Assumed {
        value as private stated;
    }

    private const TABLE = __DIR__ . '/../assumptions.php';
    private const ENVIRONMENT = 'FOSS_ASSUME';

    public static function value(string $id): string
    {
        $value = self::stated($id);

        return $value === 'line' ? self::ofLine($id) : $value;
    }

    private static function ofLine(string $id): string
    {
        return match ($id) {
            'deactivate.uninstalls' => Profile::is('0.7') ? 'yes' : 'no',
            'paid.executes' => Profile::is('0.7') ? 'when-asked' : 'at-once',
            default => throw new \InvalidArgumentException("assumption $id does not depend on the line"),
        };
    }
}
