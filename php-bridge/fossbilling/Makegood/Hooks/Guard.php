<?php

/** A hook of ours can never break what the panel is doing: the panel catches nothing there, so whatever goes wrong ends here, in its log. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;

final class Guard
{
    /** @param callable(App, array<array-key, mixed>): mixed $work gets the event's parameters, which some events have none of */
    public static function run(\Box_Event $event, callable $work): void
    {
        try {
            $work(App::of($event->getDi()), self::parameters($event));
        } catch (\Throwable $failure) {
            self::report($event, $failure);
        }
    }

    /**
     * The same for a hook that may say no: what it answers is told to the person, and the panel stops what it was about to do.
     *
     * @param callable(App, array<array-key, mixed>): ?string $work
     *
     * @throws \FOSSBilling\InformationException
     */
    public static function veto(\Box_Event $event, callable $work): void
    {
        $reason = null;
        try {
            $reason = $work(App::of($event->getDi()), self::parameters($event));
        } catch (\Throwable $failure) {
            self::report($event, $failure);
        }
        if ($reason !== null) {
            throw new \FOSSBilling\InformationException($reason);
        }
    }

    /** The number of what an event is about; null when it names none. @param array<array-key, mixed> $parameters */
    public static function id(array $parameters): ?string
    {
        $id = $parameters['id'] ?? null;

        return is_scalar($id) && (int) $id > 0 ? (string) (int) $id : null;
    }

    public static function failed(\Pimple\Container $di, string $what, \Throwable $failure): void
    {
        $text = 'Makegood: ' . $what . ' failed: ' . $failure::class . ': ' . strtr($failure->getMessage(), ['{' => '(', '}' => ')']);
        try {
            $di['logger']->info($text);
        } catch (\Throwable) {
            error_log($text);
        }
    }

    private static function report(\Box_Event $event, \Throwable $failure): void
    {
        self::failed($event->getDi(), (string) $event->getName(), $failure);
    }

    /** @return array<array-key, mixed> */
    private static function parameters(\Box_Event $event): array
    {
        $parameters = $event->getParameters();

        return is_array($parameters) ? $parameters : (is_object($parameters) ? get_object_vars($parameters) : []);
    }
}
