<?php

/** Everything the admin page can change: a closed list, each one a call to the desk. The token was checked before. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use Makegood\Desk\Desk;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Ledger\Assignments;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Sources;
use Makegood\Panel\UnknownZone;
use WHMCS\Module\Addon\Makegood\Html;

final class Actions
{
    public const DOCUMENT_BYTES = 65_536;

    private const KNOWN = [
        'acceptOutage', 'addMaintenance', 'addSource', 'assignPolicy', 'decideCase', 'enableSource', 'mapTarget', 'putPolicy', 'rotateSource',
        'trustSource', 'withdrawMaintenance',
    ];

    private readonly Desk $desk;

    public function __construct(private readonly Context $context)
    {
        $this->desk = $context->app->desk();
    }

    /** A form for an action that does not exist is a mistake of ours, found while the page is made. */
    public static function known(string $action): void
    {
        if (!in_array($action, self::KNOWN, true)) {
            throw new \LogicException('unknown action ' . $action);
        }
    }

    /**
     * @return string HTML that says what was done
     *
     * @throws InvalidInput with a sentence for the administrator when nothing was done
     */
    public function perform(Input $input): string
    {
        $action = $input->word('do', self::KNOWN);
        try {
            return $this->{$action}($input);
        } catch (CoreRefused $refused) {
            throw new InvalidInput(trim($refused->summary() . ' ' . $refused->help));
        } catch (UnableToDo | DoesNotFit | UnknownZone $unable) {
            throw new InvalidInput(ucfirst($unable->getMessage()));
        } catch (EngineUnavailable | EngineFailure $engine) {
            throw new InvalidInput('The engine cannot be used, so nothing was changed: ' . $engine->getMessage());
        }
    }

    private function addSource(Input $input): string
    {
        $vendor = $input->word('vendor', Sources::VENDORS);
        $source = $this->desk->addSource($vendor, $input->text('name'), $input->text('group', Fits::ID), $this->context->actor);

        return '<p>The source was added. Give your monitor this address; it is shown this once:</p>'
            . $this->address($source['id'], $source['secret']);
    }

    private function rotateSource(Input $input): string
    {
        $id = (string) $input->id('source');
        $secret = $this->desk->rotateSecret($id, $this->context->actor);

        return '<p>The old address has stopped working. The new one, shown this once:</p>' . $this->address($id, $secret);
    }

    private function enableSource(Input $input): string
    {
        $enabled = $input->word('enabled', ['0', '1']) === '1';
        $this->desk->enableSource((string) $input->id('source'), $enabled, $this->context->actor);

        return '<p>The source is ' . ($enabled ? 'enabled' : 'disabled') . '.</p>';
    }

    private function trustSource(Input $input): string
    {
        $trusted = $input->word('trusted', ['0', '1']) === '1';
        $this->desk->trustSource((string) $input->id('source'), $trusted, $this->context->actor);

        return '<p>The source ' . ($trusted ? 'may now confirm outages alone where it is the only one' : 'is not trusted alone any more') . '.</p>';
    }

    private function mapTarget(Input $input): string
    {
        $subject = $this->subject($input, ['']);
        $this->desk->mapTarget((string) $input->id('target'), $subject === '' ? null : $subject, $this->context->actor);

        return '<p>The target is mapped to ' . Html::e($this->context->directory->subject($subject === '' ? null : $subject)) . '.</p>';
    }

    private function addMaintenance(Input $input): string
    {
        $subject = $this->subject($input, ['*']);
        [$from, $to, $announced] = [$input->localMs('from'), $input->localMs('to'), $input->localMs('announced')];
        if ($from === null || $to === null || $announced === null) {
            throw new InvalidInput('From, to and announced are all needed.');
        }
        $this->desk->addMaintenance($subject, $from, $to, $announced, $input->text('title'), $this->context->actor);

        return '<p>The window was written down.</p>';
    }

    private function withdrawMaintenance(Input $input): string
    {
        $this->desk->withdrawMaintenance((string) $input->id('window'), $this->context->actor);

        return '<p>The window was withdrawn.</p>';
    }

    private function acceptOutage(Input $input): string
    {
        $seen = [$input->id('from'), $input->id('to')];
        $this->desk->acceptOutageByHand((string) $input->id('outage'), $this->context->actor, $this->note($input), $seen);

        return '<p>The outage was accepted; the next run counts it.</p>';
    }

    private function decideCase(Input $input): string
    {
        $id = (string) $input->id('case');
        if ($input->word('decision', ['accept', 'refuse']) === 'accept') {
            $this->desk->acceptCase($id, $this->context->actor, $this->note($input));

            return '<p>Case ' . Html::e($id) . ' was accepted; the next run goes on with it.</p>';
        }
        $this->desk->refuseCase($id, $this->context->actor, $this->note($input));

        return '<p>Case ' . Html::e($id) . ' was refused.</p>';
    }

    private function putPolicy(Input $input): string
    {
        $hash = $this->desk->putPolicy($input->document('document', self::DOCUMENT_BYTES), $this->context->actor);

        return '<p>The version is stored: <code>' . Html::e($hash) . '</code>. Assign it to put it in force.</p>';
    }

    private function assignPolicy(Input $input): string
    {
        $hash = $input->text('policy');
        $document = $this->context->ledger->policies->document($hash) ?? throw new InvalidInput('There is no such policy version.');
        $scope = $input->text('service') === '' ? Assignments::SCOPES[0] : Assignments::SCOPES[1];
        $id = $input->id($scope);
        if (!$this->context->directory->hasScope($scope, $id)) {
            throw new InvalidInput('There is no ' . $scope . ' ' . $id . '.');
        }
        $this->desk->assign($scope, (string) $id, $hash, self::dayMs($input, $document), $this->context->actor);

        return '<p>The policy is assigned to ' . Html::e($scope . ' ' . $id) . '.</p>';
    }

    /** The start of a day in the policy's own time zone: its periods begin there, too. */
    private static function dayMs(Input $input, string $document): int
    {
        $zone = json_decode($document, true)['zone'] ?? 'UTC';
        try {
            $day = \DateTimeImmutable::createFromFormat('!Y-m-d', $input->text('from'), new \DateTimeZone(is_string($zone) ? $zone : 'UTC'));
        } catch (\Exception) {
            throw new InvalidInput('PHP does not know the policy\'s time zone.');
        }
        if ($day === false || $day->format('Y-m-d') !== $input->text('from')) {
            throw new InvalidInput('"from" must be a date like 2026-03-01.');
        }

        return $day->getTimestamp() * 1000;
    }

    /**
     * A server from the list, or a service by its number, which goes first.
     *
     * @param list<string> $others what else the list may hold
     */
    private function subject(Input $input, array $others): string
    {
        $subject = $input->text('service') === '' ? $input->text('subject') : 'service:' . $input->id('service');
        if (!in_array($subject, $others, true) && !$this->context->directory->has($subject)) {
            throw new InvalidInput('There is no such server or service.');
        }

        return $subject;
    }

    private function note(Input $input): ?string
    {
        $note = $input->text('note', Fits::NOTE);

        return $note === '' ? null : $note;
    }

    private function address(string $sourceId, string $secret): string
    {
        return '<p><code class="mg-webhook">' . Html::e(WebhookAddress::of($sourceId, $secret)) . '</code></p>';
    }
}
