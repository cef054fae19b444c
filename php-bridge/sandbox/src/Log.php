<?php

/** The panel's activity log, and its log of module calls. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class Log
{
    private static bool $inside = false;

    public static function activity(string $message, int $clientId = 0): void
    {
        $user = isset($_SESSION['adminid']) ? 'Admin' : (isset($_SESSION['uid']) ? 'Client' : 'System');
        Capsule::table('tblactivitylog')->insert([
            'date' => Clock::timestamp(), 'description' => $message, 'user' => $user, 'userid' => $clientId, 'ipaddr' => '127.0.0.1',
        ]);
        if (self::$inside) {
            return;
        }
        self::$inside = true;
        try {
            Hooks::run('LogActivity', ['description' => $message, 'user' => $user, 'userid' => $clientId, 'ipaddress' => '127.0.0.1']);
        } finally {
            self::$inside = false;
        }
    }

    /** @param list<string> $secrets replaced by asterisks in everything that is written */
    public static function moduleCall(
        string $module,
        string $action,
        mixed $request,
        mixed $response,
        mixed $processed,
        array $secrets,
    ): void {
        $line = json_encode(
            ['at' => Clock::timestamp(), 'module' => $module, 'action' => $action, 'request' => $request, 'response' => $response,
                'processed' => $processed],
            JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR,
        );
        $masks = array_map(static fn (string $secret): string => str_repeat('*', strlen($secret)), $secrets);
        file_put_contents(Panel::root() . '/module.log', str_replace($secrets, $masks, (string) $line) . "\n", FILE_APPEND);
    }

    /** An e-mail is a line of the activity log: the sandbox sends nothing. */
    public static function email(string $template, int $clientId, int $relatedId): void
    {
        $override = Hooks::merged('EmailPreSend', ['messagename' => $template, 'relid' => $relatedId, 'mergefields' => []]);
        if (empty($override['abortsend'])) {
            self::activity("Email Sent ($template) - related ID: $relatedId", $clientId);
        }
    }
}
