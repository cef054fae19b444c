<?php

/** One subject: who watched it since when, and what about it is still to be judged. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;

final class Watch
{
    /** Judge everything from here on: who watches has changed. Null: only what is touched. */
    public ?int $againMs = null;
    /** Observations with a higher id are not judged yet; null: none is waiting. */
    public ?int $sinceId = null;
    /** The first observation that lay ahead of the clock when it was judged: it is looked at again when its time has come. */
    public ?int $aheadMs = null;
    /** @var list<int> ids of the decided cases that were judged by */
    public array $decided = [];

    /**
     * @param list<array{from: int, by: list<array<string, mixed>>, required?: array<string, int>}> $epochs oldest first, each in force
     *        up to the next; `by`: timelines as Targets::watching gives them; `required`: level => groups, where any are
     */
    public function __construct(public readonly string $subject, public array $epochs = [])
    {
    }

    public static function fromJson(string $json): self
    {
        $stored = Json::decode($json);
        $watch = new self($stored['subject'], $stored['epochs']);
        [$watch->againMs, $watch->sinceId, $watch->aheadMs, $watch->decided] = [$stored['again'], $stored['since'], $stored['ahead'], $stored['decided']];
        return $watch;
    }

    public function toJson(): string
    {
        return Json::encode([
            'subject' => $this->subject, 'epochs' => $this->epochs, 'again' => $this->againMs, 'since' => $this->sinceId, 'ahead' => $this->aheadMs,
            'decided' => $this->decided,
        ]);
    }

    /** @return list<array<string, mixed>> who watches now */
    public function by(): array
    {
        return $this->epochs === [] ? [] : $this->epochs[count($this->epochs) - 1]['by'];
    }

    /** @return array<string, int> level => groups that must say down besides the quorum */
    public function required(): array
    {
        return $this->epochs === [] ? [] : $this->epochs[count($this->epochs) - 1]['required'] ?? [];
    }

    /**
     * From an instant on (never before the last change) others watch, or more is required.
     *
     * @param list<array<string, mixed>> $by
     * @param array<string, int> $required
     */
    public function change(array $by, array $required, int $fromMs): void
    {
        $last = count($this->epochs) - 1;
        if ($last >= 0 && $this->epochs[$last]['from'] >= $fromMs) {
            $fromMs = $this->epochs[$last]['from'];
            array_pop($this->epochs);
        }
        $this->epochs[] = ['from' => $fromMs, 'by' => $by] + ($required === [] ? [] : ['required' => $required]);
        $this->againMs = min($this->againMs ?? $fromMs, $fromMs);
    }

    /** @return list<array{source: string, hash: string}> every timeline that ever watched */
    public function timelines(): array
    {
        $lines = [];
        foreach ($this->epochs as $epoch) {
            foreach ($epoch['by'] as $one) {
                $lines[self::line($one['source'], $one['hash'])] = ['source' => $one['source'], 'hash' => $one['hash']];
            }
        }
        return array_values($lines);
    }

    public static function line(string $sourceId, string $targetHash): string
    {
        return $sourceId . '/' . $targetHash;
    }
}
