<?php

/** What the actions share. Each public method of a group is an action of the closed list: it takes the form, answers HTML. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Actions;

use Makegood\Desk\Desk;
use Makegood\Ledger\Fits;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Input;

abstract class Group
{
    protected readonly Desk $desk;

    protected readonly string $by;

    public function __construct(protected readonly Context $context)
    {
        $this->desk = $context->app->desk();
        $this->by = $context->actor;
    }

    protected static function note(Input $input): ?string
    {
        $note = $input->text('note', Fits::NOTE);

        return $note === '' ? null : $note;
    }
}
