<?php

/** Long lists of the admin page: all of it can be reached, and a page of ten thousand costs as many queries as a page of sixty. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use WHMCS\Database\Capsule;

class AdminListsTest extends ModuleTestCase
{
    private const FROM = 1700000000000;

    /** @return array<string, array{int}> */
    public static function sizes(): array
    {
        return ['two pages' => [60], 'ten thousand' => [10_000]];
    }

    /** @dataProvider sizes */
    public function testOutagesPageByPage(int $size): void
    {
        $this->outages($size);
        $queries = $this->queries(fn (): string => $this->page('outages'));
        self::assertLessThan(60, $queries, 'however many there are');
        $last = intdiv($size + 49, 50);
        $html = $this->page('outages');
        self::assertStringContainsString('1 to 50 of ' . $size, $html);
        self::assertSame(50, $this->rows($html));
        self::assertStringContainsString('>' . $last . '</a>', $html);
        $end = $this->page('outages', ['page' => (string) $last]);
        self::assertStringContainsString('datetime="' . gmdate('Y-m-d\TH:i:s\Z', intdiv(self::FROM, 1000)) . '"', $end, 'the oldest is on the last page');
        self::assertSame(($size - 1) % 50 + 1, $this->rows($end));
        self::assertSame($this->rows($end), $this->rows($this->page('outages', ['page' => '99999'])));
    }

    /** @return array<string, array{array<string, string>, int}> of 60 outages: every third is refused, every second is of the service */
    public static function filters(): array
    {
        return [
            'none' => [[], 60],
            'status' => [['status' => 'refused'], 20],
            'a status that is none' => [['status' => 'x\' OR 1=1'], 60],
            'name of the server' => [['text' => 'ALPHA'], 30],
            'part of the domain' => [['text' => 'filtered'], 30],
            'subject' => [['text' => 'server:1'], 30],
            'both' => [['text' => 'alpha', 'status' => 'refused'], 10],
            'nothing' => [['text' => 'nobody'], 0],
            'a wildcard' => [['text' => '%'], 30],
        ];
    }

    /**
     * @dataProvider filters
     *
     * @param array<string, string> $query
     */
    public function testOutagesAreFiltered(array $query, int $found): void
    {
        $this->outages(60);
        $html = $this->page('outages', $query);
        self::assertStringContainsString($found === 0 ? 'No outage matches' : 'of ' . $found . '<', $html);
        self::assertSame(min(50, $found), $this->rows($html));
    }

    public function testEntriesPageByPageAndFiltered(): void
    {
        for ($i = 1; $i <= 60; ++$i) {
            $service = $this->service(['userid' => 1 + $i % 2]);
            Fixtures::waiting($this->ledger(), (string) (1 + $i % 2), $service, '1.00', $i % 3 === 0 ? '2026-01' : '2026-02', $i);
        }
        self::assertStringContainsString('1 to 50 of 60', $this->page('credits'));
        self::assertStringContainsString('51 to 60 of 60', $this->page('credits', ['page' => '2']));
        foreach ([[['client' => '2'], 30], [['period' => '2026-01'], 20], [['client' => '2', 'period' => '2026-01'], 10], [['service' => '7'], 1], [['state' => 'pending'], 60]] as [$query, $found]) {
            self::assertStringContainsString('of ' . $found . '<', $this->page('credits', $query), json_encode($query));
        }
        self::assertStringContainsString('No entry matches', $this->page('credits', ['state' => 'posted']));
        self::assertStringContainsString('must be a month', $this->page('credits', ['period' => 'x']));
        self::assertLessThan(60, $this->queries(fn (): string => $this->page('credits')));
    }

    public function testLinesAboutToGoOutPageByPageWithTheTotalsOfAll(): void
    {
        for ($i = 1; $i <= 120; ++$i) {
            Fixtures::waiting($this->ledger(), '1', $this->service(['userid' => 1]), '1.00', '2026-02', $i);
        }
        foreach ([['1', '1 to 100 of 120', 100], ['2', '101 to 120 of 120', 20], ['9', '101 to 120 of 120', 20]] as [$page, $words, $lines]) {
            $html = $this->page('credits', ['lines' => $page]);
            self::assertStringContainsString('The soonest first: ' . $words, $html);
            self::assertSame($lines, substr_count($html, 'value="holdLine"'), 'page ' . $page);
            self::assertStringContainsString('<strong>120.00 USD</strong> to 1 client', $html);
            self::assertStringContainsString('Newest first: 1 to 50 of 120', $html, 'the ledger turns its own pages');
        }
        self::assertStringContainsString('>All 120 lines<', $this->page('overview'));
    }

    private function outages(int $size): void
    {
        $service = $this->service(['domain' => 'filtered.example.com']);
        foreach (array_chunk(range(0, $size - 1), 500) as $numbers) {
            Capsule::table('mod_makegood_outages')->insert(array_map(static fn (int $i): array => [
                'key_hash' => hash('sha256', (string) $i), 'outage_key' => 'k/' . $i, 'subject' => $i % 2 === 0 ? 'server:1' : 'service:' . $service,
                'from_ms' => self::FROM + $i * 3_600_000, 'to_ms' => self::FROM + $i * 3_600_000 + 60_000, 'open' => 0,
                'status' => $i % 3 === 0 ? 'refused' : 'confirmed', 'reason' => 'quorum', 'counted' => 'unknown', 'answer' => '{"votes":[{"source":"1"}]}',
            ], $numbers));
        }
    }

    private function rows(string $html): int
    {
        return substr_count($html, '&amp;outage=');
    }

    /** @param \Closure(): string $page */
    private function queries(\Closure $page): int
    {
        $pdo = Capsule::connection()->getPdo();
        CountingStatement::$executed = 0;
        $pdo->setAttribute(\PDO::ATTR_STATEMENT_CLASS, [CountingStatement::class]);
        try {
            $page();
        } finally {
            $pdo->setAttribute(\PDO::ATTR_STATEMENT_CLASS, [\PDOStatement::class]);
        }

        return CountingStatement::$executed;
    }
}

final class CountingStatement extends \PDOStatement
{
    public static int $executed = 0;

    public function execute(?array $params = null): bool
    {
        ++self::$executed;

        return parent::execute($params);
    }
}
