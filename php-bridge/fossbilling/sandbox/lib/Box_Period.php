<?php

/** A length like 1M or 1Y. */

declare(strict_types=1);

class Box_Period extends FossSandbox\Period
{
}
