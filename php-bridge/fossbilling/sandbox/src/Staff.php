<?php

/** What people do in the admin area of the demo: move a service to another server, suspend one, end that. */

declare(strict_types=1);

namespace FossSandbox;

final class Staff
{
    /** Changes the account's server; the panel has no event for it. */
    public static function moveService(int $orderId, int $serverId): void
    {
        $order = Rows::existing('ClientOrder', $orderId, 'Order not found');
        Rows::write(Rows::existing('ServiceHosting', Rows::value($order, 'service_id'), 'Account not found'), ['service_hosting_server_id' => $serverId]);
        Panel::container()['logger']->info("Moved hosting account of order #$orderId to server #$serverId");
    }

    public static function suspend(int $orderId, string $reason): void
    {
        Panel::container()['api_admin']->order_suspend(['id' => $orderId, 'reason' => $reason]);
    }

    public static function unsuspend(int $orderId): void
    {
        Panel::container()['api_admin']->order_unsuspend(['id' => $orderId]);
    }
}
