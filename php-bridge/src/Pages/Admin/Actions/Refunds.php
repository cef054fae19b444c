<?php

/** What staff do with a refund's case: each is one action of the core, refused by it where the case or the role does not allow it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\RefundAsking;
use Makegood\Desk\RefundRoles;
use Makegood\Ledger\Fits;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Parts\RefundActions;
use Makegood\Pages\Refund\Access;

final class Refunds extends Group
{
    public function actRefund(Input $input): string
    {
        $action = $input->word('action', array_keys(RefundActions::CHOICES));
        $fields = array_values(array_filter(RefundActions::FIELDS, static fn (string $word): bool => $input->isTicked('field-' . $word)));
        if ($action === 'ask' && $fields === []) {
            throw new InvalidInput('Tick what is needed.');
        }
        $failure = $action === 'fail' ? $input->word('failure', RefundActions::FAILURES) : null;
        $amount = $action === 'adjust' ? $input->decimal('amount') ?? throw new InvalidInput('"amount" is needed.') : null;
        Access::desk($this->context->site)->act((string) $input->id('case'), $action, $this->by, (new RefundRoles($this->context->ledger))->of($this->by), self::note($input), $amount, $action === 'ask' ? $fields : null, $failure);

        return '<p>Done. What follows stands below.</p>';
    }

    public function addRefundFact(Input $input): string
    {
        $note = self::note($input) ?? throw new InvalidInput('A note is needed: whoever decides reads it.');
        Access::desk($this->context->site)->addFact((string) $input->id('case'), $input->word('fact', RefundActions::FACTS), $note, $this->by);

        return '<p>It was written down and counts from the next quote on.</p>';
    }

    public function dropRefundFact(Input $input): string
    {
        Access::desk($this->context->site)->dropFact((string) $input->id('case'), $input->word('fact', [...RefundActions::FACTS, ...RefundAsking::CLIENT_FACTS]), $this->by);

        return '<p>It was taken back, and the refund computed again.</p>';
    }

    public function doneRefund(Input $input): string
    {
        $reference = $input->text('reference', Fits::NOTE);
        if ($reference === '') {
            throw new InvalidInput('The reference is needed: it is the proof that it was done.');
        }
        Access::desk($this->context->site)->done((string) $input->id('payout'), $reference, $this->by);

        return '<p>It is marked as paid.</p>';
    }

    public function setRefundRole(Input $input): string
    {
        (new RefundRoles($this->context->ledger))->set('admin:' . $input->id('admin'), $input->word('role', RefundRoles::WORDS), $this->by, $this->context->site->panel()->now());

        return '<p>The role is set.</p>';
    }
}
