<?php

/** Monitors: sources with their secrets, what their targets stand for, announced work. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\MonitorKinds;
use Makegood\Ledger\Fits;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Parts\Monitor;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;

final class Monitors extends Group
{
    public function addSource(Input $input): string
    {
        $vendor = $input->word('vendor', MonitorKinds::addable());
        $source = $this->desk->addSource($vendor, $input->text('name'), $input->text('group', Fits::ID), $this->by);

        return '<p>The monitor was added.</p>' . Monitor::address($this->context, $vendor, $source['id'], $source['secret']);
    }

    public function rotateSource(Input $input): string
    {
        $id = (string) $input->id('source');
        $secret = $this->desk->rotateSecret($id, $this->by);

        return '<p>The old address has stopped working.</p>'
            . Monitor::address($this->context, (string) ($this->context->ledger->sources->byId($id)['vendor'] ?? ''), $id, $secret);
    }

    public function enableSource(Input $input): string
    {
        $enabled = $input->word('enabled', ['0', '1']) === '1';
        $this->desk->enableSource((string) $input->id('source'), $enabled, $this->by);

        return '<p>The monitor is ' . ($enabled ? 'enabled' : 'disabled') . '.</p>';
    }

    public function trustSource(Input $input): string
    {
        $trusted = $input->word('trusted', ['0', '1']) === '1';
        $this->desk->trustSource((string) $input->id('source'), $trusted, $this->by);

        return '<p>The monitor ' . ($trusted ? 'is trusted: it may confirm outages alone where it is the only one' : 'is not trusted alone any more') . '.</p>';
    }

    public function mapTarget(Input $input): string
    {
        $subject = $this->subject($input, 'subject', 'service', ['']);
        $this->desk->mapTarget((string) $input->id('target'), $subject === '' ? null : $subject, $this->by);

        return '<p>The target is mapped to ' . Html::e($this->context->directory->subject($subject === '' ? null : $subject)) . '.</p>';
    }

    /** Several at once: all are looked at before the first is changed. */
    public function mapTargets(Input $input): string
    {
        $known = array_column($this->context->ledger->targets->all(), 'subject', 'id');
        $changes = [];
        foreach ($input->names('subject-') as $name) {
            $id = substr($name, 8);
            if (!array_key_exists($id, $known)) {
                throw new InvalidInput('There is no such target.');
            }
            $subject = $this->subject($input, $name, 'service-' . $id, ['']);
            if ($subject !== (string) $known[$id]) {
                $changes[$id] = $subject === '' ? null : $subject;
            }
        }
        foreach ($changes as $id => $subject) {
            $this->desk->mapTarget((string) $id, $subject, $this->by);
        }

        return '<p>' . ($changes === [] ? 'Nothing was changed.' : Words::count(count($changes), 'target') . ' saved. The next cron run takes it from here.') . '</p>';
    }

    public function addMaintenance(Input $input): string
    {
        $subject = $this->subject($input, 'subject', 'service', ['*']);
        [$from, $to, $announced] = [$input->localMs('from'), $input->localMs('to'), $input->localMs('announced')];
        if ($from === null || $to === null || $announced === null) {
            throw new InvalidInput('From, to and announced are all needed.');
        }
        $this->desk->addMaintenance($subject, $from, $to, $announced, $input->text('title'), $this->by);

        return '<p>The window was written down.</p>';
    }

    public function withdrawMaintenance(Input $input): string
    {
        $this->desk->withdrawMaintenance((string) $input->id('window'), $this->by);

        return '<p>The window was withdrawn.</p>';
    }

    /**
     * A server from the list or the server of a product; a service by its number goes first.
     *
     * @param list<string> $others what else the list may hold
     */
    private function subject(Input $input, string $list, string $service, array $others): string
    {
        $subject = $input->text($service) === '' ? $input->text($list) : 'service:' . $input->id($service);
        if (preg_match('/^product:([1-9]\d{0,9})$/D', $subject, $part) === 1) {
            return $this->context->finder()->subjectOfProduct((int) $part[1]);
        }
        if (!in_array($subject, $others, true) && !$this->context->directory->has($subject)) {
            throw new InvalidInput('There is no such server or service.');
        }

        return $subject;
    }
}
