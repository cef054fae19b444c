<?php

/** The panel's settings. */

declare(strict_types=1);

namespace Box\Mod\System;

use FossSandbox\CoreService;
use FossSandbox\Rows;

class Service extends CoreService
{
    public function getParamValue($param, $default = null)
    {
        if (empty($param)) {
            throw new \FOSSBilling\Exception('Parameter key is missing');
        }
        $row = Rows::sql('SELECT value FROM setting WHERE param = ?', [$param])[0] ?? null;

        return $row === null ? $default : $row['value'];
    }

    public function setParamValue($param, $value, $createIfNotExists = true): bool
    {
        if ($this->paramExists($param)) {
            Rows::sql('UPDATE setting SET value = ?, updated_at = ? WHERE param = ?', [$value, self::now(), $param]);
        } elseif ($createIfNotExists) {
            Rows::sql('INSERT INTO setting (param, value, created_at, updated_at) VALUES (?, ?, ?, ?)', [$param, $value, self::now(), self::now()]);
        }

        return true;
    }

    public function paramExists($param): bool
    {
        return Rows::sql('SELECT id FROM setting WHERE param = ?', [$param]) !== [];
    }

    public function getVersion(): string
    {
        return \FOSSBilling\Version::VERSION;
    }

    /** @return array<string, string|null> */
    public function getCompany(): array
    {
        $company = ['www' => SYSTEM_URL];
        foreach (['name', 'email', 'tel', 'signature', 'address_1', 'address_2', 'address_3', 'number', 'note', 'vat_number'] as $name) {
            $value = $this->getParamValue("company_$name");
            $company[$name] = $value === null ? null : htmlspecialchars((string) $value, ENT_QUOTES, 'UTF-8');
        }

        return $company;
    }
}
