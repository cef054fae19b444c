<?php

/** A module, in 0.7. */

declare(strict_types=1);

class Box_Mod extends FossSandbox\ModuleBase
{
}
