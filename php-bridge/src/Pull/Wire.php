<?php

/** One exchange over the network, without any patience or judgement: no redirect, no proxy, certificates checked. */

declare(strict_types=1);

namespace Makegood\Pull;

interface Wire
{
    /** @throws HttpFailed CONNECTION, TIME, CUT or LARGE */
    public function exchange(Question $question, string $url, int $timeMs, int $maxBytes): Reply;
}
