<?php

/** Rows of the setting that says what products and add-ons are, as a person entered them: what cannot be meant is refused with a sentence. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Run\LineKinds;

final class KindRows
{
    private const NAME_BYTES = 250;

    /**
     * @param list<array{of: string, kind: string}> $rows
     * @return list<array{of: string, kind: string}>
     * @throws UnableToDo
     */
    public static function checked(array $rows): array
    {
        $checked = [];
        foreach ($rows as $row) {
            $of = self::text($row['of'] ?? null);
            if (isset($checked["of {$of}"])) {
                throw new UnableToDo("\"{$of}\" is there twice.");
            }
            if (!in_array($row['kind'] ?? null, LineKinds::KINDS, true)) {
                throw new UnableToDo("What \"{$of}\" is has to be one of: " . implode(', ', LineKinds::KINDS) . '.');
            }
            $checked["of {$of}"] = ['of' => $of, 'kind' => $row['kind']];
        }
        return count($checked) <= LineKinds::MOST ? array_values($checked) : throw new UnableToDo('At most ' . LineKinds::MOST . ' products and add-ons can be named.');
    }

    /** @throws UnableToDo */
    private static function text(mixed $of): string
    {
        $text = is_string($of) ? trim($of) : '';
        if ($text === '' || strlen($text) > self::NAME_BYTES || preg_match('/^[^\x00-\x1f\x7f]+$/Du', $text) !== 1) {
            throw new UnableToDo('Name each product or add-on by its number (product:5, addon:3) or by its name, in at most ' . self::NAME_BYTES . ' bytes.');
        }
        if (preg_match('/^(product|addon):/', $text) === 1 && preg_match('/^(product|addon):[1-9]\d{0,17}$/D', $text) !== 1) {
            throw new UnableToDo("\"{$text}\" has no number of a product or an add-on.");
        }
        return $text;
    }
}
