<?php

/** The fire drill without scripts: an outage that never was, played through the real path on a ledger in memory. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\Drill;
use Makegood\Pages\Admin\DrillLog;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Parts\DrillStory;
use Makegood\Pages\Names;

final class Rehearsal extends Group
{
    public function drill(Input $input): string
    {
        $service = (string) $input->id('service');
        if (!$this->context->directory->has('service:' . $service)) {
            throw new InvalidInput('There is no service ' . $service . '.');
        }
        $length = (int) $input->word('length', array_map('strval', Drill::LENGTHS_MS));
        $drill = new Drill($this->context->site->panel(), $this->context->site->engine(), $this->context->ledger, new Names($this->context->directory, $this->context->ledger));

        $story = $drill->play($service, $length);
        DrillLog::played($this->context->ledger, $service, $length, $this->by, $this->context->site->panel()->now());

        return (new DrillStory($this->context))->html($story);
    }
}
