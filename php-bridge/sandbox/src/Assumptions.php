<?php

/** What this panel's documentation does not settle, and which side of it is taken now. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Assumptions
{
    use Shared\Assumed;

    private const TABLE = __DIR__ . '/../assumptions.php';
    private const ENVIRONMENT = 'SANDBOX_ASSUME';
}
