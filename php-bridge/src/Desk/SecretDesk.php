<?php

/** Secrets of monitors: what signs their messages, what opens their history. Sealed at once, never shown again, never in an event. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Json;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Pull\Vendors;
use Makegood\Run\Sns;
use Makegood\Vault;
use Makegood\VaultClosed;

final class SecretDesk
{
    /** Who can sign, and how. */
    private const SIGNINGS = [
        'checkly' => 'checkly', 'grafana' => 'grafana', 'cloudwatch' => 'sns', 'zabbix' => 'hmac', 'nagios' => 'hmac', 'mapped' => 'hmac',
    ];
    private const LEAST = 16;
    private const MOST = 512;

    /** @param ?string $dataDir where the mirror lies that says who signs */
    public function __construct(private readonly Panel $panel, private readonly Ledger $ledger, private readonly ?Vault $vault, private readonly ?string $dataDir = null)
    {
    }

    /** @return ?string how messages of this vendor can be signed; null: they cannot */
    public static function signingOf(string $vendor): ?string
    {
        return self::SIGNINGS[$vendor] ?? null;
    }

    /** @return ?string why no secret can be kept, a sentence; null: it can */
    public function problem(): ?string
    {
        return $this->vault === null ? 'No secret can be kept: the panel\'s configuration.php cannot be read.' : $this->vault->problem();
    }

    /**
     * From now on only signed messages are read.
     *
     * @param string $secret as it is set at the monitor; '' makes one (SNS has none: Amazon's certificate signs)
     * @return ?string the new secret, shown this once; null: none was made
     * @throws UnableToDo
     */
    public function sign(string $sourceId, #[\SensitiveParameter] string $secret, string $by): ?string
    {
        $source = $this->source($sourceId);
        $kind = self::signingOf((string) $source['vendor']) ?? throw new UnableToDo('This kind of monitor does not sign its messages.');
        if ($kind === 'sns') {
            self::checkSns($secret);
            Sns::forget($this->ledger->meta, $sourceId);
            $this->keepSigning($sourceId, $kind, null, $by);
            return null;
        }
        $made = $secret === '' ? bin2hex(random_bytes(32)) : null;
        $secret = $made ?? $secret;
        if (strlen($secret) < self::LEAST || strlen($secret) > self::MOST || preg_match('/[^\x21-\x7e]/', $secret)) {
            throw new UnableToDo('A signing secret has 16 to 512 letters, digits and signs, without blanks.');
        }
        $this->keepSigning($sourceId, $kind, $this->seal(Vault::signing($sourceId), $secret), $by);
        return $made;
    }

    /** From now on messages are read as they come: whoever knows the address is believed. */
    public function stopSigning(string $sourceId, string $by): void
    {
        $this->source($sourceId);
        Sns::forget($this->ledger->meta, $sourceId);
        $this->keepSigning($sourceId, null, null, $by);
    }

    /**
     * The key of the monitor's API: its history is pulled from now on, at first 90 days back.
     *
     * @param ?string $key null: the key that is kept stays
     * @param array<string, mixed> $settings the vendor's own (Prometheus: url, query, step, auth); most have none
     * @throws UnableToDo
     */
    public function api(string $sourceId, #[\SensitiveParameter] ?string $key, array $settings, string $by): void
    {
        $source = $this->source($sourceId);
        $vendor = Vendors::of((string) $source['vendor']) ?? throw new UnableToDo('The history of this kind of monitor cannot be pulled.');
        if ($key !== null && (strlen($key) < 4 || strlen($key) > 2000 || preg_match('/[^\x20-\x7e]/', $key))) {
            throw new UnableToDo('An API key has 4 to 2000 letters, digits and signs.');
        }
        $problem = $vendor->settingsProblem($settings);
        if ($problem !== null) {
            throw new UnableToDo($problem);
        }
        $sealed = $key === null ? $source['api_secret'] : $this->seal(Vault::api($sourceId), $key);
        if ($sealed === null && $vendor->needsKey()) {
            throw new UnableToDo('The API of ' . $vendor->name() . ' needs a key.');
        }
        $this->ledger->transaction(function () use ($sourceId, $sealed, $settings, $key, $by): void {
            $this->ledger->sources->setApi($sourceId, $sealed === null ? null : (string) $sealed, Json::encode((object) $settings));
            $this->event('source.api', $sourceId, $by, ['key' => $key === null ? 'kept' : 'new']);
        });
    }

    /** The key is forgotten and no history is pulled any more; what was pulled stays. */
    public function stopPulling(string $sourceId, string $by): void
    {
        $this->source($sourceId);
        $this->ledger->transaction(function () use ($sourceId, $by): void {
            $this->ledger->sources->setApi($sourceId, null, null);
            $this->event('source.api', $sourceId, $by, ['key' => 'removed']);
        });
    }

    /** @throws UnableToDo */
    public static function checkSns(#[\SensitiveParameter] string $secret): void
    {
        if ($secret !== '') {
            throw new UnableToDo('Amazon SNS signs with its own certificate: leave the secret empty.');
        }
        if (!function_exists('openssl_verify')) {
            throw new UnableToDo('PHP has no openssl extension: the signatures of Amazon SNS cannot be checked.');
        }
    }

    private function keepSigning(string $sourceId, ?string $kind, ?string $sealed, string $by): void
    {
        $this->ledger->transaction(function () use ($sourceId, $kind, $sealed, $by): void {
            $this->ledger->sources->setSigning($sourceId, $kind, $sealed);
            $this->event('source.signing', $sourceId, $by, ['kind' => $kind ?? 'none']);
        });
        if ($this->dataDir !== null) {
            DataDirectory::at($this->dataDir)?->mirror()->write($this->ledger->sources->callers());
        }
    }

    private function seal(string $purpose, #[\SensitiveParameter] string $plain): string
    {
        $problem = $this->problem();
        if ($problem !== null || $this->vault === null) {
            throw new UnableToDo((string) $problem);
        }
        try {
            return $this->vault->seal($purpose, $plain);
        } catch (VaultClosed $closed) {
            throw new UnableToDo($closed->getMessage());
        }
    }

    /** @return array<string, mixed> */
    private function source(string $id): array
    {
        return $this->ledger->sources->byId($id) ?? throw new UnableToDo('There is no such source.');
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, string $by, array $data): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
