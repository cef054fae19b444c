<?php

/**
 * The fire drill: an outage that never was goes the whole real way, from a monitor's message to the line on the invoice, on a ledger and an
 * account in memory. The real ledger and panel are only read.
 */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Api\Answers;
use Makegood\Api\Names;
use Makegood\Api\Reads;
use Makegood\Desk\Drill\Casting;
use Makegood\Desk\Drill\DrillNames;
use Makegood\Desk\Drill\Monitor;
use Makegood\Desk\Drill\Note;
use Makegood\Desk\Drill\Stage;
use Makegood\Desk\Drill\Staging;
use Makegood\Desk\Drill\Story;
use Makegood\Desk\Drill\TemporaryDirectory;
use Makegood\Desk\Drill\Words;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UnknownZone;

final class Drill
{
    /** 12 min, 1 h, 4 h, 1 d */
    public const LENGTHS_MS = [720_000, 3_600_000, 14_400_000, Instant::DAY_MS];
    /** What the entry is called: it is none of the ledger's. */
    private const ENTRY = 'drill';
    private const SECOND_MS = 1_000;

    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
        private readonly Names $names,
    ) {
    }

    /**
     * @param int $lengthMs one of LENGTHS_MS
     * @return array<string, mixed> *drill* of docs/pages.md
     * @throws UnableToDo|\Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure
     */
    public function play(string $serviceId, int $lengthMs): array
    {
        if (!in_array($lengthMs, self::LENGTHS_MS, true)) {
            throw new UnableToDo('A drill lasts ' . implode(', ', array_map(Words::length(...), self::LENGTHS_MS)) . '.');
        }
        if (!in_array('sqlite', \PDO::getAvailableDrivers(), true)) {
            throw new UnableToDo('A drill needs PHP\'s extension pdo_sqlite for its ledger in memory. Switch it on in the hosting account\'s PHP settings.');
        }
        $this->engine->identity(); // no engine, no drill
        try {
            $staging = new Staging($this->panel, $this->engine, $this->ledger);
            $facts = $staging->facts($serviceId);
            return TemporaryDirectory::with(function (string $directory) use ($staging, $facts, $lengthMs): array {
                [$stage, $startMs, $policy] = $staging->stage($facts, $lengthMs, $directory);
                return $this->perform($stage, $startMs, $lengthMs, $policy);
            });
        } catch (UnableToRead $unread) {
            throw new UnableToDo('The panel cannot be read just now: ' . $unread->getMessage(), 0, $unread);
        } catch (UnableToPost $odd) {
            throw new UnableToDo('The client\'s credit balance in the panel is no amount that can be added to.', 0, $odd);
        } catch (UnknownZone $unknown) {
            throw new UnableToDo('The policy\'s time zone cannot be used. ' . $unknown->getMessage(), 0, $unknown);
        } catch (CoreRefused $refused) {
            throw new UnableToDo('What the panel says of service ' . $serviceId . ' cannot be settled. ' . $refused->getMessage() . ' ' . $refused->help, 0, $refused);
        }
    }

    /** @return array<string, mixed> */
    private function perform(Stage $stage, int $startMs, int $lengthMs, string $policy): array
    {
        $facts = $stage->facts;
        $subject = $this->names->subject($stage->subject);
        [$first, $second] = array_map(
            static fn (array $like): Monitor => Monitor::inLedger($stage->ledger, $like, $stage->subject, $stage->fromMs),
            Casting::of($this->ledger, $stage->subject, $subject),
        );
        $names = new DrillNames($this->names, [$first->source => $first->name, $second->source => $second->name]);
        $reads = new Reads($stage->panel, $stage->ledger, $names, $this->engine);
        $client = $names->client($facts->clientId);
        $story = new Story();
        $this->outage($stage, $story, $subject, $first, $second, $startMs, $startMs + $lengthMs);
        $result = $this->decide($stage, $story);
        $stage->release();
        // As it stands between the decision and the booking: that is where the credit is a line of its own.
        $preview = $reads->preview($facts->clientId);
        foreach (array_keys($preview['credits']) as $i) {
            $preview['credits'][$i]['entry'] = self::ENTRY;
        }
        $stage->run($stage->panel->now());
        $entry = $stage->entry();
        $credit = $entry === null ? null : array_replace($reads->credit($entry), ['entry' => self::ENTRY]);
        if ($credit !== null && $credit['state'] === 'posted') {
            $story->posted($stage->panel->now(), (string) $result['posting'], (string) $result['currency'], $client);
        }
        return [
            'service' => $facts->id,
            'label' => $names->service($facts->id, $facts->clientId),
            'client' => $facts->clientId,
            'clientLabel' => $client,
            'currency' => (string) $result['currency'],
            'lengthMs' => $lengthMs,
            'story' => $story->events(),
            'credit' => $credit,
            'preview' => $preview,
            'timeline' => $reads->timeline($facts->id, $stage->month, null),
            'note' => Note::of($result, (string) $stage->ledger->policies->document($policy), $lengthMs) ?? Note::waiting($credit, $stage->panel->currency($facts->clientId)),
        ];
    }

    /** The messages come one after the other, and cron runs between them. */
    private function outage(Stage $stage, Story $story, string $subject, Monitor $first, Monitor $second, int $fromMs, int $toMs): void
    {
        foreach ([[$first, 20, 60], [$second, 70, 120]] as [$monitor, $heard, $ran]) {
            $stage->deliver($monitor, false, $fromMs, $fromMs + $heard * self::SECOND_MS);
            $story->delivered($fromMs + $heard * self::SECOND_MS, $monitor, false);
            $stage->run($fromMs + $ran * self::SECOND_MS);
            $monitor === $first
                ? $story->observed($fromMs + $ran * self::SECOND_MS, self::judged($stage, 'unconfirmed'))
                : $story->confirmed($fromMs + $ran * self::SECOND_MS, self::judged($stage, 'confirmed'), $subject, $first, $second);
        }
        foreach ([[$first, 20], [$second, 50]] as [$monitor, $heard]) {
            $stage->deliver($monitor, true, $toMs, $toMs + $heard * self::SECOND_MS);
            $story->delivered($toMs + $heard * self::SECOND_MS, $monitor, true);
        }
        $ranMs = $toMs + 60 * self::SECOND_MS;
        $stage->run($ranMs);
        $story->over($ranMs, self::judged($stage, 'confirmed'));
        $story->settled($ranMs, self::result($stage));
    }

    /** When it is due. The line is held meanwhile, so that it can be looked at before it is booked. @return array<string, mixed> the final result */
    private function decide(Stage $stage, Story $story): array
    {
        $dueMs = $stage->settlement()['dueMs'] ?? 0;
        $stage->hold();
        $stage->run($dueMs);
        $result = self::result($stage);
        $story->decided($dueMs, $result);
        return $result;
    }

    /** @return array<string, mixed> */
    private static function result(Stage $stage): array
    {
        return Answers::result($stage->settlement()['answer'] ?? '', $stage->facts->id, $stage->month)
            ?? throw new UnableToDo('The drill broke off: the month was not settled.');
    }

    /** @return array<string, mixed> the outage */
    private static function judged(Stage $stage, string $status): array
    {
        $outages = $stage->ledger->outages->recent(2);
        if (count($outages) !== 1 || $outages[0]['status'] !== $status) {
            throw new UnableToDo('The drill broke off: the outage is not ' . $status . ' as it should be.');
        }
        return $outages[0];
    }
}
