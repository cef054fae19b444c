<?php

/** The panel's own settings, read only. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use WHMCS\Database\Capsule;

final class Configuration
{
    private const ON = ['on', '1', 'yes', 'true'];

    /** @param array<string, string> $values by lower-case name: case does not count in the panel's own column */
    private function __construct(private readonly array $values)
    {
    }

    /** One query for all that is asked for later. */
    public static function read(string ...$names): self
    {
        $values = [];
        foreach (Capsule::table('tblconfiguration')->whereIn('setting', $names)->orderBy('id')->get(['setting', 'value']) as $row) {
            $values[strtolower((string) $row->setting)] ??= trim((string) $row->value);
        }

        return new self($values);
    }

    public function text(string $name): ?string
    {
        return $this->values[strtolower($name)] ?? null;
    }

    public function isOn(string $name, bool $absent = false): bool
    {
        $value = $this->text($name);

        return $value === null ? $absent : in_array(strtolower($value), self::ON, true);
    }

    /**
     * Where the installation lives: scheme and host in lower case, one slash at the end; '' when nobody said.
     * A copy of the database on another address is told apart by it, another spelling of the same address is not.
     */
    public function systemUrl(): string
    {
        $url = rtrim((string) $this->text('SystemURL'), '/');
        if ($url === '' || preg_match('~^((?:[a-z][a-z0-9+.-]*://)?[^/]*)(.*)$~iD', $url, $part) !== 1) {
            return '';
        }

        return strtolower($part[1]) . $part[2] . '/';
    }
}
