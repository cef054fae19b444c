<?php

/** A form of a policy says what the document says: sent back as it was it changes nothing, and each field changes its member. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Document;
use Makegood\Desk\Lengths;
use Makegood\Desk\PolicyFields;
use Makegood\Desk\PolicyForm;
use Makegood\Desk\Presets;
use Makegood\Desk\UnableToDo;
use PHPUnit\Framework\TestCase;

final class PolicyFormTest extends TestCase
{
    private const CURRENCIES = ['USD', 'JPY'];
    private const FULL = '{"schema":2,"name":"N","zone":"UTC","schedule":{"family":"flat","share":{"percent":"5"},"incidentMs":3600000,"most":3},"counting":{"rule":"wholeSlots","minutes":5,'
        . '"maintenance":{"rule":"excludedIfAnnounced","noticeMs":86400000,"daily":{"from":"02:00","to":"05:00"}},"excuses":["client","abuse"]},"caps":[{"per":"period","percent":"30"},'
        . '{"per":"year","amounts":[{"currency":"USD","amount":"9.00"}]}],"minimumPayout":[{"currency":"USD","amount":"1.00"},{"currency":"EUR","amount":"0.90"}],"claim":{"windowMs":86400000,"from":"period"},"fee":{"base":"cash","addOns":false}}';

    public function testSentBackAsItIsNothingChanges(): void
    {
        $documents = array_column(Presets::all(), 'document', 'id') + ['full' => self::FULL];
        foreach (glob(dirname(__DIR__, 3) . '/tests/policies/*-original.json') ?: [] as $file) {
            $documents[basename($file)] = (string) file_get_contents($file);
        }
        foreach ($documents as $id => $text) {
            self::assertEquals(json_decode($text), json_decode(self::sent($text)), (string) $id);
        }
    }

    /** @return array<string, array{string, array<string, string>, string, mixed}> document, what is typed, path, what stands there */
    public static function changes(): array
    {
        $tiers = '{"schema":1,"name":"N","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"25"}]}}';
        return [
            'a name' => [$tiers, ['name' => 'Better & longer'], 'name', 'Better & longer'],
            'a row more' => [$tiers, ['schedule.tiers[2].below' => '95', 'schedule.tiers[2].percent' => '50'], 'schedule.tiers[2].percent', '50'],
            'a row less' => [$tiers, ['schedule.tiers[0].below' => '', 'schedule.tiers[0].percent' => ''], 'schedule.tiers[0].below', '99'],
            'half a row stays, for the core to refuse' => [$tiers, ['schedule.tiers[2].below' => '95'], 'schedule.tiers[2].below', '95'],
            'per cent signs' => [$tiers, ['schedule.tiers[0].percent' => '12.5 %'], 'schedule.tiers[0].percent', '12.5'],
            'a cap of schema 1' => [$tiers, ['cap.percent' => '50'], 'cap.percent', '50'],
            'a notice, with its rule' => [$tiers, ['maintenance.rule' => 'excludedIfAnnounced', 'maintenance.noticeMs' => '2 d'], 'maintenance.noticeMs', 172800000],
            'a notice without its rule is none' => [$tiers, ['maintenance.noticeMs' => '2 d'], 'maintenance.noticeMs', null],
            'a rule without minutes takes them out' => [self::FULL, ['counting.rule' => 'exact'], 'counting.minutes', null],
            'an amount' => [self::FULL, ['minimumPayout.JPY' => '120'], 'minimumPayout[2].amount', '120'],
            'an amount less; those of other currencies stay' => [self::FULL, ['minimumPayout.USD' => ''], 'minimumPayout[0].currency', 'EUR'],
            'a share' => [self::FULL, ['schedule.share' => '1/30'], 'schedule.share.fraction[1]', 30],
            'a number' => [self::FULL, ['schedule.most' => '2'], 'schedule.most', 2],
            'a word less' => [self::FULL, ['counting.excuses.client' => ''], 'counting.excuses[0]', 'abuse'],
            'a cap more, beside one in amounts' => [self::FULL, ['caps.year' => '50'], 'caps[2].percent', '50'],
            'a cap less' => [self::FULL, ['caps.period' => ''], 'caps[0].per', 'year'],
            'no claim' => [self::FULL, ['claim.windowMs' => ''], 'claim', null],
            'no daily window' => [self::FULL, ['counting.maintenance.daily.from' => ''], 'counting.maintenance.daily', null],
            'add-ons' => [self::FULL, ['fee.addOns' => 'true'], 'fee.addOns', true],
            'a length' => [self::FULL, ['settleDelayMs' => '1 d 12 h'], 'settleDelayMs', 129600000],
        ];
    }

    /**
     * @dataProvider changes
     *
     * @param array<string, string> $typed
     */
    public function testAFieldChangesItsMember(string $document, array $typed, string $path, mixed $value): void
    {
        self::assertSame($value, Document::of(self::sent($document, $typed))->at($path));
    }

    /** @return array<string, array{string, string}> */
    public static function wrong(): array
    {
        return ['a length' => ['settleDelayMs', 'three days'], 'a share' => ['schedule.share', '5'], 'a number' => ['schedule.most', '2.5']];
    }

    /** @dataProvider wrong */
    public function testWhatIsNoneIsNamed(string $path, string $typed): void
    {
        $this->expectException(UnableToDo::class);
        $this->expectExceptionMessageMatches('/^"[^"]+": write a /');
        self::sent(self::FULL, [$path => $typed]);
    }

    public function testLengthsAndShares(): void
    {
        foreach (['15 min' => 900000, '1 h 30 min' => 5400000, '2d' => 172800000, '90 seconds' => 90000, '0' => 0, '250 ms' => 250, '1 day 2 hours' => 93600000, '3 H' => 10800000] as $text => $ms) {
            self::assertSame($ms, Lengths::ms((string) $text), (string) $text);
        }
        foreach (['', '15', '1 h 2 d', 'min', '-1 h', '1.5 h', '1 h 1 h', '1 month', '15 mins later'] as $text) {
            self::assertNull(Lengths::ms($text), $text);
        }
        foreach ([0, 1, 999, 60000, 5400000, 93784005] as $ms) {
            self::assertSame($ms, Lengths::ms(Lengths::text($ms)));
        }
        foreach (['5 %' => ['percent' => '5'], '1/30' => ['fraction' => [1, 30]], '12 h' => ['ms' => 43200000], '1 month' => ['months' => 1], '2 months' => ['months' => 2]] as $text => $share) {
            self::assertEquals((object) $share, Lengths::share($text));
            self::assertSame($text, Lengths::shareText((object) $share));
        }
        self::assertNull(Lengths::share('a lot'));
    }

    /** What a browser sends: every field as it was shown, but for what was typed. @param array<string, string> $typed by path */
    private static function sent(string $text, array $typed = []): string
    {
        $document = Document::of($text);
        $sent = [];
        foreach (array_merge(...array_values(PolicyFields::of($document))) as $field) {
            $path = $field['path'];
            $list = is_array($document->at($path)) ? $document->at($path) : [];
            foreach ($field['kind'] === 'rows' ? range(0, count($list)) : [] as $place) {
                foreach ($field['columns'] as $column) {
                    $sent[PolicyForm::name("{$path}[$place].{$column['path']}")] = PolicyForm::text($list[$place]->{$column['path']} ?? null, $column['kind']);
                }
            }
            foreach ($field['kind'] === 'words' ? array_intersect($list, array_keys($field['words'])) : [] as $word) {
                $sent[PolicyForm::name($path . '.' . $word)] = '1';
            }
            foreach ($field['kind'] === 'amounts' ? self::CURRENCIES : [] as $currency) {
                $sent[PolicyForm::name($path . '.' . $currency)] = (string) (array_column($list, 'amount', 'currency')[$currency] ?? '');
            }
            if (!in_array($field['kind'], ['rows', 'words', 'amounts'], true)) {
                $shown = PolicyForm::shown($document, $field);
                // A list of words shows its default, an empty field nothing.
                $sent[PolicyForm::name($path)] = $shown === '' && $field['kind'] === 'word' ? $field['default'] : $shown;
            }
        }
        foreach ($typed as $path => $value) {
            $sent[PolicyForm::name($path)] = $value;
        }
        return PolicyForm::applied($text, static fn (string $name): ?string => $sent[$name] ?? null, self::CURRENCIES);
    }
}
