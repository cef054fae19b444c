<?php

/** Pieces of answers: rows as the API prints them, numbers and amounts as strings. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

final class Answer
{
    /**
     * @param array<array-key, string> $names columns, or answer name => column where they differ
     *
     * @return array<string, string>
     */
    public static function strings(object $row, array $names): array
    {
        $answer = [];
        foreach ($names as $name => $column) {
            $answer[is_int($name) ? $column : $name] = (string) $row->$column;
        }

        return $answer;
    }

    /**
     * A page of a list, as all listing commands frame it.
     *
     * @param list<array<string, mixed>> $rows
     *
     * @return array<string, mixed>
     */
    public static function page(int|string $total, int $start, array $rows, string $plural, string $singular): array
    {
        return [
            'totalresults' => $total,
            'startnumber' => $start,
            'numreturned' => count($rows),
            $plural => [$singular => $rows],
        ];
    }
}
