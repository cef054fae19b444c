<?php

/** The core answered `ok:false`: a fact about the request, with the contract's stable code. */

declare(strict_types=1);

namespace Makegood\Engine;

final class CoreRefused extends \RuntimeException
{
    public function __construct(
        public readonly string $errorCode,
        string $message,
        public readonly string $help,
        public readonly string $path,
    ) {
        parent::__construct($message);
    }

    /** @param array<mixed> $answer an answer with ok=false */
    public static function from(array $answer): self
    {
        $error = $answer['errors'][0] ?? [];
        return new self(
            (string) ($error['code'] ?? EngineFailure::CODE),
            (string) ($error['message'] ?? 'The core refused without saying why.'),
            (string) ($error['help'] ?? ''),
            (string) ($error['path'] ?? ''),
        );
    }

    /** One line for events and logs. */
    public function summary(): string
    {
        return $this->errorCode . ($this->path === '' ? '' : ' at ' . $this->path) . ': ' . $this->getMessage();
    }
}
