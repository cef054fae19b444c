<?php

/** The panel did not confirm that it added the credit; it may have done so. */

declare(strict_types=1);

namespace Makegood\Panel;

final class UnableToPost extends \RuntimeException
{
}
