<?php

/** The safety catch: dry run and live, lines that are held, limits of a run, the installation that may post. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Html;

final class Outgoing extends Group
{
    /** Limits that stand in the same form are set first: the first run is judged by them. */
    public function goLive(Input $input): string
    {
        $month = $input->month('from');
        $input->names('limit-') !== [] && $this->setLimits($input);
        $this->desk->goLive($month, $this->by);

        return '<p>' . Html::e('Makegood is live: ' . $month . ' is the first month that is decided and credited.') . '</p>';
    }

    public function goDry(Input $input): string
    {
        $this->desk->goDry($this->by);

        return '<p>Dry run: everything is computed, nothing is decided or credited.</p>';
    }

    public function holdLine(Input $input): string
    {
        $service = (string) $input->id('service');
        $this->desk->holdLine($service, $input->line('period'), $this->by, self::note($input));

        return '<p>' . Html::e('The credit of service ' . $service . ' for ' . $input->line('period') . ' is held: it is not posted before you release it.') . '</p>';
    }

    public function releaseLine(Input $input): string
    {
        $service = (string) $input->id('service');
        $this->desk->releaseLine($service, $input->line('period'), $this->by);

        return '<p>' . Html::e('The credit of service ' . $service . ' for ' . $input->line('period') . ' is released; it goes out when it is due.') . '</p>';
    }

    public function setLimits(Input $input): string
    {
        $clients = $input->text('limit-clients');
        if ($clients !== '' && preg_match('/^(0|[1-9]\d{0,8})$/D', $clients) !== 1) {
            throw new InvalidInput('The number of clients must be a whole number, or empty.');
        }
        $amounts = [];
        foreach ($this->context->site->catalogue()->currencies() as $code) {
            $amount = $input->decimal('limit-' . $code);
            $amount === null || $amounts[$code] = $amount;
        }
        $this->desk->setLimits($clients === '' ? null : (int) $clients, $amounts, $this->by);

        return '<p>The limits are saved' . ($clients === '' && $amounts === [] ? ': there are none' : '') . '.</p>';
    }

    public function confirmInstallation(Input $input): string
    {
        $this->desk->confirmInstallation($this->by);

        return '<p>The new address is written down; posting goes on with the next run.</p>';
    }
}
