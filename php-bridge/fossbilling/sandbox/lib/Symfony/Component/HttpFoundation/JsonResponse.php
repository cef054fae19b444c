<?php

/** A response that is JSON. */

declare(strict_types=1);

namespace Symfony\Component\HttpFoundation;

class JsonResponse extends Response
{
    public function __construct(mixed $data = null, int $status = 200, array $headers = [])
    {
        parent::__construct((string) json_encode($data), $status, $headers + ['Content-Type' => 'application/json']);
    }
}
