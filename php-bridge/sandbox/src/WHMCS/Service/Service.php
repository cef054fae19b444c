<?php

/** A hosting service as a model: columns of tblhosting by name. */

declare(strict_types=1);

namespace WHMCS\Service;

use Illuminate\Database\Eloquent\Model;

final class Service extends Model
{
    public $timestamps = false;
    protected $table = 'tblhosting';
}
