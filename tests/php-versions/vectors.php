<?php

/** Asks the module's engine every vector under the PHP at hand; prints `553 vectors` or which answer is not the native core's. */

declare(strict_types=1);

use Makegood\Engine\Engine;

error_reporting(-1);
ini_set('display_errors', '1');
ini_set('memory_limit', '1G');
set_error_handler(static function (int $level, string $message, string $file, int $line): never {
    throw new ErrorException($message, 0, $level, $file, $line);
});

require '/module/bridge/autoload.php';

$engine = Engine::at('/module/engine');
$count = 0;
$wrong = [];
// A line each: id, request (it may be no text), digest of the native core's answer.
foreach (file('/calls/vectors', FILE_IGNORE_NEW_LINES) as $line) {
    [$id, $request, $sha256] = explode(' ', $line);
    try {
        $answer = $engine->bytes((string) base64_decode($request, true));
    } catch (Throwable $trap) {
        $answer = get_class($trap) . ': ' . $trap->getMessage();
    }
    ++$count;
    if (hash('sha256', $answer) !== $sha256) {
        $wrong[] = "$id answers " . substr($answer, 0, 300);
    }
}
echo $wrong === [] ? "$count vectors" : count($wrong) . " of $count vectors differ: " . implode("\n", array_slice($wrong, 0, 5)), "\n";
