<?php

/** What people know beside monitors and bills: claims, excused time, flags, details of outages, services that were prolonged. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Ledger\Excuses;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Flags;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Run\ClaimRule;

final class Exceptions extends Group
{
    public function enterClaim(Input $input): string
    {
        $this->desk->claims->enter((string) $input->id('service'), $input->month('period'), self::at($input, 'at'), self::note($input), $this->by);

        return '<p>The claim was written down. Whether it came in time the next run decides.</p>';
    }

    public function setClaimRule(Input $input): string
    {
        $this->desk->claims->setRule($input->word('rule', ClaimRule::WORDS), $this->by);

        return '<p>Saved. Claims that wait already are yours to decide.</p>';
    }

    public function withdrawClaim(Input $input): string
    {
        $this->desk->claims->withdraw((string) $input->id('claim'), $this->by);

        return '<p>The claim was taken back; the next run decides its month again.</p>';
    }

    public function addExcuse(Input $input): string
    {
        $this->desk->terms->excuse((string) $input->id('service'), $input->word('kind', Excuses::KINDS), self::at($input, 'from'), self::at($input, 'to'), self::note($input), $this->by);

        return '<p>The time was written down. Whether it is excused is for the policy to say.</p>';
    }

    public function withdrawExcuse(Input $input): string
    {
        $this->desk->terms->withdrawExcuse((string) $input->id('excuse'), $this->by);

        return '<p>The excuse was taken back; the next run counts again.</p>';
    }

    public function setFlag(Input $input): string
    {
        $this->desk->terms->flag((string) $input->id('service'), $input->word('flag', Flags::WORDS), self::at($input, 'from'), self::note($input), $this->by);

        return '<p>The flag is set, until you lift it.</p>';
    }

    public function liftFlag(Input $input): string
    {
        $isMistake = $input->word('mistake', ['0', '1']) === '1';
        $this->desk->terms->lift((string) $input->id('flag'), $isMistake, $this->by);

        return $isMistake ? '<p>The flag was a mistake: the next run decides its months as if it had never been.</p>' : '<p>The flag is lifted from now on.</p>';
    }

    public function setOutageDetail(Input $input): string
    {
        $id = (string) $input->id('outage');
        $texts = array_map(static fn (string $text): ?string => $text === '' ? null : $text, [$input->text('component', Fits::TARGET), $input->text('affected', Fits::AMOUNT)]);
        $this->desk->terms->describeOutage($id, $texts[0], $texts[1], $input->localMs('reported'), $this->by);

        return '<p>The details were saved; the next run counts with them.</p>';
    }

    public function doneExtension(Input $input): string
    {
        $this->desk->terms->prolonged((string) $input->id('extension'), self::note($input), $this->by);

        return '<p>It is marked as done.</p>';
    }

    private static function at(Input $input, string $name): int
    {
        return $input->localMs($name) ?? throw new InvalidInput('"' . $name . '" is needed: a time like 2026-03-14 02:00.');
    }
}
