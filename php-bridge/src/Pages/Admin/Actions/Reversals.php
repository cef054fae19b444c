<?php

/** What staff say about payments that a bank or a gateway took back. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Run\Reversing;

final class Reversals extends Group
{
    private const SAID = [
        'asked' => 'It stands under Review now.', 'accepted' => 'What is unspent goes back with the next run.',
        'nothing' => 'No credit was given for that payment, or none of it is left: nothing is to be done.', 'off' => 'It was noted. Taking credit back is switched off.',
    ];

    public function decideReversal(Input $input): string
    {
        $id = (string) $input->id('reversal');
        $desk = $this->context->site->desk()->reversals;
        if ($input->word('decision', ['accept', 'refuse']) === 'accept') {
            $desk->accept($id, $this->by, self::note($input));

            return '<p>What is unspent goes back with the next run.</p>';
        }
        $desk->refuse($id, $this->by, self::note($input));

        return '<p>The credit stays on the account.</p>';
    }

    public function enterReversal(Input $input): string
    {
        $amount = $input->decimal('amount') ?? throw new InvalidInput('"amount" is needed.');
        $state = $this->context->site->desk()->reversals->enter((string) $input->id('invoice'), $amount, $this->by);

        return '<p>' . self::SAID[$state] . '</p>';
    }

    public function setTakeBack(Input $input): string
    {
        $this->context->site->desk()->reversals->set($input->word('setting', Reversing::SETTINGS), $this->by);

        return '<p>The setting is stored. It counts for payments that are reversed from now on.</p>';
    }
}
