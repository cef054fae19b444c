<?php

/**
 * Thrown when a module leans on something that WHMCS's public documentation does not promise, or that the sandbox does not simulate.
 *
 * A module may guard its hooks and swallow it: so each one also leaves a line in the root's undocumented.log.
 */

declare(strict_types=1);

namespace MakegoodSandbox;

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
