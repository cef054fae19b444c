<?php

/** A network issue as staff wrote it. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Issue
{
    /**
     * @param string  $status Reported, Investigating, In Progress, Outage, Scheduled, Resolved
     * @param ?string $server id of the server that it is about, null: none, or not one
     * @param int     $atMs   when it was changed last
     */
    public function __construct(
        public readonly string $id,
        public readonly string $title,
        public readonly string $type,
        public readonly string $status,
        public readonly ?string $server,
        public readonly int $startMs,
        public readonly ?int $endMs,
        public readonly int $atMs,
    ) {
    }
}
