<?php

/** What a panel may know about its servers itself; an adapter has it or does not. Evidence of the panel's own host. */

declare(strict_types=1);

namespace Makegood\Panel;

interface SelfReport
{
    /**
     * Network issues that staff wrote, not resolved or resolved not long ago.
     *
     * @return iterable<Issue>
     * @throws UnableToRead
     */
    public function issues(): iterable;

    /**
     * How the servers look to the panel now; asking may take seconds for each.
     *
     * @return iterable<ServerStatus>
     * @throws UnableToRead
     */
    public function serverStatus(): iterable;
}
