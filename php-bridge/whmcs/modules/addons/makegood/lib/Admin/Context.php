<?php

/** What every tab and action works with. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use Makegood\Ledger\Ledger;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;

final class Context
{
    /** @param array<string, string> $texts the language file */
    public function __construct(
        public readonly App $app,
        public readonly Ledger $ledger,
        public readonly Directory $directory,
        public readonly Explanation $explanation,
        public readonly Form $form,
        public readonly Input $query,
        public readonly array $texts,
        public readonly string $actor,
    ) {
    }
}
