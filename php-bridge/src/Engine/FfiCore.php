<?php

/** The wasm file itself, run by libwasmtime through ext-ffi: for hosts whose administrator enabled both. */

declare(strict_types=1);

namespace Makegood\Engine;

final class FfiCore implements Transport
{
    private const MEMORY_MAX = 1024 * 1024 * 1024;
    private const LENGTH_BYTES = 4;

    private ?Wasmtime $wasmtime = null;
    /** null: the next call makes a fresh instance */
    private ?\FFI\CData $store = null;
    private \FFI\CData $context;
    /** @var array<string, \FFI\CData> what the module exports, by name */
    private array $exports = [];

    public function __construct(
        private readonly Manifest $manifest,
        private readonly string $library,
        private readonly TransportSettings $settings,
    ) {
    }

    public function __destruct()
    {
        $this->close();
    }

    public function sha256(): string
    {
        return $this->manifest->wasmSha256;
    }

    public function call(string $request): string
    {
        $this->open();
        try {
            return $this->ask($request);
        } catch (EngineFailure $trap) {
            $this->close(); // memory may be half written
            throw $trap;
        }
    }

    private function ask(string $request): string
    {
        $length = strlen($request);
        $in = $this->run('mg_alloc', $length);
        $this->within($in, $length);
        \FFI::memcpy($this->memory() + $in, $request, $length);
        $out = $this->run('mg_call', $in, $length);
        $this->within($out, self::LENGTH_BYTES);
        $size = unpack('V', \FFI::string($this->memory() + $out, self::LENGTH_BYTES))[1];
        $this->within($out + self::LENGTH_BYTES, $size);
        if ($size > Transport::ANSWER_MAX) {
            throw new EngineFailure('The core\'s answer is too long.');
        }
        $answer = \FFI::string($this->memory() + $out + self::LENGTH_BYTES, $size);
        $this->run('mg_release', $out);
        return $answer;
    }

    private function run(string $function, int ...$arguments): int
    {
        $api = $this->wasmtime->api;
        $values = $api->new('wasmtime_val_raw_t[2]');
        foreach ($arguments as $i => $argument) {
            $values[$i]->i32 = $argument;
        }
        $trap = $api->new('void *');
        $error = $api->wasmtime_func_call_unchecked($this->context, \FFI::addr($this->exports[$function]->of->func), $values, 2, \FFI::addr($trap));
        $this->wasmtime->orFail($error, $trap);
        return $values[0]->i32;
    }

    /** Where memory is may change with every call: it grows. */
    private function memory(): \FFI\CData
    {
        return $this->wasmtime->api->wasmtime_memory_data($this->context, \FFI::addr($this->exports['memory']->of->memory));
    }

    private function within(int $address, int $length): void
    {
        $size = $this->wasmtime->api->wasmtime_memory_data_size($this->context, \FFI::addr($this->exports['memory']->of->memory));
        if ($address + $length > $size) {
            throw new EngineFailure('The core named an address outside its memory.');
        }
    }

    private function open(): void
    {
        if ($this->store !== null) {
            return;
        }
        $this->wasmtime ??= $this->load();
        $api = $this->wasmtime->api;
        $this->store = $this->wasmtime->store(self::MEMORY_MAX);
        $this->context = $api->wasmtime_store_context($this->store);
        $instance = $api->new('wasmtime_instance_t');
        $trap = $api->new('void *');
        $this->wasmtime->orFail(
            $api->wasmtime_instance_new($this->context, $this->wasmtime->module, null, 0, \FFI::addr($instance), \FFI::addr($trap)),
            $trap,
        );
        foreach (['memory', 'mg_alloc', 'mg_call', 'mg_release'] as $name) {
            $this->exports[$name] = $item = $api->new('wasmtime_extern_t');
            if (!$api->wasmtime_instance_export_get($this->context, \FFI::addr($instance), $name, strlen($name), \FFI::addr($item))) {
                throw new EngineUnavailable('The wasm file does not export ' . $name . '.');
            }
        }
    }

    /** @throws EngineUnavailable */
    private function load(): Wasmtime
    {
        if (!class_exists(\FFI::class)) {
            throw new EngineUnavailable('This PHP has no FFI extension.');
        }
        $enabled = function_exists('ini_get') ? strtolower((string) ini_get('ffi.enable')) : '';
        if (!in_array($enabled, ['1', 'on', 'true', 'yes'], true) && PHP_SAPI !== 'cli') {
            throw new EngineUnavailable('FFI is not enabled for pages (ffi.enable).');
        }
        if (!is_file($this->library)) {
            throw new EngineUnavailable('libwasmtime is not there: ' . basename($this->library) . '.');
        }
        $wasm = is_file($this->manifest->wasmFile) ? (string) file_get_contents($this->manifest->wasmFile) : '';
        if (!hash_equals($this->manifest->wasmSha256, hash('sha256', $wasm))) {
            throw new EngineUnavailable('The wasm file is missing or not the one named in the manifest. Upload the module again.');
        }
        return Wasmtime::load($this->library, $wasm, ModuleCache::of($this->settings, $this->manifest->wasmSha256), $this->settings->isPage);
    }

    private function close(): void
    {
        if ($this->store !== null) {
            $this->wasmtime->api->wasmtime_store_delete($this->store);
        }
        $this->store = null;
        $this->exports = [];
    }
}
