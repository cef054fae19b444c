<?php

/** Ends a request from deep inside, the way the panel itself would with die(); carries the text that the browser sees. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Stop extends \RuntimeException
{
}
