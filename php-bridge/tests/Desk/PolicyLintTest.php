<?php

/** Published texts with holes are found, repaired by the core's own words, and stored in the form that settle reads. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Describing;
use Makegood\Desk\Document;
use Makegood\Desk\PolicyLint;
use Makegood\Desk\Presets;
use Makegood\Desk\Trial;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\InMemoryPanel;
use Makegood\Tests\Support\Core;
use PHPUnit\Framework\TestCase;

final class PolicyLintTest extends TestCase
{
    private const TIERS = '{"schema":2,"name":"T","zone":"UTC","schedule":{"family":"uptimeTiers","tiers":[%s]}%s}';

    /** @return array<string, array{string, list<string>, array<string, mixed>}> file, codes, what stands where in the stored form */
    public static function published(): array
    {
        return [
            'nothing between 9 and 10 minutes' => ['vultr-original', ['step_hole'], ['schedule.steps[1].fromMs' => 600000, 'schedule.steps[0].toMs' => null]],
            'nobody says what 90 to 95 % earns' => ['feiyue-cloud-original', ['tier_hole'], ['schedule.tiers[2].below' => '90', 'schedule.tiers[1].atOrAbove' => null, 'schedule.tiers[1].below' => '98']],
            '99.895 % is neither' => ['hostworld-uk-original', ['tier_decimals', 'tier_decimals'],
                ['schedule.tiers[0].below' => '99.9', 'schedule.tiers[1].below' => '99', 'schedule.tiers[0].upTo' => null, 'schedule.target' => null]],
        ];
    }

    /**
     * @dataProvider published
     *
     * @param list<string>         $codes
     * @param array<string, mixed> $stored
     */
    public function testAPublishedTextIsRepairedAndStored(string $file, array $codes, array $stored): void
    {
        $text = (string) file_get_contents(dirname(__DIR__, 3) . '/tests/policies/' . $file . '.json');
        $lint = PolicyLint::look(Core::engine(), $text, ['USD']);
        self::assertSame($codes, array_column($lint->findings, 'code'));
        self::assertTrue($lint->isRefused(), 'two bounds that disagree are not stored');
        $one = PolicyLint::look(Core::engine(), $lint->repaired(0), ['USD']);
        self::assertCount(count($codes) - 1, $one->findings, 'one repair mends one finding');
        $all = PolicyLint::look(Core::engine(), $lint->repaired(), ['USD']);
        self::assertSame([[], false], [$all->findings, $all->isRefused()]);
        $document = Document::of($all->stored());
        foreach ($stored as $path => $value) {
            self::assertSame($value, $document->at($path), $path);
        }
        $trial = new Trial(new InMemoryPanel(new \PDO('sqlite::memory:'), Instant::ms('2026-03-20T12:00:00Z')), Core::engine());
        self::assertTrue(Engine::decode($trial->look($all->stored(), 'USD', '100.00', null)['answer'])['ok'], 'settle takes it');
    }

    public function testWhatIsFineIsStoredToTheByte(): void
    {
        foreach (Presets::all() as $preset) {
            $lint = PolicyLint::look(Core::engine(), $preset['document'], ['USD', 'EUR']);
            self::assertSame([], $lint->findings, $preset['id']);
            self::assertSame([$preset['document'], $preset['document']], [$lint->stored(), $lint->repaired()], $preset['id']);
        }
    }

    /** @return array<string, array{string, list<string>, bool}> document, codes, is it refused */
    public static function found(): array
    {
        $tier = '{"below":"99.9","percent":"50"}';
        return [
            'a cap below a tier warns' => [sprintf(self::TIERS, '{"below":"99.9","percent":"10"},{"below":"99","percent":"50"}', ',"caps":[{"per":"period","percent":"20"}]'), ['cap_below_tier'], false],
            'a currency without an amount warns' => [sprintf(self::TIERS, $tier, ',"minimumPayout":[{"currency":"USD","amount":"1.00"}]'), ['currency_missing'], false],
            'tiers that settle refuses' => [sprintf(self::TIERS, $tier . ',' . $tier, ''), ['tier_order', 'tier_share', 'policy_tiers'], true],
            'a member that nobody knows' => [sprintf(self::TIERS, $tier, ',"extra":1'), ['unknown_field'], true],
            'nothing at all' => ['{}', ['missing_field'], true],
        ];
    }

    /**
     * @dataProvider found
     *
     * @param list<string> $codes
     */
    public function testErrorsBlockAndWarningsDoNot(string $document, array $codes, bool $isRefused): void
    {
        $lint = PolicyLint::look(Core::engine(), $document, ['USD', 'EUR', 'USDT']);
        self::assertSame([$codes, $isRefused], [array_column($lint->findings, 'code'), $lint->isRefused()]);
    }

    public function testARepairTakesOutAndIntegersStayIntegers(): void
    {
        $lint = PolicyLint::look(Core::engine(), sprintf(self::TIERS, '{"below":"99.9","percent":"50"}', ',"extra":1'), []);
        self::assertNull(Document::of($lint->repaired())->at('extra'));
        $steps = '{"schema":2,"name":"L","zone":"UTC","schedule":{"family":"ladder","per":"incident","steps":[{"fromMs":60000,"toMs":120000,"share":{"percent":"5"}},{"fromMs":180000,"share":{"percent":"10"}}]}}';
        $repaired = Document::of(PolicyLint::look(Core::engine(), $steps, [])->repaired());
        self::assertSame(180000, $repaired->at('schedule.steps[0].toMs'));
    }

    public function testTextThatIsNoObjectIsToldSo(): void
    {
        foreach (['', '[]', '7', '{"a":1', "{\"a\":\"\xff\"}"] as $text) {
            try {
                PolicyLint::look(Core::engine(), $text, []);
                self::fail('taken: ' . $text);
            } catch (UnableToDo $unable) {
                self::assertSame('A policy is one JSON object.', $unable->getMessage());
            }
        }
        $this->expectException(CoreRefused::class);
        PolicyLint::look(Core::engine(), '{"a":1,"a":2}', []);
    }

    public function testSchemaOneIsMigrated(): void
    {
        $document = array_column(Presets::all(), 'document', 'id')['uptime-tiers'];
        $lint = PolicyLint::look(Core::engine(), $document, []);
        self::assertSame([1, 2], [Document::of($document)->at('schema'), Document::of((string) $lint->migrated)->at('schema')]);
    }

    /** Every preset can be read as a contract, at the price that is asked for. */
    public function testPresetsAreDescribed(): void
    {
        foreach (Presets::all() as $preset) {
            $described = (new Describing(Core::engine()))->describe($preset['document'], 'USD', '39.00');
            self::assertSame(['39.00', '39.00', '39.00'], array_column($described['examples'], 'fee'), $preset['id']);
            self::assertNotSame([], $described['sections'], $preset['id']);
        }
    }
}
