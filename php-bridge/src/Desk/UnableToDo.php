<?php

/** A person asked for something that cannot be done as things are; the message is for that person. */

declare(strict_types=1);

namespace Makegood\Desk;

class UnableToDo extends \RuntimeException
{
}
