<?php

/** A form value that cannot be used; its message is shown to the administrator. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

final class InvalidInput extends \RuntimeException
{
}
