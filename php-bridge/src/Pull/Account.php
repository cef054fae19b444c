<?php

/** A monitor's account as it is asked about its history: its source, its key, and what an administrator set. */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Vault;

final class Account
{
    /**
     * @param array<string, string|int> $settings the vendor's own, see Vendor::settingsProblem
     * @param string $version  another one when key or settings were changed
     * @param list<string> $targets what this source was heard of before
     */
    public function __construct(
        public readonly string $source,
        public readonly Vendor $vendor,
        #[\SensitiveParameter] public readonly ?string $key,
        public readonly array $settings,
        public readonly string $version,
        public readonly array $targets = [],
    ) {
    }

    /**
     * @param array<string, mixed> $row of `sources`
     * @param list<string> $targets
     * @throws PullFailed when it cannot be asked; the sentence says why
     */
    public static function of(array $row, Vendor $vendor, ?Vault $vault, array $targets): self
    {
        $id = (string) $row['id'];
        $sealed = $row['api_secret'] === null ? null : (string) $row['api_secret'];
        $key = $sealed === null ? null : $vault?->open(Vault::api($id), $sealed);
        if ($sealed !== null && $key === null) {
            throw new PullFailed('The API key of ' . $vendor->name() . ' cannot be opened any more; enter it again.');
        }
        if ($key !== null && preg_match('/[^\x20-\x7e]/', $key)) {
            throw new PullFailed('The API key of ' . $vendor->name() . ' has characters that no key has; enter it again.');
        }
        $settings = json_decode((string) ($row['api_settings'] ?? '{}'), true);
        $settings = is_array($settings) ? $settings : [];
        $problem = $vendor->settingsProblem($settings) ?? ($key === null && $vendor->needsKey() ? 'There is no API key of ' . $vendor->name() . '.' : null);
        if ($problem !== null) {
            throw new PullFailed($problem);
        }
        return new self($id, $vendor, $key, $settings, self::versionOf($row), $targets);
    }

    /** @param array<string, mixed> $row of `sources` */
    public static function versionOf(array $row): string
    {
        return substr(hash('sha256', ($row['api_secret'] ?? '') . '|' . ($row['api_settings'] ?? '')), 0, 16);
    }

    /** Nobody who looks at this object in a log sees the key. @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['source' => $this->source, 'vendor' => $this->vendor->name()];
    }
}
