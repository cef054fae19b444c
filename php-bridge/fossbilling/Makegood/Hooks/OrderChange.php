<?php

/** An order changed its state, price or server just now: the span that ends and the one that begins are written down. Never the engine here. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;
use Box\Mod\Makegood\Panel\ServiceReader;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\SpanSync;

final class OrderChange
{
    /** @var array<string, int> order → when, of changes inside a transaction of the panel */
    private static array $later = [];

    /** @param array<array-key, mixed> $parameters of the event */
    public static function seen(App $app, array $parameters): void
    {
        $id = Guard::id($parameters);
        if ($id === null) {
            return;
        }
        if ($app->panel()->pdo()->inTransaction()) {
            // It may still be taken back, and what fails in the panel's transaction would be the panel's failure.
            self::$later === [] && register_shutdown_function(static fn () => self::end($app));
            self::$later[$id] = $app->panel()->now();

            return;
        }
        self::observe($app, $id, $app->panel()->now());
    }

    /** What changed inside a transaction that is over by now. */
    public static function flush(App $app): void
    {
        if ($app->panel()->pdo()->inTransaction()) {
            return; // at the end of the request, then; else cron sees it by the difference
        }
        [$changed, self::$later] = [self::$later, []];
        foreach ($changed as $id => $atMs) {
            self::observe($app, (string) $id, $atMs);
        }
    }

    private static function end(App $app): void
    {
        try {
            self::flush($app);
        } catch (\Throwable $failure) {
            Guard::failed($app->di, 'a change of orders', $failure);
        }
    }

    private static function observe(App $app, string $id, int $atMs): void
    {
        SpanSync::changed($app->ledger(), $id, static fn (): ?ServiceFacts => (new ServiceReader($app->panel()->handle))->one($id), $atMs);
    }
}
