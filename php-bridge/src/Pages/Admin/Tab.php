<?php

/** One tab of the admin page. It reads and prints; changes are made by Actions only. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

interface Tab
{
    /** @return string HTML */
    public function html(): string;
}
