<?php

/** A core whose answers a test writes; remembers what it was asked. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Engine\Transport;

final class FakeTransport implements Transport
{
    public const DESCRIBE = '{"ok":true,"name":"makegood","version":"0.1.0","contract":1,"sourceHash":"feed","warnings":[]}';

    /** @var list<string> */
    public array $asked = [];

    /** @param \Closure(string): ?string $answer null: the answer to `describe` */
    public function __construct(private readonly \Closure $answer)
    {
    }

    public function call(string $request): string
    {
        $this->asked[] = $request;
        return ($this->answer)($request) ?? self::DESCRIBE;
    }

    public function sha256(): string
    {
        return str_repeat('ab', 32);
    }
}
