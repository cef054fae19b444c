<?php

/** Tells clients what was booked for them, by the panel's own mail: each posting once, and never one twice. Off in dry run, for nothing is booked then. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;
use Makegood\Ledger\Lookups;

final class CreditMail
{
    private const TEMPLATE = 'mod_makegood_credit';
    private const SENT = 'fossbilling_mailed_ms';

    public static function send(App $app): void
    {
        $meta = $app->ledger()->meta;
        $now = $app->panel()->now();
        $since = $meta->get(self::SENT);
        if ($since === null || !$app->options()->sendsMail) {
            $meta->put(self::SENT, (string) $now); // what was booked before this was switched on is no news

            return;
        }
        foreach ((new Lookups($app->ledger()->db))->postedSince((int) $since) as $posting) {
            // Written first: a mail that is lost is better than one that comes with each run.
            $meta->put(self::SENT, (string) $posting['posted_ms']);
            self::tell($app, $posting);
        }
    }

    /** On which invoices it stands, by the panel's numbers of them; none when it went to the balance. @return list<string> */
    private static function invoices(string $reference): array
    {
        return preg_match_all('/\d+/', str_starts_with($reference, 'invoice:') ? $reference : '', $numbers) > 0 ? $numbers[0] : [];
    }

    /** @param array<string, mixed> $posting with its entry and service */
    private static function tell(App $app, array $posting): void
    {
        if (str_starts_with((string) $posting['amount'], '-')) {
            return;
        }
        try {
            $app->panel()->handle->service('Email')->sendTemplate([
                'to_client' => (int) $posting['client_id'],
                'code' => self::TEMPLATE,
                'credit' => [
                    'service' => (string) $posting['label'],
                    'month' => (string) $posting['period'],
                    'amount' => (string) $posting['amount'],
                    'currency' => (string) $posting['currency'],
                    'invoices' => self::invoices((string) $posting['panel_ref']),
                    'page' => $app->di['url']->link('makegood'),
                ],
            ]);
        } catch (\Throwable $failure) {
            Guard::failed($app->di, 'the mail about a credit', $failure);
        }
    }
}
