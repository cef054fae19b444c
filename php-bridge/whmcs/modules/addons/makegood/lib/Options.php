<?php

/** The module's settings as the panel stores them, each with a safe default. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use WHMCS\Database\Capsule;

final class Options
{
    public const POST_IN = ['PreCronJob', 'AfterCronJob'];
    public const SECONDS_DEFAULT = 45;
    private const SECONDS_MAX = 600;

    /** @param list<string> $gatewayRefunds gateways whose payments may be sent back; none: a person does it */
    private function __construct(
        public readonly string $postIn,
        public readonly int $budgetMs,
        public readonly array $gatewayRefunds,
    ) {
    }

    public static function stored(): self
    {
        $values = [];
        foreach (Capsule::table('tbladdonmodules')->where('module', 'makegood')->get(['setting', 'value']) as $row) {
            $values[(string) $row->setting] = trim((string) $row->value);
        }
        $postIn = $values['post_in'] ?? '';
        $seconds = $values['time_budget_s'] ?? '';
        $usable = preg_match('/^[1-9]\d{0,2}$/D', $seconds) === 1 ? min((int) $seconds, self::SECONDS_MAX) : self::SECONDS_DEFAULT;

        return new self(in_array($postIn, self::POST_IN, true) ? $postIn : self::POST_IN[0], $usable * 1000, self::gateways($values['gateway_refunds'] ?? ''));
    }

    /** @return array<string, array<string, string|int>> the fields of the panel's settings page */
    public static function fields(): array
    {
        return [
            'post_in' => [
                'FriendlyName' => 'Run in',
                'Type' => 'dropdown',
                'Options' => implode(',', self::POST_IN),
                'Default' => self::POST_IN[0],
                'Description' => 'Credits should be posted before invoices are made, so that they are used at once. PreCronJob is right'
                    . ' unless your cron makes invoices before it.',
            ],
            'time_budget_s' => [
                'FriendlyName' => 'Time budget',
                'Type' => 'text',
                'Size' => 5,
                'Default' => (string) self::SECONDS_DEFAULT,
                'Description' => 'Seconds that one cron call may spend here. What is left over is done by the next one.',
            ],
            'gateway_refunds' => [
                'FriendlyName' => 'Refunds through gateways',
                'Type' => 'text',
                'Size' => 40,
                'Default' => '',
                'Description' => 'System names of the payment gateways that Makegood may send money back through, separated by commas. Empty: it sends none, and'
                    . ' prepares a task for your staff instead. The panel documents no function for this: try each gateway with a small refund first.',
            ],
        ];
    }

    /** @return list<string> */
    private static function gateways(string $stored): array
    {
        return array_values(array_filter(array_map('trim', explode(',', $stored)), static fn (string $name): bool => preg_match('/^[A-Za-z0-9_]{1,60}$/D', $name) === 1));
    }
}
