<?php

/** The wasm file run by libwasmtime through PHP's FFI, with nothing around it: only what the measurement needs. */

declare(strict_types=1);

namespace Makegood\Bench;

use FFI;
use Makegood\Engine\Transport;

final class BareWasmtime implements Transport
{
    private const C = <<<'H'
        typedef struct { uint64_t store; size_t at; } instance_t;
        typedef struct { uint64_t store; void *at; } func_t;
        typedef struct { uint64_t store; uint32_t a; uint32_t b; } memory_t;
        typedef struct { uint8_t kind; union { func_t func; memory_t memory; uint64_t room[3]; } of; } extern_t;
        typedef struct { uint8_t kind; union { int32_t i32; uint64_t room[3]; } of; } val_t;
        typedef struct { size_t size; char *data; } vec_t;
        void *wasm_engine_new(void);
        void *wasmtime_store_new(void *engine, void *data, void *finalizer);
        void *wasmtime_store_context(void *store);
        void *wasmtime_module_new(void *engine, const char *wasm, size_t length, void **module);
        void *wasmtime_instance_new(void *context, void *module, void *imports, size_t count, instance_t *instance, void **trap);
        bool wasmtime_instance_export_get(void *context, instance_t *instance, const char *name, size_t length, extern_t *item);
        void *wasmtime_func_call(void *context, func_t *func, val_t *arguments, size_t count, val_t *results, size_t result_count, void **trap);
        char *wasmtime_memory_data(void *context, memory_t *memory);
        H;

    private FFI $c;
    private mixed $context;
    /** @var array<string, mixed> exports by name; FFI's structures */
    private array $exports = [];
    private mixed $values;
    private mixed $trap;

    public function __construct(string $library, private readonly string $wasm)
    {
        $this->c = FFI::cdef(self::C, $library);
        $engine = $this->c->wasm_engine_new();
        $this->context = $this->c->wasmtime_store_context($this->c->wasmtime_store_new($engine, null, null));
        $bytes = (string) file_get_contents($wasm);
        $module = $this->c->new('void *[1]');
        self::well($this->c->wasmtime_module_new($engine, $bytes, strlen($bytes), $module));
        $instance = $this->c->new('instance_t[1]');
        $this->trap = $this->c->new('void *[1]');
        self::well($this->c->wasmtime_instance_new($this->context, $module[0], null, 0, $instance, $this->trap));
        foreach (['memory', 'mg_alloc', 'mg_call', 'mg_release'] as $name) {
            $this->exports[$name] = $this->c->new('extern_t[1]');
            $this->c->wasmtime_instance_export_get($this->context, $instance, $name, strlen($name), $this->exports[$name])
                || throw new \RuntimeException("the wasm file does not export $name");
        }
        $this->values = $this->c->new('val_t[2]');
    }

    public function call(string $request): string
    {
        $length = strlen($request);
        $input = $this->run('mg_alloc', 1, $length);
        FFI::memcpy($this->memory() + $input, $request, $length);
        $answer = $this->run('mg_call', 1, $input, $length);
        $memory = $this->memory();
        $bytes = FFI::string($memory + $answer + 4, unpack('V', FFI::string($memory + $answer, 4))[1]);
        $this->run('mg_release', 0, $answer);
        return $bytes;
    }

    public function sha256(): string
    {
        return (string) hash_file('sha256', $this->wasm);
    }

    private function run(string $name, int $results, int ...$arguments): int
    {
        foreach ($arguments as $i => $value) {
            $this->values[$i]->kind = 0;
            $this->values[$i]->of->i32 = $value;
        }
        $func = FFI::addr($this->exports[$name][0]->of->func);
        self::well($this->c->wasmtime_func_call($this->context, $func, $this->values, count($arguments), $this->values, $results, $this->trap));
        return $this->values[0]->of->i32;
    }

    private function memory(): mixed
    {
        return $this->c->wasmtime_memory_data($this->context, FFI::addr($this->exports['memory'][0]->of->memory));
    }

    private static function well(mixed $error): void
    {
        $error === null || throw new \RuntimeException('wasmtime refused');
    }
}
