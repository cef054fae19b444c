<?php

/** A person's word: on an outage that too few monitors saw, and on what waits in review. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Pages\Admin\Input;
use Makegood\Pages\Html;

final class Decisions extends Group
{
    /** The interval goes along: what is accepted is what the person saw. */
    public function acceptOutage(Input $input): string
    {
        $seen = [$input->id('from'), $input->id('to')];
        $this->desk->acceptOutageByHand((string) $input->id('outage'), $this->by, self::note($input), $seen);

        return '<p>The outage was accepted; the next run counts it.</p>';
    }

    public function decideCase(Input $input): string
    {
        $id = (string) $input->id('case');
        if ($input->word('decision', ['accept', 'refuse']) === 'accept') {
            $this->desk->acceptCase($id, $this->by, self::note($input));

            return '<p>Case ' . Html::e($id) . ' was accepted; the next run goes on with it.</p>';
        }
        $this->desk->refuseCase($id, $this->by, self::note($input));

        return '<p>Case ' . Html::e($id) . ' was refused.</p>';
    }
}
