<?php

/** What a page shows inside the panel's own frame: its title as text, its body as HTML, the status of the answer. */

declare(strict_types=1);

namespace Makegood\Pages;

final class Shown
{
    public function __construct(
        public readonly string $title,
        public readonly string $html,
        public readonly int $status = 200,
    ) {
    }
}
