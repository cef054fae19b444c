<?php

/** The form of a refund policy as a browser sends it: unchanged it changes nothing, each field changes its member, and what it has no field for stays. */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Desk\Document;
use Makegood\Desk\PolicyForm;
use Makegood\Desk\PolicyLint;
use Makegood\Desk\Presets;
use Makegood\Desk\RefundForm;
use Makegood\Desk\UnableToDo;
use Makegood\Pages\Admin\Parts\PolicyFieldset;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Tests\Support\Core;
use PHPUnit\Framework\TestCase;

final class RefundFormTest extends TestCase
{
    private const CURRENCIES = ['USD', 'JPY'];
    private const SMALL = '{"kind":"refund","schema":1,"name":"N","zone":"UTC","rules":[{"id":"all","when":{},"give":{"method":"full"}}]}';
    /** With everything that the form has no field for, too. */
    private const FULL = '{"kind":"refund","schema":1,"name":"N <b>","zone":"Europe/Berlin","clock":"decision","requires":{"without":["breach"],"usedAtMost":"90","cooldown":{"hours":24}},'
        . '"rules":[{"id":"regret","statutory":true,"when":{"facts":["consumer"],"within":{"days":14,"from":"activated","ends":"day"},"countries":["DE","FR"]},"give":{"method":"full"},'
        . '"lines":[{"kind":"setup","give":"full"},{"kind":"domain","give":{"keep":"30"}},{"kind":"licence","give":"kept","if":["activated"]},{"kind":"licence","give":"rule"}]},'
        . '{"id":"hours","when":{"within":{"hours":48},"after":{"days":1},"quota":{"most":2,"per":"product","in":"days","days":365},"products":{"except":["9"]}},"give":{"method":"monthly","time":{"unit":"day","count":"calendar","used":"down","month":30},"rest":"hourly","times":"1.5"}},'
        . '{"id":"half","when":{"order":{"above":[{"currency":"USD","amount":"10.00"}]}},"give":{"method":"share","percent":"50"}}],'
        . '"lines":[{"kind":"customisation","give":{"keep":"30"}}],"fees":[{"id":"admin","amounts":[{"currency":"USD","amount":"5.00"},{"currency":"EUR","amount":"4.00"}],"if":["renewal"]},{"id":"early","percent":"10","taxed":false},'
        . '{"id":"term","terms":[{"months":12,"until":6,"percent":"30"}]}],"overage":{"included":"share"},"vouchers":"returned","gatewayFees":"kept","arrears":"offset","tax":"sum","round":"down",'
        . '"payout":{"to":"split","order":"newest","parts":[{"to":"payments","percent":"60"},{"to":"accountCredit","percent":"40"}]},'
        . '"review":{"simpleDays":2,"complexDays":7,"complexAbove":[{"currency":"USD","amount":"50.00"}],"secondAbove":[{"currency":"USD","amount":"100.00"}],"limits":[{"role":"agent","amounts":[{"currency":"USD","amount":"20.00"},{"currency":"EUR","amount":"18.00"}]}],'
        . '"appealDays":30,"order":"payFirst","payoutDays":[{"method":"card","from":3,"to":7}],"reasons":[{"code":"outage","route":"technical","complex":true,"fields":["ticket"]},{"code":"other"}]}}';

    /** @return array<string, array{string}> */
    public static function documents(): array
    {
        $rows = ['full' => [self::FULL], 'small' => [self::SMALL]];
        foreach (Presets::all('UTC', Presets::REFUND) as $preset) {
            $rows[$preset['id']] = [$preset['document']];
        }

        return $rows;
    }

    /** @dataProvider documents */
    public function testSentBackAsItIsNothingChanges(string $document): void
    {
        self::assertSame([], self::findings($document));
        self::assertJsonStringEqualsJsonString($document, self::sent($document));
        self::assertSame(Document::of($document)->text(), self::sent($document), 'the order of members, too');
    }

    /** @return array<string, array{string, array<string, string>, array<string, mixed>}> document, what is typed, path → what stands there */
    public static function changes(): array
    {
        return [
            'days' => [self::SMALL, ['rules[0].when.within.days' => '30'], ['rules[0].when.within' => ['days' => 30]]],
            'days of a whole day' => [self::SMALL, ['rules[0].when.within.days' => '30', 'rules[0].when.within.ends' => 'day'], ['rules[0].when.within' => ['ends' => 'day', 'days' => 30]]],
            'no time' => [self::FULL, ['rules[0].when.within.days' => ''], ['rules[0].when.within' => null, 'rules[0].when.countries[1]' => 'FR']],
            'counted from where there is no time says nothing' => [self::SMALL, ['rules[0].when.within.from' => 'started'], ['rules[0].when' => []]],
            'hours' => [self::FULL, ['rules[1].when.within.hours' => '72'], ['rules[1].when.within' => ['hours' => 72]]],
            'a quota' => [self::FULL, ['rules[1].when.quota.most' => '3'], ['rules[1].when.quota' => ['most' => 3, 'per' => 'product', 'in' => 'days', 'days' => 365]]],
            'no quota' => [self::FULL, ['rules[1].when.quota.most' => ''], ['rules[1].when.quota' => null, 'rules[1].when.products.except[0]' => '9']],
            'a fact more' => [self::FULL, ['rules[0].when.without.abuse' => '1'], ['rules[0].when.without' => ['abuse'], 'rules[0].when.facts' => ['consumer']]],
            'a fact less' => [self::FULL, ['rules[0].when.facts.consumer' => null], ['rules[0].when.facts' => null]],
            'by law' => [self::SMALL, ['rules[0].statutory' => 'true'], ['rules[0].statutory' => true]],
            'another method takes its members along' => [self::FULL, ['rules[1].give.method' => 'full'], ['rules[1].give' => ['method' => 'full']]],
            'a share' => [self::FULL, ['rules[2].give.percent' => '80 %'], ['rules[2].give' => ['method' => 'share', 'percent' => '80']]],
            'to the millisecond has no units' => [self::FULL, ['rules[1].give.time.unit' => 'exact'], ['rules[1].give.time' => ['unit' => 'exact']]],
            'by length has no month' => [self::FULL, ['rules[1].give.time.count' => 'length'], ['rules[1].give.time' => ['unit' => 'day', 'count' => 'length', 'used' => 'down']]],
            'a rule without a name goes' => [self::FULL, ['rules[1].id' => ''], ['rules[1].id' => 'half', 'rules[2]' => null]],
            'a part that is kept' => [self::SMALL, ['lines.setup' => 'full'], ['lines' => [['kind' => 'setup', 'give' => 'full']]]],
            'a part that is kept in per cent' => [self::SMALL, ['lines.domain' => 'keep', 'lines.domain.keep' => '25 %'], ['lines' => [['kind' => 'domain', 'give' => ['keep' => '25']]]]],
            'a percentage that nobody asked for' => [self::SMALL, ['lines.domain.keep' => '25'], ['lines' => null]],
            'a part as by default' => [self::FULL, ['lines.customisation' => ''], ['lines' => null]],
            'a part of a rule; those told apart stay' => [self::FULL, ['rules[0].lines.setup' => 'rule'], ['rules[0].lines[0]' => ['kind' => 'setup', 'give' => 'rule'], 'rules[0].lines[2].if[0]' => 'activated', 'rules[0].lines[3].give' => 'rule']],
            'a fee more' => [self::FULL, ['fees[3].id' => 'late', 'fees[3].percent' => '5'], ['fees[3]' => ['id' => 'late', 'percent' => '5'], 'fees[2].terms[0].months' => 12]],
            'a fee less' => [self::FULL, ['fees[1].id' => '', 'fees[1].percent' => ''], ['fees[1].id' => 'term', 'fees[2]' => null]],
            'a fee in amounts' => [self::FULL, ['fees[0].amounts.USD' => '6.00'], ['fees[0].amounts[0].amount' => '6.00', 'fees[0].amounts[1].amount' => '4.00', 'fees[0].if' => ['renewal']]],
            'a fee in per cent has no amounts' => [self::FULL, ['fees[0].percent' => '3'], ['fees[0].amounts' => null, 'fees[0].percent' => '3']],
            'arrears' => [self::SMALL, ['arrears' => 'offset'], ['arrears' => 'offset']],
            'paid as credit has no parts' => [self::FULL, ['payout.to' => 'accountCredit'], ['payout' => ['to' => 'accountCredit', 'order' => 'newest']]],
            'days of review' => [self::SMALL, ['review.simpleDays' => '1'], ['review' => ['simpleDays' => 1]]],
            'a role\'s limit; other currencies stay' => [self::FULL, ['review.limits.agent.USD' => '25.00', 'review.limits.lead.JPY' => '900'],
                ['review.limits' => [['role' => 'agent', 'amounts' => [['currency' => 'USD', 'amount' => '25.00'], ['currency' => 'EUR', 'amount' => '18.00']]], ['role' => 'lead', 'amounts' => [['currency' => 'JPY', 'amount' => '900']]]]]],
            'a second person from nothing on' => [self::FULL, ['review.secondAbove.USD' => ''], ['review.secondAbove' => null]],
            'a reason\'s way; what it asks stays' => [self::FULL, ['review.reasons[0].route' => 'sales'], ['review.reasons[0]' => ['code' => 'outage', 'route' => 'sales', 'complex' => true, 'fields' => ['ticket']]]],
            'a reason more' => [self::SMALL, ['review.reasons[0].code' => 'outage'], ['review.reasons' => [['code' => 'outage']]]],
        ];
    }

    /** @dataProvider changes @param array<string, ?string> $typed null: a tick that was taken away @param array<string, mixed> $then */
    public function testAFieldChangesItsMemberAndNothingElse(string $document, array $typed, array $then): void
    {
        $text = self::sent($document, $typed);
        foreach ($then as $path => $value) {
            self::assertEquals($value, json_decode(json_encode(Document::of($text)->at($path)), true), $path);
        }
        self::assertSame([], self::findings($text), $text);
        self::assertSame($text, self::sent($text), 'shown and sent again it is the same');
    }

    public function testTheCoreSaysWhatIsWrong(): void
    {
        self::assertSame(['invalid_percent'], self::findings(self::sent(self::FULL, ['rules[2].give.percent' => 'half'])));
        self::assertSame(['policy_review'], self::findings(self::sent(self::SMALL, ['review.simpleDays' => '900'])));
        $this->expectException(UnableToDo::class);
        self::sent(self::SMALL, ['rules[0].when.within.days' => 'a month']);
    }

    public function testAChoiceThatIsNone(): void
    {
        $this->expectException(UnableToDo::class);
        PolicyForm::applied(self::SMALL, static fn (string $name): ?string => ['f-lines-setup' => 'most'][$name] ?? null, self::CURRENCIES);
    }

    public function testOneMoreRuleStandsBelowTheOthersAndGivesNothing(): void
    {
        $text = RefundForm::withRule(RefundForm::withRule(str_replace('"all"', '"rule2"', self::SMALL)));
        self::assertSame(['rule2', 'rule3', 'rule4'], array_column(json_decode($text, true)['rules'], 'id'));
        self::assertSame('nothing', Document::of($text)->at('rules[2].give.method'));
        self::assertSame($text, self::sent($text));
    }

    public function testWhatHasNoFieldIsNamed(): void
    {
        $html = self::html(self::FULL);
        foreach (['usedAtMost, cooldown', 'countries', 'products', 'order', 'month', 'in, days', 'Licences', 'The fee &quot;term&quot; goes by the length of the term', 'N &lt;b&gt;'] as $said) {
            self::assertStringContainsString($said, $html);
        }
        self::assertStringNotContainsString('Also in the document', self::html(self::SMALL));
    }

    private static function html(string $document): string
    {
        return (new PolicyFieldset(new PolicyDraft($document, PolicyDraft::FORM), self::CURRENCIES))->html();
    }

    /** @return list<string> codes of what keeps the core from reading it */
    private static function findings(string $document): array
    {
        $lint = PolicyLint::look(Core::engine(), $document, []);

        return $lint->isReadable ? [] : array_column($lint->findings, 'code');
    }

    /** What a browser sends of the form that is shown. @param array<string, ?string> $typed by path */
    private static function sent(string $document, array $typed = []): string
    {
        $page = new \DOMDocument();
        @$page->loadHTML('<?xml encoding="utf-8"?><body>' . self::html($document) . '</body>');
        $sent = [];
        foreach ((new \DOMXPath($page))->query('//input[@name] | //select[@name]') as $field) {
            $name = $field->getAttribute('name');
            self::assertArrayNotHasKey($name, $sent, 'a name that stands there twice');
            if ($field->nodeName === 'select') {
                $chosen = (new \DOMXPath($page))->query('./option[@selected]', $field)->item(0) ?? (new \DOMXPath($page))->query('./option', $field)->item(0);
                $sent[$name] = $chosen->getAttribute('value');
            } elseif ($field->getAttribute('type') !== 'checkbox' || $field->hasAttribute('checked')) {
                $sent[$name] = $field->getAttribute('value');
            }
        }
        foreach ($typed as $path => $value) {
            $sent[PolicyForm::name($path)] = $value;
        }

        return PolicyForm::applied($document, static fn (string $name): ?string => $sent[$name] ?? null, self::CURRENCIES);
    }
}
