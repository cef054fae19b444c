<?php

/** Names of the panel's things for people, as plain text; the module of each panel knows them. */

declare(strict_types=1);

namespace Makegood\Api;

interface Names
{
    /** @param ?string $clientId whose it is or was: a service that went to somebody else is called as it was then */
    public function service(string $id, ?string $clientId): string;

    /** @param string $subject `server:<id>`, `service:<id>` or `*` */
    public function subject(string $subject): string;

    public function client(string $id): string;

    /** A monitor account. */
    public function source(string $id): string;
}
