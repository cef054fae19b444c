<?php

/** libwasmtime through its C API: only what running one module without imports takes. Layouts as of wasmtime 50. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Wasmtime
{
    /** The unions stand as their largest member; `unchecked` calls take numbers whose form no version has changed. */
    private const API = <<<'C'
        typedef struct { size_t size; uint8_t *data; } wasm_byte_vec_t;
        typedef struct { uint64_t store_id; void *inner; } wasmtime_func_t;
        typedef struct { uint64_t words[3]; } wasmtime_memory_t;
        typedef struct { uint64_t words[4]; } wasmtime_instance_t;
        typedef struct { uint8_t kind; union { wasmtime_func_t func; wasmtime_memory_t memory; uint64_t words[5]; } of; } wasmtime_extern_t;
        typedef union { uint32_t i32; uint8_t bytes[16]; } wasmtime_val_raw_t;
        void *wasm_engine_new(void);
        void wasm_engine_delete(void *engine);
        void *wasmtime_module_new(void *engine, const char *wasm, size_t length, void **module);
        void *wasmtime_module_deserialize(void *engine, const char *bytes, size_t length, void **module);
        void *wasmtime_module_serialize(void *module, wasm_byte_vec_t *bytes);
        void wasmtime_module_delete(void *module);
        void *wasmtime_store_new(void *engine, void *data, void *finalizer);
        void wasmtime_store_limiter(void *store, int64_t memory, int64_t table_elements, int64_t instances, int64_t tables, int64_t memories);
        void wasmtime_store_delete(void *store);
        void *wasmtime_store_context(void *store);
        void *wasmtime_instance_new(void *context, void *module, void *imports, size_t count, wasmtime_instance_t *instance, void **trap);
        _Bool wasmtime_instance_export_get(void *context, wasmtime_instance_t *instance, const char *name, size_t length, wasmtime_extern_t *item);
        void *wasmtime_func_call_unchecked(void *context, wasmtime_func_t *function, wasmtime_val_raw_t *values, size_t count, void **trap);
        uint8_t *wasmtime_memory_data(void *context, wasmtime_memory_t *memory);
        size_t wasmtime_memory_data_size(void *context, wasmtime_memory_t *memory);
        void wasmtime_error_message(void *error, wasm_byte_vec_t *message);
        void wasmtime_error_delete(void *error);
        void wasm_trap_message(void *trap, wasm_byte_vec_t *message);
        void wasm_trap_delete(void *trap);
        void wasm_byte_vec_delete(wasm_byte_vec_t *bytes);
        C;

    private function __construct(public readonly \FFI $api, private readonly \FFI\CData $engine, public readonly \FFI\CData $module)
    {
    }

    /**
     * @param string       $wasm  the module's bytes, checked
     * @param ?ModuleCache $cache of compiled modules; null: compiled here and now
     * @param bool         $isQuick true: only when it need not be compiled
     * @throws EngineUnavailable
     */
    public static function load(string $library, string $wasm, ?ModuleCache $cache, bool $isQuick): self
    {
        $compiled = $cache?->get();
        if ($compiled === null && $isQuick) {
            throw new EngineUnavailable('a page takes the library only when its compiled module is kept; cron writes it');
        }
        try {
            $api = \FFI::cdef(self::API, $library);
        } catch (\FFI\Exception $unfit) {
            throw new EngineUnavailable('libwasmtime cannot be used: ' . $unfit->getMessage(), 'transport', $unfit);
        }
        $engine = $api->wasm_engine_new();
        $module = $api->new('void *');
        $error = $compiled === null ? null : $api->wasmtime_module_deserialize($engine, $compiled, strlen($compiled), \FFI::addr($module));
        if ($compiled === null || $error !== null) {
            $error === null || $api->wasmtime_error_delete($error); // written by another version of the library
            self::succeed($api, $api->wasmtime_module_new($engine, $wasm, strlen($wasm), \FFI::addr($module)));
            $cache?->put(static fn (): string => self::serialized($api, $module));
        }
        return new self($api, $engine, $module);
    }

    public function __destruct()
    {
        $this->api->wasmtime_module_delete($this->module);
        $this->api->wasm_engine_delete($this->engine);
    }

    /** A store, from the same engine as the module. */
    public function store(int $memoryMax): \FFI\CData
    {
        $store = $this->api->wasmtime_store_new($this->engine, null, null);
        $this->api->wasmtime_store_limiter($store, $memoryMax, -1, 1, -1, 1);
        return $store;
    }

    /** @throws EngineFailure with the trap's or the error's own words */
    public function orFail(?\FFI\CData $error, \FFI\CData $trap): void
    {
        if ($error !== null) {
            throw new EngineFailure('The core trapped: ' . self::words($this->api, $error, 'wasmtime_error'));
        }
        if (!\FFI::isNull($trap)) {
            throw new EngineFailure('The core trapped: ' . self::words($this->api, $trap, 'wasm_trap'));
        }
    }

    private static function serialized(\FFI $api, \FFI\CData $module): string
    {
        $bytes = $api->new('wasm_byte_vec_t');
        self::succeed($api, $api->wasmtime_module_serialize($module, \FFI::addr($bytes)));
        $copy = \FFI::string($bytes->data, $bytes->size);
        $api->wasm_byte_vec_delete(\FFI::addr($bytes));
        return $copy;
    }

    private static function succeed(\FFI $api, ?\FFI\CData $error): void
    {
        if ($error !== null) {
            throw new EngineUnavailable('libwasmtime: ' . self::words($api, $error, 'wasmtime_error'));
        }
    }

    private static function words(\FFI $api, \FFI\CData $what, string $kind): string
    {
        $message = $api->new('wasm_byte_vec_t');
        $api->{$kind . '_message'}($what, \FFI::addr($message));
        $text = strtok(rtrim(\FFI::string($message->data, $message->size), "\0"), "\n");
        $api->wasm_byte_vec_delete(\FFI::addr($message));
        $api->{$kind . '_delete'}($what);
        return (string) $text;
    }
}
