<?php

/** What a client may read about their own credits. Somebody else's is not found. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Api;

require_once dirname(__DIR__) . '/compat.php';

use Box\Mod\Makegood\Access;
use Box\Mod\Makegood\App;
use Box\Mod\Makegood\Compat\Api;
use Box\Mod\Makegood\Web\Answers;

class Client extends Api
{
    /**
     * What is down now, and the client's services that are active or suspended.
     *
     * @return array<string, mixed>
     */
    public function services($data = []): array
    {
        return Answers::of($this->app(), fn (Answers $answers): array => $answers->services($this->client()));
    }

    /**
     * Credits that are to come, on their way or just booked, and the next invoices with them. In dry run nothing is promised.
     *
     * @return array<string, mixed>
     */
    public function credits($data = []): array
    {
        return Answers::of($this->app(), fn (Answers $answers): array => $answers->credits($this->client()));
    }

    /**
     * One credit, with what it was computed from and each step.
     *
     * @param array<string, mixed> $data id: number of the entry
     *
     * @return array<string, mixed>
     */
    public function credit($data = []): array
    {
        return Answers::of($this->app(), fn (Answers $answers): array => $answers->credit($this->client(), Answers::id($data)));
    }

    /** HTML for the panel's own pages: a few words when one of the client's services is down or a credit is on its way. */
    public function notice($data = []): string
    {
        return Answers::notice($this->app(), $this->client(), is_array($data) ? $data : []);
    }

    private function app(): App
    {
        return App::of($this->di);
    }

    private function client(): string
    {
        return Access::id($this->getIdentity()) ?? throw new \FOSSBilling\InformationException('Client is not logged in', [], 403);
    }
}
