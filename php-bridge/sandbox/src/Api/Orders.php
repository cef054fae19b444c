<?php

/** GetOrders. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use WHMCS\Database\Capsule;

final class Orders
{
    private const FILTERS = ['id' => 'id', 'userid' => 'userid', 'status' => 'status'];

    public static function list(array $in): array
    {
        $query = Capsule::table('tblorders');
        foreach (array_intersect_key(self::FILTERS, $in) as $name => $column) {
            $query->where($column, $in[$name]);
        }
        $total = $query->count();
        $start = Input::id($in['limitstart'] ?? 0);
        $rows = $query->orderBy('id')->skip($start)->take(Input::id($in['limitnum'] ?? 25))->get();

        return Answer::page($total, $start, $rows->map(static fn (object $row): array => [
            'id' => (int) $row->id, 'ordernum' => (int) $row->ordernum, 'userid' => (int) $row->userid, 'invoiceid' => (int) $row->invoiceid,
        ] + Answer::strings($row, ['date', 'promocode', 'amount', 'paymentmethod', 'status']))->all(), 'orders', 'order');
    }
}
