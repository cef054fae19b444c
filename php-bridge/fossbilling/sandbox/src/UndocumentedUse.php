<?php

/**
 * Thrown when a module leans on a part of the panel that the reference does not describe, or that the sandbox does not imitate.
 *
 * A module may guard its hooks and swallow it: so each one also leaves a line in the root's undocumented.log.
 */

declare(strict_types=1);

namespace FossSandbox;

final class UndocumentedUse extends \LogicException
{
    public function __construct(string $message)
    {
        parent::__construct($message);
        if (Panel::isBooted()) {
            file_put_contents(Panel::root() . '/undocumented.log', $message . "\n", FILE_APPEND);
        }
    }
}
