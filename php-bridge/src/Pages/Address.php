<?php

/** An address that takes query parameters whether it has some already ("index.php?m=x") or not ("/x"). Not escaped. */

declare(strict_types=1);

namespace Makegood\Pages;

final class Address
{
    private function __construct(public readonly string $text)
    {
    }

    /** @param string $text without a fragment */
    public static function of(string $text): self
    {
        return new self($text);
    }

    /** @param array<string, string|int> $query in this order, behind those it has */
    public function with(array $query): string
    {
        return $query === [] ? $this->text : $this->text . $this->next() . http_build_query($query, '', '&');
    }

    /** All but the value of one more parameter: somebody else appends it. */
    public function before(string $name): string
    {
        return $this->text . $this->next() . rawurlencode($name) . '=';
    }

    /** Without its parameters: what a form with method GET is sent to. */
    public function path(): string
    {
        return explode('?', $this->text, 2)[0];
    }

    /** @return array<string, string> what such a form has to send along */
    public function query(): array
    {
        parse_str(explode('?', $this->text, 2)[1] ?? '', $query);

        return array_filter($query, 'is_string');
    }

    private function next(): string
    {
        return match (true) {
            !str_contains($this->text, '?') => '?',
            str_ends_with($this->text, '?'), str_ends_with($this->text, '&') => '',
            default => '&',
        };
    }
}
