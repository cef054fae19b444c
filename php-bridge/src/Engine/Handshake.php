<?php

/** Asks a core who it is, before it is asked for anything else. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Handshake
{
    /**
     * @return array{version: string, sourceHash: string, sha256: string}
     * @throws EngineUnavailable when it is not the core of the manifest
     */
    public static function with(Transport $transport, ?Manifest $manifest): array
    {
        try {
            $said = Engine::decode($transport->call('{"contract":1,"command":"describe"}'));
        } catch (EngineFailure | CoreRefused $broken) {
            throw new EngineUnavailable('The core failed its handshake: ' . $broken->getMessage(), 'describe', $broken);
        }
        if (($said['contract'] ?? null) !== Engine::CONTRACT || ($manifest !== null && $manifest->contract !== Engine::CONTRACT)) {
            throw new EngineUnavailable('The core speaks another contract than this bridge.', 'describe');
        }
        if ($manifest !== null && ($said['sourceHash'] ?? null) !== $manifest->sourceHash) {
            if ($transport instanceof CompiledCore) {
                $transport->forgetCompiled(); // the file itself was checked: the next process loads it
            }
            throw new EngineUnavailable('The core was built from other sources than its manifest says.', 'describe');
        }
        return [
            'version' => (string) ($said['version'] ?? ''),
            'sourceHash' => (string) ($said['sourceHash'] ?? ''),
            'sha256' => $manifest === null ? $transport->sha256() : $manifest->wasmSha256,
        ];
    }
}
