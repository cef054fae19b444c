<?php

/** A response that sends the browser elsewhere. */

declare(strict_types=1);

namespace Symfony\Component\HttpFoundation;

class RedirectResponse extends Response
{
    public function __construct(string $url, int $status = 302, array $headers = [])
    {
        parent::__construct('', $status, $headers + ['Location' => $url]);
    }
}
