<?php

/** One answer of `quoteRefund`, with the bytes that it is an answer to. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Ledger\Fits;

final class RefundQuote
{
    /** @param array<string, mixed> $value the answer, decoded @param array<string, string> $labels line => what the invoice calls it */
    public function __construct(
        public readonly string $request,
        public readonly string $answer,
        public readonly array $value,
        public readonly string $sha256,
        public readonly int $atMs,
        public readonly array $labels,
    ) {
    }

    /** @return array<string, mixed> */
    public function quote(): array
    {
        return $this->value['quote'];
    }

    /** @return list<array<string, mixed>> figures that are others than those quoted before */
    public function changed(): array
    {
        return $this->value['changed'] ?? [];
    }

    /** @return ?string `arrears` or `dispute`: it may not be paid now */
    public function waits(): ?string
    {
        return $this->value['quote']['waits'] ?? null;
    }

    /** @param string $request of a quote @return array<string, string> payment => what the bank took back of it */
    public static function takenBack(string $request): array
    {
        $taken = array_column(json_decode($request, true)['payments'] ?? [], 'chargedBack', 'id');
        ksort($taken);
        return $taken;
    }

    public function payout(): string
    {
        return (string) $this->value['quote']['payout'];
    }

    /** @return ?string by what way most of the money came, where the panel says */
    public function method(): ?string
    {
        $payments = array_column(json_decode($this->request, true)['payments'] ?? [], 'method', 'id');
        foreach ($this->value['quote']['plan'] as $part) {
            if (isset($part['payment'], $payments[$part['payment']])) {
                return (string) $payments[$part['payment']];
            }
        }
        return null;
    }

    /** @return array<string, mixed> columns of a case */
    public function columns(): array
    {
        return [
            'rule' => $this->value['quote']['rule'] ?? null,
            'request' => $this->request,
            'answer' => $this->answer,
            'engine_sha256' => $this->sha256,
            'quoted_ms' => $this->atMs,
            'labels' => json_encode((object) array_map(Fits::shown(...), $this->labels), Json::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE),
        ];
    }
}
