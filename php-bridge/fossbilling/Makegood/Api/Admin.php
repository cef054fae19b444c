<?php

/** What staff may call. Each call asks for their permission; what changes something asks for more. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Api;

require_once dirname(__DIR__) . '/compat.php';

use Box\Mod\Makegood\Access;
use Box\Mod\Makegood\App;
use Box\Mod\Makegood\Compat\Api;
use Box\Mod\Makegood\Hooks\Cron;
use Box\Mod\Makegood\Web\Answers;

class Admin extends Api
{
    /**
     * How Makegood is: mode, what waits, what is wrong.
     *
     * @return array<string, mixed>
     */
    public function status($data = []): array
    {
        $this->check(null);

        return Answers::of(App::of($this->di), static fn (Answers $answers): array => $answers->status());
    }

    /**
     * All that is about to be posted.
     *
     * @return array<string, mixed>
     */
    public function outgoing($data = []): array
    {
        $this->check(null);

        return Answers::of(App::of($this->di), static fn (Answers $answers): array => $answers->outgoing());
    }

    /**
     * One run now, as cron makes it. One run is at work at a time: another one leaves at once, and `ran` is false.
     *
     * @return array<string, mixed>
     */
    public function run($data = []): array
    {
        $this->check(Access::MANAGE);
        $app = App::of($this->di);

        return Answers::of($app, static function () use ($app): array {
            $summary = Cron::run($app);

            return ['ran' => $summary->ran] + $summary->toArray();
        });
    }

    /**
     * One client's credits, as their own page shows them.
     *
     * @param array<string, mixed> $data id: the client
     *
     * @return array<string, mixed>
     */
    public function client($data = []): array
    {
        $this->check(null);

        return Answers::of(App::of($this->di), static fn (Answers $answers): array => $answers->preview(Answers::id($data)));
    }

    private function check(?string $key): void
    {
        $identity = $this->getIdentity();
        Access::check($this->di, is_object($identity) ? $identity : null, $key);
    }
}
