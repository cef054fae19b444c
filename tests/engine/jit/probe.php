<?php

/**
 * One request or process of a host: does what the row's steps say, in this order, and prints what came of it as JSON.
 * Steps: `include` the generated file, as some other script would; `compile` it into OPcache; `heat` it without the bridge;
 * `engine` all calls through the bridge; `trace`, `untrace` switch the tracing JIT on, off; `canary`.
 */

declare(strict_types=1);

namespace MakegoodEngineTests;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;

error_reporting(-1);
require dirname(__DIR__) . '/lib/autoload.php';

$probe = new Probe(said('PROBE_ENGINE'), said('PROBE_CALLS'));
set_error_handler($probe->noise(...));
foreach (explode(',', said('PROBE_STEPS')) as $step) {
    $probe->step($step);
}
echo json_encode($probe->outcome, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR), "\n";

function said(string $name): string
{
    return (string) ($_SERVER[$name] ?? getenv($name));
}

final class Probe
{
    /** @var array{right: int, wrong: int, trapped: int, refused: int, noise: list<string>, reasons: list<string>, cold: int, spoiled: int, first: string, jit: string} */
    public array $outcome = ['right' => 0, 'wrong' => 0, 'trapped' => 0, 'refused' => 0, 'noise' => [], 'reasons' => [], 'cold' => 0, 'spoiled' => 0, 'first' => '', 'jit' => ''];
    private ?Engine $engine = null;
    private bool $bridge = false;
    private readonly string $class;
    private readonly string $file;

    public function __construct(private readonly string $directory, private readonly string $calls)
    {
        $manifest = json_decode((string) file_get_contents("$directory/manifest.json"), true, flags: JSON_THROW_ON_ERROR);
        $this->class = $manifest['php']['class'];
        $this->file = "$directory/" . $manifest['php']['file'];
    }

    public function step(string $step): void
    {
        match ($step) {
            'include' => require_once $this->file,
            'compile' => opcache_compile_file($this->file),
            'heat' => $this->heat(),
            'untrace' => ini_set('opcache.jit', 'off'),
            'trace' => ini_set('opcache.jit', 'tracing'),
            'engine' => $this->engine(),
            'canary' => $this->attempt(fn () => $this->engine->canary()),
        };
        $this->outcome['jit'] .= "$step: " . $this->jit() . '; ';
    }

    /** What PHP tells outside of the bridge's calls is the row's own doing. */
    public function noise(int $level, string $message, string $file, int $line): bool
    {
        if ($this->bridge && (error_reporting() & $level) !== 0 && count($this->outcome['noise']) < 3) {
            $this->outcome['noise'][] = "$message in " . basename($file) . ":$line";
        }
        return true;
    }

    /** The generated class, driven by a stranger: what it answers is nobody's fault but shows whether the mode spoils it. */
    private function heat(): void
    {
        $core = $this->class;
        $core::instantiate();
        foreach (Calls::read($this->calls) as $i => $call) {
            if ($i >= (int) (said("PROBE_HEAT") ?: 40)) {
                return;
            }
            try {
                $right = hash('sha256', $core::call($call['request'])) === $call['sha256'];
            } catch (\Throwable) {
                $core::instantiate();
                $right = false;
            }
            $this->outcome[$right ? 'cold' : 'spoiled']++;
        }
    }

    private function engine(): void
    {
        $this->engine ??= Engine::at($this->directory);
        foreach (Calls::read($this->calls) as $call) {
            $answer = $this->attempt(fn (): string => $this->engine->bytes($call['request']));
            if ($this->outcome['refused'] >= 3 || $this->outcome['trapped'] >= 20) {
                return;
            }
            if ($answer === null) {
                continue;
            }
            $right = hash('sha256', $answer) === $call['sha256'];
            $this->outcome[$right ? 'right' : 'wrong']++;
            if (!$right && $this->outcome['first'] === '') {
                $this->outcome['first'] = $call['id'] . ' answers ' . substr($answer, 0, 300);
            }
        }
    }

    private function attempt(callable $do): mixed
    {
        $this->bridge = true;
        try {
            return $do();
        } catch (EngineUnavailable $refusal) {
            $this->outcome['refused']++;
            $this->outcome['reasons'][] = ($refusal->reasonCode ?? '?') . ': ' . $refusal->getMessage();
        } catch (EngineFailure $trap) {
            $this->outcome['trapped']++;
            $this->outcome['first'] = $this->outcome['first'] ?: 'trap: ' . $trap->getMessage();
        } finally {
            $this->bridge = false;
        }
        return null;
    }

    private function jit(): string
    {
        $status = function_exists('opcache_get_status') ? @opcache_get_status(false) : null;
        return is_array($status) && isset($status['jit']) ? ($status['jit']['on'] ? 'kind ' . $status['jit']['kind'] : 'off') : 'unknown';
    }
}
