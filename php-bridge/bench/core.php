<?php

/** The zero-install door, bare: dist/makegood.php without the bridge's checks around it. */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Generated\Core;

class_exists(Core::class, false) || require dirname(__DIR__, 2) . '/dist/makegood.php';
method_exists(Core::class, 'call') || Core::instantiate();

/** One call of the core compiled to PHP: request bytes in, answer bytes out. */
function core(string $request): string
{
    static $whole = null;
    if ($whole ??= method_exists(Core::class, 'call')) {
        return Core::call($request);
    }
    // Compiled without primitives, as the profile's: the wasm's own exports.
    $input = Core::mg_alloc(strlen($request));
    Core::memoryWrite($input, $request);
    $answer = Core::mg_call($input, strlen($request));
    $bytes = Core::memoryRead($answer + 4, unpack('V', Core::memoryRead($answer, 4))[1]);
    Core::mg_release($answer);
    return $bytes;
}
