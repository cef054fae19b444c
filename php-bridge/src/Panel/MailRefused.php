<?php

/** The panel said that it sends no such e-mail: certainly nothing was sent. */

declare(strict_types=1);

namespace Makegood\Panel;

final class MailRefused extends \RuntimeException
{
}
