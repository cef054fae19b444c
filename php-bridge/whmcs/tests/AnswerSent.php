<?php

/** Thrown where the request would have ended. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

final class AnswerSent extends \Error
{
}
