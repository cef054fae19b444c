<?php

/** A policy in the words that a client reads, with worked examples: the core writes them from the very document that it settles by. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;

final class Describing
{
    public function __construct(private readonly Engine $engine)
    {
    }

    /**
     * @param ?string $fee decimal string, what a month costs in the examples; null: as the core chooses
     * @return array{title: string, sections: list<array{id: string, title: string, paragraphs: list<string>, table: ?array{columns: list<string>, rows: list<list<string>>}}>, examples: list<array<string, mixed>>, text: string}
     * @throws CoreRefused when it is not a policy
     * @throws UnableToDo|\Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure
     */
    public function describe(string $document, string $currency, ?string $fee = null): array
    {
        Document::of($document);
        if (preg_match('//u', $currency . $fee) !== 1) {
            throw new UnableToDo('Currency and amount must be plain text.');
        }
        return Engine::decode($this->engine->bytes(Json::join([
            'contract' => Json::encode(Engine::CONTRACT),
            'command' => Json::encode('describePolicy'),
            'document' => $document,
            'currency' => Json::encode($currency),
        ] + ($fee === null ? [] : ['fee' => Json::encode($fee)]))));
    }
}
