<?php

/** One message of a monitor, authenticated and otherwise as it came. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Message
{
    /** @param array<string, string> $headers lower-case name => value, of the closed list of Headers */
    public function __construct(
        public readonly string $sourceId,
        public readonly int $receivedMs,
        public readonly string $contentType,
        public readonly string $query,
        public readonly string $body,
        public readonly array $headers = [],
        /** Digest of the secret that came with it; null: nobody wrote it down. */
        public readonly ?string $presented = null,
    ) {
    }

    public function toJson(): string
    {
        return json_encode([
            'source' => $this->sourceId,
            'receivedMs' => $this->receivedMs,
            'contentType' => base64_encode($this->contentType),
            'query' => base64_encode($this->query),
            'body' => base64_encode($this->body),
            'headers' => array_map(base64_encode(...), $this->headers),
            'presented' => $this->presented,
        ], JSON_THROW_ON_ERROR);
    }

    public static function fromJson(string $text): ?self
    {
        $value = json_decode($text, true);
        if (!is_array($value) || !is_string($value['source'] ?? null) || !is_int($value['receivedMs'] ?? null)) {
            return null;
        }
        $bytes = array_map(
            static fn (string $name): string|false => is_string($value[$name] ?? null) ? base64_decode($value[$name], true) : false,
            ['contentType', 'query', 'body'],
        );
        // A file of before the headers were kept has none.
        $headers = array_map(static fn (mixed $text): string => is_string($text) ? (string) base64_decode($text, true) : '', (array) ($value['headers'] ?? []));
        // A file of before it was kept names none.
        $presented = is_string($value['presented'] ?? null) ? $value['presented'] : null;
        return in_array(false, $bytes, true) ? null : new self($value['source'], $value['receivedMs'], $bytes[0], $bytes[1], $bytes[2], Headers::kept($headers), $presented);
    }
}
