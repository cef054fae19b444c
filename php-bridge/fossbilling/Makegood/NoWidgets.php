<?php

/** Stands for the panel's interface of widgets where it has none (0.7). */

declare(strict_types=1);

namespace Box\Mod\Makegood;

interface NoWidgets
{
}
