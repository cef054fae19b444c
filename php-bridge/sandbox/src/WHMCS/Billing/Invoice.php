<?php

/** An invoice as a model: columns of tblinvoices by name. */

declare(strict_types=1);

namespace WHMCS\Billing;

use Illuminate\Database\Eloquent\Model;

final class Invoice extends Model
{
    public $timestamps = false;
    protected $table = 'tblinvoices';
}
