<?php

/** What the core finds in a policy document before anything is promised with it, and the document after its repairs. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;

final class PolicyLint
{
    /** Found in two-sided bounds: as they stand there nobody may store them, and one bound alone would hide what the text says. */
    private const BOUNDS = ['tier_hole', 'tier_overlap', 'tier_decimals', 'tier_empty', 'step_hole', 'step_overlap', 'step_empty', 'target_above_schedule', 'target_below_schedule'];
    /** What published texts say besides, and only lint reads. */
    private const PUBLISHED = ['tiers' => 'atOrAbove', 'steps' => 'toMs'];
    private const TARGET = 'target';

    private function __construct(
        public readonly string $document,
        public readonly bool $isReadable,
        /** @var list<array{code: string, path: string, message: string, help: string, values: list<array{name: string, value: string}>, repair: list<array{path: string, value: ?string}>}> */
        public readonly array $findings,
        public readonly ?string $migrated,
    ) {
    }

    /**
     * @param list<string> $currencies that need an amount wherever the document has amounts
     * @throws UnableToDo when it is no JSON object
     * @throws CoreRefused when it cannot even be looked at: no UTF-8, a key twice, too deep
     * @throws \Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure
     */
    public static function look(Engine $engine, string $document, array $currencies): self
    {
        Document::of($document);
        try {
            $answer = Engine::decode($engine->bytes(Json::join([
                'contract' => Json::encode(Engine::CONTRACT),
                'command' => Json::encode('lintPolicy'),
                'document' => $document,
                'currencies' => Json::encode($currencies),
            ])));
        } catch (CoreRefused $refused) {
            // Panels keep old and invented codes: in those nobody can be credited anyway.
            if (preg_match('/^currencies\[(\d+)\]$/D', $refused->path, $place) !== 1) {
                throw $refused;
            }
            unset($currencies[(int) $place[1]]);
            return self::look($engine, $document, array_values($currencies));
        }
        $migrated = is_array($answer['migrated'] ?? null) ? json_encode($answer['migrated'], Json::FLAGS | JSON_PRETTY_PRINT) . "\n" : null;
        return new self($document, $answer['readable'] === true, $answer['findings'], $migrated);
    }

    /** Whether it may not be stored as it is: the core does not read it, or its two bounds say different things. */
    public function isRefused(): bool
    {
        return !$this->isReadable || array_filter($this->findings, $this->blocks(...)) !== [];
    }

    /** @param array{code: string} $finding */
    public function blocks(array $finding): bool
    {
        // What the readers refuse is the last one.
        return in_array($finding['code'], self::BOUNDS, true) || (!$this->isReadable && $finding === $this->findings[count($this->findings) - 1]);
    }

    /** The document with the repairs of one finding, or of all that have some. */
    public function repaired(?int $which = null): string
    {
        $document = Document::of($this->document);
        $isChanged = false;
        foreach ($this->findings as $place => $finding) {
            foreach ($which === null || $which === $place ? $finding['repair'] : [] as $repair) {
                $document->set($repair['path'], self::value($document->at($repair['path']), $repair));
                $isChanged = true;
            }
        }
        return $isChanged ? $document->text() : $this->document;
    }

    /**
     * The form that is stored: one bound for each tier and step. Only where nothing was found in them is it what the text says.
     *
     * @return string the very bytes where there is nothing to take out
     */
    public function stored(): string
    {
        $document = Document::of($this->document);
        $isChanged = false;
        foreach (['schedule', ...self::components($document)] as $schedule) {
            foreach ([self::TARGET, ...self::bounds($document, $schedule)] as $member) {
                if ($document->at($schedule . '.' . $member) !== null) {
                    $document->set($schedule . '.' . $member, null);
                    $isChanged = true;
                }
            }
        }
        return $isChanged ? $document->text() : $this->document;
    }

    /** @return list<string> */
    private static function components(Document $document): array
    {
        $components = $document->at('schedule.of');
        return array_map(static fn (int $place): string => "schedule.of[$place].schedule", is_array($components) ? array_keys($components) : []);
    }

    /** @return list<string> */
    private static function bounds(Document $document, string $schedule): array
    {
        $members = [];
        foreach (self::PUBLISHED as $list => $member) {
            $rows = $document->at($schedule . '.' . $list);
            foreach (is_array($rows) ? array_keys($rows) : [] as $place) {
                $members[] = $list . '[' . $place . '].' . $member;
            }
        }
        return $members;
    }

    /** @param array{path: string, value: ?string} $repair integers come as their digits */
    private static function value(mixed $before, array $repair): string|int|null
    {
        $isInteger = is_int($before) || preg_match('/(Ms|minutes|days|most|decimals|months|schema)$/D', $repair['path']) === 1;
        return $isInteger && $repair['value'] !== null && preg_match('/^-?\d{1,18}$/D', $repair['value']) === 1 ? (int) $repair['value'] : $repair['value'];
    }
}
