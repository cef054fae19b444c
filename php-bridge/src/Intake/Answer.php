<?php

/** What the webhook endpoint says: a status and a short text. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Answer
{
    public function __construct(public readonly int $status, public readonly string $body)
    {
    }
}
