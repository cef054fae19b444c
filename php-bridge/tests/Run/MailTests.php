<?php

/** What a case says to somebody goes out by e-mail once, after the run, and never where it should not. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Instant;
use Makegood\Pages\Refund\Mailing;
use Makegood\Panel\MailRefused;
use Makegood\Run\MailSettings;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\InMemorySite;
use Makegood\Tests\Support\RefundWorld;

abstract class MailTests extends DatabaseTestCase
{
    protected RefundWorld $shop;
    protected InMemorySite $site;

    protected function setUp(): void
    {
        $this->shop = new RefundWorld($this->connect(), $this->temporaryDirectory());
        $this->site = new InMemorySite($this->shop->world, __DIR__);
        $this->shop->policy();
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        unset($this->shop, $this->site);
    }

    private function begun(): string
    {
        $case = $this->shop->asked();
        $this->shop->world->run();

        return $case;
    }

    private function send(): int
    {
        return (new Mailing($this->site))->send();
    }

    /** @return list<string> `side desk key state failure` */
    private function messages(string $case): array
    {
        return array_map(
            static fn (array $row): string => rtrim(implode(' ', [$row['side'], $row['role'] ?? $row['team'] ?? '-', $row['message'], $row['state'], (string) $row['failure']])),
            $this->shop->world->ledger->messages->ofCase($case),
        );
    }

    public function testEachSideIsToldOnceWithTheAmountAndTheLink(): void
    {
        $case = $this->begun();
        self::assertSame([], $this->shop->panel->mails, 'recorded first, sent afterwards');
        self::assertSame(2, $this->send());
        $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
        $this->shop->world->run();
        $this->send();
        self::assertSame(['client:5', 'everybody', 'client:5', 'client:5', 'client:5'], array_column($this->shop->panel->mails, 0));
        [$to, $subject, $body] = $this->shop->panel->mails[2];
        self::assertSame(["client:5", "Your refund request $case"], [$to, $subject]);
        self::assertStringContainsString("264.00 EUR come back.", strtr($body, ['264.00 USD' => '264.00 EUR']));
        self::assertStringContainsString("https://billing.example.com/makegood?refund=$case\n", $body);
        self::assertStringContainsString("https://billing.example.com/admin/makegood?tab=refunds&case=$case\n", $this->shop->panel->mails[1][2]);
        self::assertStringContainsString('It waits for a decision, which is due by 2026-04-', $this->shop->panel->mails[1][2]);
        self::assertSame([
            'client - refundReceived sent', 'staff billing staffReview sent', 'client - refundApproved sent', 'client - serviceEnded sent', 'client - refundPaid sent',
        ], $this->messages($case));
        self::assertSame(0, $this->send());
        self::assertCount(5, $this->shop->panel->mails);
    }

    public function testAnEscalationIsToldToTheRoleAndToWhomTheSettingSays(): void
    {
        MailSettings::put($this->shop->world->ledger, MailSettings::SIDES, ['lead' => 'money', 'owner' => 'nobody']);
        $case = $this->begun();
        foreach (['2026-04-30T12:00:00Z', '2026-05-30T12:00:00Z'] as $late) {
            $this->shop->world->run($late);
            $this->send();
        }
        $staff = array_values(array_filter($this->shop->panel->mails, static fn (array $mail): bool => !str_starts_with($mail[0], 'client:')));
        self::assertSame(['money', 'everybody'], array_column($staff, 0), 'what the panel does not know is its first');
        self::assertStringContainsString('The answer was due, for the 1. time.', $staff[0][2]);
        self::assertContains('staff lead staffEscalated sent', $this->messages($case));
        self::assertContains('staff owner staffEscalated sent', $this->messages($case));
    }

    public function testADeathAfterTheClaimIsShownAndNeverSentAgain(): void
    {
        $case = $this->begun();
        foreach (['mail.claimed' => 0, 'mail.handed' => 1] as $point => $sent) {
            Probe::install(static function (string $name) use ($point): void {
                if ($name === $point) {
                    throw new \RuntimeException('killed');
                }
            });
            try {
                $this->send();
                self::fail($point);
            } catch (\RuntimeException $death) {
                self::assertSame('killed', $death->getMessage());
            }
            Probe::install(null);
            self::assertCount($sent, $this->shop->panel->mails);
        }
        self::assertSame(0, $this->send());
        self::assertSame(['client - refundReceived sending', 'staff billing staffReview sending'], $this->messages($case));
        self::assertCount(1, $this->shop->panel->mails);
    }

    public function testWhatThePanelRefusesIsTriedThreeTimesAndThenSaid(): void
    {
        $case = $this->begun();
        $this->shop->panel->beforeMail = static fn () => throw new MailRefused('Email Template is disabled');
        $this->send();
        self::assertSame('client - refundReceived pending Email Template is disabled', $this->messages($case)[0]);
        $this->send();
        $this->send();
        self::assertSame('client - refundReceived failed Email Template is disabled', $this->messages($case)[0]);
        $this->shop->panel->beforeMail = null;
        self::assertSame([0, []], [$this->send(), $this->shop->panel->mails]);
    }

    public function testAFailureThatSaysNothingIsNotSentAgain(): void
    {
        $case = $this->begun();
        $this->shop->panel->beforeMail = static fn () => throw new \RuntimeException('SMTP timeout');
        $this->send();
        $this->shop->panel->beforeMail = null;
        self::assertSame(0, $this->send());
        self::assertSame('client - refundReceived sending', $this->messages($case)[0]);
        self::assertStringNotContainsString('SMTP', implode($this->shop->panel->logged), 'a mail server may quote what it was sent');
    }

    public function testDryRunWritesAndSendsNothing(): void
    {
        $case = $this->shop->asked();
        $this->shop->world->desk->goDry(RefundWorld::STAFF);
        $this->shop->world->run();
        self::assertSame([0, []], [$this->send(), $this->messages($case)]);

        Mode::live($this->shop->world->ledger, null);
        $this->shop->desk->act($case, 'ask', RefundWorld::STAFF, null, 'why?', null, ['explanation']);
        Mode::dry($this->shop->world->ledger);
        self::assertSame([0, ['client - refundNeeds pending']], [$this->send(), $this->messages($case)]);
    }

    public function testASideThatIsSwitchedOffIsNotTold(): void
    {
        $ledger = $this->shop->world->ledger;
        MailSettings::put($ledger, ['staff'], []);
        $case = $this->begun();
        self::assertSame(['staff billing staffReview pending'], $this->messages($case));
        MailSettings::put($ledger, [], []);
        $this->send();
        self::assertSame([['staff billing staffReview failed e-mails are switched off'], []], [$this->messages($case), $this->shop->panel->mails]);
    }

    public function testTheModulesOwnSettingLetsNothingOut(): void
    {
        $case = $this->begun();
        self::assertSame(0, (new Mailing($this->site, false))->send());
        self::assertSame('client - refundReceived failed e-mails are switched off', $this->messages($case)[0]);
    }

    public function testWhatCouldNotGoOutForTwoDaysStays(): void
    {
        $case = $this->begun();
        $this->shop->world->clock(Instant::iso($this->shop->panel->now() + 2 * Instant::DAY_MS + 1));
        $this->send();
        self::assertSame([], $this->shop->panel->mails);
        self::assertStringStartsWith('client - refundReceived failed it could not go out', $this->messages($case)[0]);
    }

    public function testAStepThatIsNotCommittedTellsNobody(): void
    {
        $case = $this->begun();
        $count = count($this->messages($case));
        Probe::install(static function (string $name): void {
            if ($name === 'payout.step') {
                throw new \RuntimeException('killed');
            }
        });
        try {
            $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
            self::fail('killed');
        } catch (\RuntimeException) {
        }
        self::assertCount($count, $this->messages($case));
    }
}
