<?php

/** GetConfigurationValue, LogActivity. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Config;
use MakegoodSandbox\Log;

final class System
{
    public static function configurationValue(array $in): array
    {
        $setting = (string) ($in['setting'] ?? '');
        if ($setting === '') {
            throw new Refused('Parameter setting is required');
        }
        $value = str_starts_with($setting, 'Sandbox') ? null : Config::find($setting);

        return ['setting' => $setting, 'value' => $value ?? throw new Refused('Invalid name for parameter setting')];
    }

    public static function logActivity(array $in): array
    {
        if (!is_string($in['description'] ?? null)) {
            throw new Refused('description is missing');
        }
        Log::activity($in['description'], Input::id($in['clientid'] ?? 0));

        return [];
    }
}
