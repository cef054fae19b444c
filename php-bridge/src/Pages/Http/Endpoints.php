<?php

/** The JSON endpoints of one area: a closed list of names, each with its method and what answers it. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

interface Endpoints
{
    /** @throws Refused when this person may not use this area's endpoints at all */
    public function admit(): void;

    /** @return array<string, 'GET'|'POST'> name → method */
    public function methods(): array;

    /**
     * Answers a name of the list; method and token were checked before.
     *
     * @throws Refused
     */
    public function answer(string $name, Params $query, Params $form): Response;
}
