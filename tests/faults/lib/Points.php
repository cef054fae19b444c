<?php

/** The named instants at which a cron can be killed, and what may happen there. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Points
{
    /** In the order in which one run meets them; `intake.stored` belongs to the webhook and is killed by IntakeCase. */
    public const CRON = [
        'drain.normalized', 'drain.observed', 'confirm.outages', 'confirm.case', 'settle.computed', 'record.begin', 'record.entry',
        'record.committed', 'claim.before', 'claim.committed', 'post.before', 'addcredit.between', 'post.returned', 'mark.before',
        'mark.committed', 'run.end',
    ];

    /** From the claim to the mark: where a second credit could be born. */
    public const MONEY = ['claim.before', 'claim.committed', 'post.before', 'addcredit.between', 'post.returned', 'mark.before', 'mark.committed'];

    /** Between the first write of AddCredit and the mark: a person may have to look at a posting that was cut off here. */
    public const MAY_PARK = ['addcredit.between', 'post.returned', 'mark.before'];

    /** Around held runs: met only where limits are set; the last one by a person's process. */
    public const HELD = ['held.before', 'held.marked', 'held.committed', 'case.decided'];

    /** Where a cron dies before a person goes to dry run. */
    public const BEFORE_DRY = ['record.entry', 'record.committed', 'claim.committed', 'addcredit.between', 'post.returned', 'mark.before'];

    public const ORDERS = ['log-first', 'balance-first'];
}
