<?php

/** The panel's database door: Illuminate's capsule under WHMCS's name. */

declare(strict_types=1);

namespace WHMCS\Database;

use Illuminate\Database\Capsule\Manager;

final class Capsule extends Manager
{
}
