<?php

/** What a browser asked, read once by the module of the panel: values as they were typed, whatever the panel made of them on the way. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

final class Request
{
    /**
     * @param string                   $method       in capitals
     * @param array<array-key, mixed>  $query        of the address
     * @param array<array-key, mixed>  $form         of a sent form
     * @param string                   $knownTags    the header If-None-Match
     * @param string                   $documentRoot of the web server; '' when it does not say
     */
    public function __construct(
        public readonly string $method,
        public readonly array $query,
        public readonly array $form,
        public readonly string $knownTags = '',
        public readonly string $documentRoot = '',
    ) {
    }

    /**
     * @param array<array-key, mixed> $query  $_GET
     * @param array<array-key, mixed> $form   $_POST
     * @param array<array-key, mixed> $server $_SERVER
     */
    public static function of(array $query, array $form, array $server): self
    {
        $text = static fn (string $name): string => is_string($server[$name] ?? null) ? $server[$name] : '';

        return new self(strtoupper($text('REQUEST_METHOD')) ?: 'GET', $query, $form, $text('HTTP_IF_NONE_MATCH'), $text('DOCUMENT_ROOT'));
    }

    public function isPost(): bool
    {
        return $this->method === 'POST';
    }

    public function asks(string $name): bool
    {
        return isset($this->query[$name]);
    }

    /** A value of the address; null when absent or not text. */
    public function text(string $name): ?string
    {
        return is_string($this->query[$name] ?? null) ? $this->query[$name] : null;
    }

    /** A value of the form; null when absent or not text. */
    public function sent(string $name): ?string
    {
        return is_string($this->form[$name] ?? null) ? $this->form[$name] : null;
    }
}
