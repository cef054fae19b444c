<?php

/** What anybody may call: the door for monitors. Its answer is that of webhook.php, not the panel's JSON: 202 stored, 401, 413, 503. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Api;

require_once dirname(__DIR__) . '/compat.php';

use Box\Mod\Makegood\Compat\Api;
use Box\Mod\Makegood\Web\Hook;

class Guest extends Api
{
    /**
     * POST or GET /api/guest/makegood/webhook?s=<source>.<secret>. The panel reads bodies as JSON first and counts calls; the address that the
     * set-up page names, /makegood/webhook, takes any body.
     *
     * @param mixed $data what the panel made of the body: not looked at
     */
    public function webhook($data = null): never
    {
        Hook::answer();
    }
}
