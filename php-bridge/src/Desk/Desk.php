<?php

/** What people do: sources and mapping, maintenance, policies. Each action leaves an event with who did it. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\SecretCheck;
use Makegood\Intake\Signatures;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Maintenance;
use Makegood\Panel\Panel;
use Makegood\Run\Settings;

final class Desk
{
    /** Settings and secrets of monitors, mappings, what is entered by hand. */
    public readonly MonitorDesk $monitors;
    /** Credits that have to be asked for. */
    public readonly ClaimDesk $claims;
    /** Excused time, flags, details of outages, prolongations. */
    public readonly TermsDesk $terms;
    /** Money back: quotes, requests, decisions. */
    public readonly RefundDesk $refunds;
    public readonly ReversalDesk $reversals;
    private readonly Decisions $decisions;
    private readonly PolicyDesk $policyDesk;
    private readonly SafetyDesk $safetyDesk;
    private readonly Views $views;

    public function __construct(
        private readonly Panel $panel,
        Engine $engine,
        private readonly Ledger $ledger,
        private readonly Settings $settings,
    ) {
        $this->monitors = new MonitorDesk($panel, $engine, $ledger, $settings);
        $this->claims = new ClaimDesk($panel, $ledger);
        $this->terms = new TermsDesk($panel, $ledger);
        $this->refunds = new RefundDesk($panel, $engine, $ledger);
        $this->reversals = new ReversalDesk($panel, $engine, $ledger);
        $this->decisions = new Decisions($panel, $engine, $ledger);
        $this->policyDesk = new PolicyDesk($panel, $engine, $ledger);
        $this->safetyDesk = new SafetyDesk($panel, $engine, $ledger);
        $this->views = new Views($panel, $ledger, $settings);
    }

    /** @throws UnableToDo|\Makegood\Engine\CoreRefused when it was decided before */
    public function acceptCase(string $caseId, string $by, ?string $note = null): void
    {
        $this->decisions->decide($caseId, 'accept', $by, $note);
    }

    /** @throws UnableToDo|\Makegood\Engine\CoreRefused when it was decided before */
    public function refuseCase(string $caseId, string $by, ?string $note = null): void
    {
        $this->decisions->decide($caseId, 'refuse', $by, $note);
    }

    /**
     * Accepts an outage that too few monitors saw.
     *
     * @param array{int, int}|null $seenMs from and to as the person saw them: when the evidence has changed since, nothing is accepted
     * @throws UnableToDo|\Makegood\Engine\CoreRefused
     */
    public function acceptOutageByHand(string $outageId, string $by, ?string $note = null, ?array $seenMs = null): void
    {
        $this->decisions->acceptOutage($outageId, $by, $note, $seenMs);
    }

    /**
     * @param string $vendor one of MonitorKinds::addable()
     * @param string $group  independence: sources of one group have one vote together; '' takes the vendor's name
     * @return array{id: string, secret: string} the secret is shown this once and not kept
     */
    public function addSource(string $vendor, string $name, string $group, string $by): array
    {
        if (!in_array($vendor, MonitorKinds::addable(), true)) {
            throw new UnableToDo('This kind of monitor is not known.');
        }
        $group = trim($group) === '' ? $vendor : trim($group);
        if (trim($name) === '' || preg_match('/[\x00-\x1f\x7f]/', $name . $group) || !preg_match('//u', $name . $group)) {
            throw new UnableToDo('A source needs a name of plain text.');
        }
        $signsByItself = SecretDesk::signingOf($vendor) === Signatures::SNS;
        if ($signsByItself) {
            SecretDesk::checkSns('');
        }
        $secret = SecretCheck::newSecret();
        $id = $this->ledger->sources->add($vendor, trim($name), $group, SecretCheck::digest($secret), $this->panel->now());
        $this->sourceChanged('source.added', $id, $by);
        if ($signsByItself) {
            // Without it the subscription would never be confirmed.
            $this->monitors->secrets->sign($id, '', $by);
        }
        return ['id' => $id, 'secret' => $secret];
    }

    /** @return string the new secret; the old one ends now */
    public function rotateSecret(string $sourceId, string $by): string
    {
        $this->source($sourceId);
        $secret = SecretCheck::newSecret();
        $this->ledger->sources->rotate($sourceId, SecretCheck::digest($secret), $this->panel->now());
        $this->sourceChanged('source.rotated', $sourceId, $by);
        return $secret;
    }

    /** A source that is not enabled is still heard and stored; it does not vote. */
    public function enableSource(string $sourceId, bool $enabled, string $by): void
    {
        $this->source($sourceId);
        $this->ledger->sources->setEnabled($sourceId, $enabled);
        $this->sourceChanged($enabled ? 'source.enabled' : 'source.disabled', $sourceId, $by);
    }

    /** A trusted source may confirm alone where it is the only one. */
    public function trustSource(string $sourceId, bool $trusted, string $by): void
    {
        $this->source($sourceId);
        $this->ledger->sources->setTrusted($sourceId, $trusted);
        $this->sourceChanged($trusted ? 'source.trusted' : 'source.untrusted', $sourceId, $by);
    }

    /** @param ?string $subject `server:<id>` or `service:<id>`; null takes the mapping away */
    public function mapTarget(string $targetId, ?string $subject, string $by): void
    {
        if ($this->ledger->targets->byId($targetId) === null) {
            throw new UnableToDo('There is no such target.');
        }
        $subject = $subject === null ? null : self::subject($subject, false);
        $this->ledger->targets->map($targetId, $subject);
        $this->event('target.mapped', $targetId, $by, ['subject' => (string) $subject]);
    }

    /**
     * @param string $subject      `server:<id>`, `service:<id>` or `*`
     * @param int    $announcedAtMs when clients were told
     * @return string the window's id
     */
    public function addMaintenance(string $subject, int $fromMs, int $toMs, int $announcedAtMs, string $title, string $by): string
    {
        if ($toMs <= $fromMs) {
            throw new UnableToDo('The maintenance must end after it begins.');
        }
        if ($announcedAtMs > $this->panel->now()) {
            throw new UnableToDo('The announcement cannot lie in the future.');
        }
        $id = $this->ledger->maintenance->add(Maintenance::MANUAL, null, self::subject($subject, true), $fromMs, $toMs, $announcedAtMs, $title);
        $this->event('maintenance.added', $id, $by, ['subject' => $subject]);
        return $id;
    }

    public function withdrawMaintenance(string $id, string $by): void
    {
        if (!$this->ledger->maintenance->withdraw($id, $this->panel->now())) {
            throw new UnableToDo('There is no such maintenance in force.');
        }
        $this->event('maintenance.withdrawn', $id, $by, []);
    }

    /** @return string the version's hash @throws \Makegood\Engine\CoreRefused the core's own word on what is wrong */
    public function putPolicy(string $document, string $by): string
    {
        return $this->policyDesk->put($document, $by);
    }

    /** @param string $scope `product` or `service` */
    public function assign(string $scope, string $scopeId, string $policyHash, int $fromMs, string $by): void
    {
        $this->policyDesk->assign($scope, $scopeId, $policyHash, $fromMs, $by);
    }

    /**
     * From now on what is final is recorded and posted, for months from this one on.
     *
     * @param string $fromPeriod `2026-04`, not more than 12 months back
     * @throws UnableToDo
     */
    public function goLive(string $fromPeriod, string $by): void
    {
        $this->safetyDesk->goLive($fromPeriod, $by);
    }

    /** Nothing is recorded or posted any more, also nothing that was decided before. */
    public function goDry(string $by): void
    {
        $this->safetyDesk->goDry($by);
    }

    /** The panel has moved to the address that it has now. @throws UnableToDo */
    public function confirmInstallation(string $by): void
    {
        $this->safetyDesk->confirmInstallation($by);
    }

    /** @param string $word of PrepaidRule::WORDS: where credit goes of clients whose next invoice the panel pays from the balance */
    public function setBalance(string $word, string $by): void
    {
        $this->safetyDesk->setBalance($word, $by);
    }

    /**
     * What goes out in 24 hours without a person's word at most.
     *
     * @param ?int $clients null: any number
     * @param array<string, string> $amounts currency => amount; a currency that is not there has no limit
     * @throws \Makegood\Engine\CoreRefused the core's own word on what is wrong
     */
    public function setLimits(?int $clients, array $amounts, string $by): void
    {
        $this->safetyDesk->setLimits($clients, $amounts, $by);
    }

    /** Keeps a line from being posted, also before it is decided. @throws UnableToDo when it went out already, or is held */
    public function holdLine(string $serviceId, string $period, string $by, ?string $note = null): void
    {
        $this->safetyDesk->hold($serviceId, $period, $by, $note);
    }

    /** The next run posts it, if it is decided. @throws UnableToDo when it is not held */
    public function releaseLine(string $serviceId, string $period, string $by): void
    {
        $this->safetyDesk->release($serviceId, $period, $by);
    }

    /** @return list<array<string, mixed>> see Views::creditsOfClient */
    public function creditsOfClient(string $clientId): array
    {
        return $this->views->creditsOfClient($clientId);
    }

    /** @return array<string, int> see Views::totals */
    public function totals(): array
    {
        return $this->views->totals();
    }

    /** @return array<string, mixed> see Views::health */
    public function health(): array
    {
        return $this->views->health();
    }

    private function source(string $id): void
    {
        if ($this->ledger->sources->byId($id) === null) {
            throw new UnableToDo('There is no such source.');
        }
    }

    private function sourceChanged(string $event, string $id, string $by): void
    {
        $this->event($event, $id, $by, []);
        if ($this->settings->dataDir !== null) {
            DataDirectory::at($this->settings->dataDir)?->mirror()->write($this->ledger->sources->callers());
        }
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, string $by, array $data): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }

    public static function isSubject(string $subject): bool
    {
        return preg_match('/^(server|service):[\x21-\x7e]{1,180}$/D', $subject) === 1;
    }

    private static function subject(string $subject, bool $all): string
    {
        if (self::isSubject($subject) || ($all && $subject === '*')) {
            return $subject;
        }
        throw new UnableToDo('A subject is server:<id> or service:<id>.');
    }
}
