<?php

/** What is set once for all refunds; only owners do, once there is one. The core and the desk judge what was typed. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\RefundRoles;
use Makegood\Desk\RefundSettings as Settings;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Parts\RefundSettings as Part;
use Makegood\Pages\Refund\Access;
use Makegood\Panel\Mail;
use Makegood\Run\LineKinds;
use Makegood\Run\MailSettings;

final class RefundSettings extends Group
{
    public function setOffice(Input $input): string
    {
        $this->owner();
        $holidays = preg_split('/[\s,;]+/', $input->text('holidays', Part::HOLIDAY_BYTES), -1, PREG_SPLIT_NO_EMPTY) ?: [];
        Access::desk($this->context->site)->setOffice([
            'zone' => $input->text('zone'),
            'days' => array_values(array_filter(array_keys(Part::DAYS), static fn (int $day): bool => $input->isTicked('day-' . $day))),
            'from' => $input->text('from'),
            'to' => $input->text('to'),
            'holidays' => array_values(array_unique($holidays)),
        ], $this->by);

        return '<p>The office hours are set. What is due is counted by them from now on.</p>';
    }

    public function setRefundKinds(Input $input): string
    {
        $this->owner();
        self::sent($input, 'kind-');
        $rows = [];
        for ($n = 0; $n < LineKinds::MOST; ++$n) {
            $of = $input->text('of-' . $n, 250);
            $kind = $input->text('kind-' . $n);
            if ($kind !== '') {
                $rows[] = ['of' => $of, 'kind' => $kind];
            }
        }
        Access::desk($this->context->site)->setKinds($rows, $this->by);

        return '<p>It is set. Quotes from now on treat them so.</p>';
    }

    public function setOverage(Input $input): string
    {
        $this->owner();
        $product = (string) $input->id('product');
        if (!$this->context->directory->hasScope('product', (int) $product)) {
            throw new InvalidInput('There is no product ' . $product . '.');
        }
        $tiers = [];
        self::sent($input, array_key_first(Settings::MEASURED) . '-price-');
        foreach (array_keys(Settings::MEASURED) as $id) {
            for ($n = 0; $n < 50; ++$n) {
                $price = $input->text($id . '-price-' . $n);
                $upTo = $input->text($id . '-upTo-' . $n);
                if ($price === '' && $upTo !== '') {
                    throw new InvalidInput('Beside "up to ' . $upTo . '" a price is missing.');
                }
                if ($price !== '') {
                    $tiers[$id][] = ['upTo' => $upTo === '' ? null : $upTo, 'price' => $price];
                }
            }
        }
        Access::desk($this->context->site)->setOverage($product, $input->word('currency', $this->context->site->catalogue()->currencies()), $tiers, $this->by);

        return '<p>The prices are set. Quotes from now on count with them.</p>';
    }

    public function setRefundMails(Input $input): string
    {
        $this->owner();
        $panel = $this->context->site->panel();
        $words = $panel instanceof Mail ? array_map('strval', array_keys($panel->audiences())) : throw new InvalidInput('This panel sends no e-mails.');
        $sides = array_values(array_filter(MailSettings::SIDES, static fn (string $side): bool => $input->word('mail-' . $side, ['on', 'off']) === 'on'));
        $to = [];
        foreach (MailSettings::DESKS as $desk) {
            $to[$desk] = $input->word('mail-to-' . $desk, $words);
        }
        $ledger = $this->context->ledger;
        $ledger->transaction(function () use ($ledger, $sides, $to): void {
            MailSettings::put($ledger, $sides, $to);
            $ledger->events->add('refund.mails', '', ['by' => $this->by, 'sides' => implode(' ', $sides)] + $to, $this->context->site->panel()->now());
        });

        return '<p>Saved.</p>';
    }

    /** A form without its rows takes nothing away. @throws InvalidInput */
    private static function sent(Input $input, string $rows): void
    {
        if ($input->names($rows) === []) {
            throw new InvalidInput('The rows of this form did not arrive, so nothing was changed.');
        }
    }

    /** @throws InvalidInput */
    private function owner(): void
    {
        if (!(new RefundRoles($this->context->ledger))->mayChange($this->by)) {
            throw new InvalidInput('Only an owner changes this. Who is one stands in the list of refunds.');
        }
    }
}
