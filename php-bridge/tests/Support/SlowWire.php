<?php

/** A wire on which some addresses never answer: it gives them up at once, as if the time was over. All others go their way. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Pull\HttpFailed;
use Makegood\Pull\Question;
use Makegood\Pull\Reply;
use Makegood\Pull\Wire;

final class SlowWire implements Wire
{
    /** @var list<string> `slow` or `other`, in the order in which they were asked */
    public array $asked = [];

    /** @param string $slow what is in their addresses */
    public function __construct(private readonly string $slow, private readonly Wire $wire)
    {
    }

    public function exchange(Question $question, string $url, int $timeMs, int $maxBytes): Reply
    {
        $isSlow = str_contains($url, $this->slow);
        $this->asked[] = $isSlow ? 'slow' : 'other';
        return $isSlow ? throw new HttpFailed(HttpFailed::TIME) : $this->wire->exchange($question, $url, $timeMs, $maxBytes);
    }
}
