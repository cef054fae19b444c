<?php

/** One file of PHP made from the wasm: nothing of it is run before its bytes are those that the build wrote. */

declare(strict_types=1);

namespace Makegood\Engine;

final class GeneratedFile
{
    /** More than the first lines need: the heads are looked for no further. */
    private const HEAD_BYTES = 2048;
    private const MEND = ' Upload the module again.';

    /** @param string $check the name of the check that looks at it */
    public function __construct(
        public readonly string $check,
        public readonly string $path,
        public readonly string $sha256,
    ) {
    }

    /** The file's text, digested as it was read. @throws EngineUnavailable when it is not the file that the manifest names */
    public function read(): string
    {
        $text = is_file($this->path) ? file_get_contents($this->path) : false;
        if ($text === false) {
            throw new EngineUnavailable('The generated core is missing: ' . basename($this->path) . '.' . self::MEND, $this->check);
        }
        if (!hash_equals($this->sha256, hash('sha256', $text))) {
            throw new EngineUnavailable('The generated core is not the file named in its manifest: ' . basename($this->path) . '.' . self::MEND, $this->check);
        }
        return $text;
    }

    /**
     * The file's own word on where it comes from, against the manifest and against itself.
     *
     * @param bool $withBody also digests what follows the head; before each loading the whole file was digested already
     * @throws EngineUnavailable
     */
    public function checkHead(string $text, string $wasmSha256, bool $withBody = true): void
    {
        $name = basename($this->path);
        if (preg_match('~^// wasm sha256 ([0-9a-f]{64})$~m', substr($text, 0, self::HEAD_BYTES), $wasm) !== 1
            || preg_match('~^// body sha256 ([0-9a-f]{64})(?: [^\n]*)?\n~m', substr($text, 0, self::HEAD_BYTES), $body, PREG_OFFSET_CAPTURE) !== 1) {
            throw new EngineUnavailable($name . ' does not say what it was made from.' . self::MEND, 'header');
        }
        if (!hash_equals($wasmSha256, $wasm[1])) {
            throw new EngineUnavailable($name . ' was made from another wasm file than the manifest names.' . self::MEND, 'header');
        }
        if ($withBody && !hash_equals($body[1][0], hash('sha256', substr($text, $body[0][1] + strlen($body[0][0]))))) {
            throw new EngineUnavailable($name . ' is not as it was generated.' . self::MEND, 'header');
        }
    }
}
