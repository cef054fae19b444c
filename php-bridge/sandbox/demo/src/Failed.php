<?php

/**
 * The demo cannot go on: the message says what was expected and what to do.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Failed extends \RuntimeException
{
}
