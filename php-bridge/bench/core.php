<?php

/** The zero-install door, bare: dist/makegood.php without the bridge's checks around it. */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Generated\Core;

// The profile brings its own build of the class.
class_exists(Core::class, false) || require dirname(__DIR__, 2) . '/dist/makegood.php';

/** One call of the core compiled to PHP: request bytes in, answer bytes out. */
function core(string $request): string
{
    return Core::call($request);
}
