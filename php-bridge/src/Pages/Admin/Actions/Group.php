<?php

/** What the actions share. Each public method of a group is an action of the closed list: it takes the form, answers HTML. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\Desk;
use Makegood\Ledger\Fits;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Input;

abstract class Group
{
    protected readonly Desk $desk;

    protected readonly string $by;

    public function __construct(protected readonly Context $context)
    {
        $this->desk = $context->site->desk();
        $this->by = $context->actor;
    }

    protected static function note(Input $input): ?string
    {
        $note = $input->text('note', Fits::NOTE);

        return $note === '' ? null : $note;
    }
}
