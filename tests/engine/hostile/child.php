<?php

/**
 * Sends the inputs of a file through the engine within 128 MB, and after each a known request; prints a JSON line for each input.
 * `child.php <engine> <inputs> [plant]`. A plant is a defect of this very process, to see whether the suite notices.
 */

declare(strict_types=1);

namespace MakegoodEngineTests\Hostile;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;

require dirname(__DIR__) . '/lib/autoload.php';

const KNOWN = '{"contract":1,"command":"describe"}';

error_reporting(-1);
$noise = [];
set_error_handler(static function (int $level, string $message, string $file, int $line) use (&$noise): bool {
    if ((error_reporting() & $level) !== 0) {
        $noise[] = "$message in " . basename($file) . ":$line";
    }
    return true;
});
[, $directory, $inputs] = $argv;
$plant = $argv[3] ?? '';
$leak = [];
$engine = Engine::at($directory);
$engine->selfTest();
$known = $engine->bytes(KNOWN);
$in = fopen($inputs, 'r');
// As much as the engine keeps for the next call.
$engine->bytes('{"contract":1,"command":"a","a":[' . str_repeat('0,', 3000) . '0]}');
$level = memory_get_usage();
$files = count(get_included_files());
while (($head = fread($in, 8)) !== '' && $head !== false) {
    ['length' => $length] = unpack('Vkind/Vlength', $head);
    $request = $length > 0 ? stream_get_contents($in, $length) : '';
    $said = ['trap' => null, 'sha256' => null, 'code' => null];
    try {
        $answer = $engine->bytes($request);
        $said['sha256'] = hash('sha256', $answer);
        $said['code'] = code($answer);
    } catch (EngineFailure $trap) {
        $said['trap'] = $trap->getMessage();
    }
    unset($request, $answer);
    $plant === 'noise' && trigger_error('planted');
    $plant === 'leak' && $leak[] = str_repeat('x', 100000);
    $said['next'] = $engine->bytes(KNOWN) === $known && $plant !== 'next';
    if (count(get_included_files()) !== $files) {
        // The second file came in: that stays.
        $files = count(get_included_files());
        $level = max($level, memory_get_usage());
    }
    $said['grown'] = memory_get_usage() - $level;
    $said['noise'] = $noise;
    $noise = [];
    echo json_encode($said, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
echo json_encode(['peak' => memory_get_peak_usage(), 'limit' => ini_get('memory_limit')]), "\n";

/** The answer's code: `ok`, one of the contract's, or null when it is no envelope. */
function code(string $answer): ?string
{
    $value = json_decode($answer, true);
    if (!is_array($value) || !is_bool($value['ok'] ?? null)) {
        return null;
    }
    return $value['ok'] ? 'ok' : (is_string($value['errors'][0]['code'] ?? null) && $value['errors'][0]['code'] !== '' ? $value['errors'][0]['code'] : null);
}
