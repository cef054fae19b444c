<?php

/** A trial asks the core about one outage of each length, and takes no document apart. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Trial;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\InMemoryPanel;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\World;
use PHPUnit\Framework\TestCase;

final class TrialTest extends TestCase
{
    private Trial $trial;

    protected function setUp(): void
    {
        $panel = new InMemoryPanel(new \PDO('sqlite::memory:'), Instant::ms('2026-03-20T12:00:00Z'));
        $panel->capabilities['postableScale'] = [['currency' => 'KWD', 'scale' => 2]];
        $this->trial = new Trial($panel, Core::engine());
    }

    /** @return array<string, array{string, string, ?array{mode: string, rates: list<string>}, string, string, list<?string>}> postings by length; World's policy gives 10 and 25 % */
    public static function prices(): array
    {
        $w = World::POLICY;
        return [
            'untaxed' => [$w, 'USD', null, '10.00', '2026-03', [null, null, '1.00', '1.00', '2.50', '2.50', '2.50']],
            'tax on top' => [$w, 'USD', ['mode' => 'exclusive', 'rates' => ['20']], '10.00', '2026-03', [null, null, '1.20', '1.20', '3.00', '3.00', '3.00']],
            'tax inside' => [$w, 'USD', ['mode' => 'inclusive', 'rates' => ['20']], '12.00', '2026-03', [null, null, '1.20', '1.20', '3.00', '3.00', '3.00']],
            'no decimals' => [$w, 'JPY', null, '1000', '2026-03', [null, null, '100', '100', '250', '250', '250']],
            'three, of which two are booked' => [$w, 'KWD', null, '1.500', '2026-03', [null, null, '0.150', '0.150', '0.370', '0.370', '0.370']],
            'the shortest month: 45 min are further below' => [$w, 'USD', null, '10.00', '2026-02', [null, null, '1.00', '1.00', '2.50', '2.50', '2.50']],
            'a zone with summer time in that month' => [strtr($w, ['"UTC"' => '"Europe/Berlin"']), 'EUR', null, '10.00', '2026-03', [null, null, '1.00', '1.00', '2.50', '2.50', '2.50']],
            'a zone far in the west' => [strtr($w, ['"UTC"' => '"Pacific/Honolulu"']), 'USD', null, '10.00', '2026-12', [null, null, '1.00', '1.00', '2.50', '2.50', '2.50']],
        ];
    }

    /**
     * @dataProvider prices
     *
     * @param array{mode: string, rates: list<string>}|null $tax
     * @param list<?string> $postings
     */
    public function testEachLengthIsAnOutageOfAServiceOfItsOwn(string $document, string $currency, ?array $tax, string $amount, string $month, array $postings): void
    {
        $look = $this->trial->look($document, $currency, $amount, $tax, $month);
        self::assertSame($look['request'], $this->trial->request($document, $currency, $amount, $tax, $month));
        self::assertSame($look['answer'], Core::engine()->bytes($look['request']));
        self::assertSame(Trial::LENGTHS_MS, $look['lengths']);
        $results = Engine::decode($look['answer'])['results'];
        self::assertSame($look['lengths'], array_column($results, 'downtimeMs'));
        self::assertCount(count($look['lengths']), array_unique(array_column($results, 'client')));
        self::assertSame($postings, array_column($results, 'posting'));
        self::assertSame(str_repeat('0', 64), $results[0]['policy']);
        self::assertSame(str_repeat('0', 64), json_decode($look['request'], true)['policies'][0]['hash']);
    }

    /** @return array<string, array{string, string, string, string, string}> document, currency, amount; the core's code and path */
    public static function refused(): array
    {
        $w = World::POLICY;
        return [
            'a tier above the one before' => [strtr($w, ['"99.5"' => '"99.95"']), 'USD', '1.00', 'policy_tiers', 'schedule.tiers'],
            'a field too many' => [strtr($w, ['"schema":1' => '"schema":1,"x":1']), 'USD', '1.00', 'unknown_field', 'x'],
            'an empty document' => ['{}', 'USD', '1.00', 'missing_field', 'schema'],
            'a zone that nobody knows' => [strtr($w, ['"UTC"' => '"Mars/Base"']), 'USD', '1.00', 'unknown_zone', 'zone'],
            'a price with too many decimals' => [$w, 'JPY', '1039.50', 'invalid_amount', 'services[0].charges[0].amount'],
            'no currency' => [$w, 'XXY', '1.00', 'unknown_currency', 'clients[0].currency'],
        ];
    }

    /** @dataProvider refused */
    public function testTheCoreSaysWhatIsWrongAndWhereInTheDocument(string $document, string $currency, string $amount, string $code, string $path): void
    {
        try {
            $this->trial->look($document, $currency, $amount, null);
            self::fail('taken');
        } catch (CoreRefused $refused) {
            self::assertSame([$code, $path], [$refused->errorCode, $refused->path]);
        }
    }

    /** @return array<string, array{string}> */
    public static function noDocuments(): array
    {
        return [
            'nothing' => [''],
            'no JSON' => ['{'],
            'a list' => ['[]'],
            'text that only makes sense in its place' => [World::POLICY . '}],"outages":[],"policies":[{"hash":"' . str_repeat('0', 64) . '","document":' . World::POLICY],
            'no UTF-8' => ["{\"name\":\"\xff\"}"],
        ];
    }

    /** @dataProvider noDocuments */
    public function testWhatIsNoObjectByItselfDoesNotReachTheCore(string $document): void
    {
        $this->expectException(UnableToDo::class);
        $this->trial->request($document, 'USD', '1.00', null);
    }
}
