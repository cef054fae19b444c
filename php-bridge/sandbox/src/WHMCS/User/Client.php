<?php

/** A client as a model: columns of tblclients by name. */

declare(strict_types=1);

namespace WHMCS\User;

use Illuminate\Database\Eloquent\Model;

final class Client extends Model
{
    public $timestamps = false;
    protected $table = 'tblclients';
}
