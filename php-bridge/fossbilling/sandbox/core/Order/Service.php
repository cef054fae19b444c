<?php

/** Orders: each is a service of a client. States, dates and client_order_status rows change as the panel changes them. */

declare(strict_types=1);

namespace Box\Mod\Order;

use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;
use MakegoodSandbox\Clock;

class Service extends CoreService
{
    public function getModulePermissions(): array
    {
        return ['manage_orders' => ['type' => 'bool', 'display_name' => 'Manage orders', 'description' => '']];
    }

    /** @param array<string, mixed> $data period, quantity, price, currency, title, config, invoice_option, activate */
    public function createOrder($client, $product, array $data): int
    {
        Rows::expect($client, 'Client');
        Rows::expect($product, 'Product');
        $type = (string) Rows::value($product, 'type');
        $this->fire('onBeforeAdminOrderCreate', $data, $type);
        $order = Rows::make('ClientOrder', ['client_id' => Rows::id($client), 'product_id' => Rows::id($product), 'group_id' => bin2hex(random_bytes(6)), 'group_master' => 1,
            'title' => $data['title'] ?? Rows::value($product, 'title'), 'currency' => $data['currency'] ?? Rows::value($client, 'currency'),
            'quantity' => $data['quantity'] ?? 1, 'service_type' => $type, 'unit' => Rows::value($product, 'unit'), 'status' => 'pending_setup',
            'config' => json_encode($data['config'] ?? []), 'invoice_option' => $data['invoice_option'] ?? 'no-invoice',
            'period' => empty($data['period']) ? null : $this->di['period']($data['period'])->getCode(), 'price' => $data['price'] ?? 0]);
        $this->fire('onAfterAdminOrderCreate', ['id' => Rows::id($order)], $type);
        if (($data['invoice_option'] ?? '') === 'issue-invoice' && Rows::value($order, 'price') > 0) {
            $invoices = $this->di['mod_service']('invoice');
            $invoice = $invoices->generateForOrder($order);
            $invoices->approveInvoice($invoice, ['id' => Rows::id($invoice), 'use_credits' => true]);
        }
        if (!empty($data['activate'])) {
            try {
                $this->activateOrder($order);
            } catch (\Exception $error) {
                error_log($error->getMessage());
            }
        }

        return Rows::id($order);
    }

    public function activateOrder($order, $data = []): bool
    {
        Rows::expect($order, 'ClientOrder');
        if (!in_array(Rows::value($order, 'status'), ['pending_setup', 'failed_setup'], true) && empty($data['force'])) {
            throw new \FOSSBilling\Exception('Only pending setup or failed orders can be activated');
        }
        $this->fire('onBeforeAdminOrderActivate', ['id' => Rows::id($order)]);
        $service = $this->di['mod_service']('service' . Rows::value($order, 'service_type'));
        $config = (array) json_decode((string) Rows::value($order, 'config'), true);
        $period = Rows::value($order, 'period');
        Rows::write($order, ['service_id' => Rows::value($order, 'service_id') ?? $service->createFor((int) Rows::value($order, 'client_id'), $config),
            'status' => 'active', 'activated_at' => self::now(), 'suspended_at' => null, 'unsuspended_at' => null, 'canceled_at' => null,
            'expires_at' => $period ? date('Y-m-d H:i:s', $this->di['period']($period)->getExpirationTime(Clock::now())) : null]);
        $this->saveStatusChange($order, 'Order activated');
        $this->fire('onAfterAdminOrderActivate', ['id' => Rows::id($order)]);

        return true;
    }

    public function renewOrder($order): bool
    {
        $this->fire('onBeforeAdminOrderRenew', ['id' => Rows::id($order)]);
        $this->renewFromOrder($order);
        $this->fire('onAfterAdminOrderRenew', ['id' => Rows::id($order)]);

        return true;
    }

    /** The first paid invoice does not move the date; which invoices are paid is asked by rel_id without its type. */
    public function renewFromOrder($order): void
    {
        Rows::expect($order, 'ClientOrder');
        if (count($this->di['mod_service']('invoice')->findPaidInvoicesForOrder($order)) <= 1) {
            return;
        }
        $expires = Rows::value($order, 'expires_at');
        $period = Rows::value($order, 'period');
        Rows::write($order, ['status' => 'active', 'suspended_at' => null, 'unsuspended_at' => null, 'canceled_at' => null]
            + ($period ? ['expires_at' => date('Y-m-d H:i:s', $this->di['period']($period)->getExpirationTime($expires ? strtotime((string) $expires) : Clock::now()))] : []));
        $this->saveStatusChange($order, 'Order renewed');
    }

    /** With $skipEvent no listener hears of it. */
    public function suspendFromOrder($order, $reason = null, $skipEvent = false): bool
    {
        Rows::expect($order, 'ClientOrder');
        $skipEvent || $this->fire('onBeforeAdminOrderSuspend', ['id' => Rows::id($order)]);
        if (Rows::value($order, 'status') !== 'active') {
            throw new InformationException('Only active orders can be suspended');
        }
        Rows::write($order, ['status' => 'suspended', 'reason' => $reason, 'suspended_at' => self::now()]);
        $this->saveStatusChange($order, $reason === null ? 'Order suspended' : "Order suspended for $reason");
        $skipEvent || $this->fire('onAfterAdminOrderSuspend', ['id' => Rows::id($order)]);

        return true;
    }

    public function unsuspendFromOrder($order): bool
    {
        Rows::expect($order, 'ClientOrder');
        $this->fire('onBeforeAdminOrderUnsuspend', ['id' => Rows::id($order)]);
        Rows::write($order, ['status' => 'active', 'reason' => null, 'suspended_at' => null, 'unsuspended_at' => self::now()]);
        $this->saveStatusChange($order, 'Order unsuspended');
        $this->fire('onAfterAdminOrderUnsuspend', ['id' => Rows::id($order)]);

        return true;
    }

    public function cancelFromOrder($order, $reason = null, $skipEvent = false): bool
    {
        Rows::expect($order, 'ClientOrder');
        $skipEvent || $this->fire('onBeforeAdminOrderCancel', ['id' => Rows::id($order)]);
        if (in_array(Rows::value($order, 'status'), ['canceled', 'pending_setup', 'failed_setup'], true)) {
            throw new \FOSSBilling\Exception('Cannot cancel ' . Rows::value($order, 'status') . ' order');
        }
        Rows::write($order, ['status' => 'canceled', 'reason' => $reason, 'canceled_at' => self::now(), 'expires_at' => null, 'suspended_at' => null]);
        $this->saveStatusChange($order, $reason === null ? 'Order canceled' : "Canceled order for $reason");
        $skipEvent || $this->fire('onAfterAdminOrderCancel', ['id' => Rows::id($order)]);

        return true;
    }

    public function uncancelFromOrder($order): bool
    {
        Rows::expect($order, 'ClientOrder');
        $this->fire('onBeforeAdminOrderUncancel', ['id' => Rows::id($order)]);
        $period = Rows::value($order, 'period');
        Rows::write($order, ['status' => 'active', 'reason' => null, 'activated_at' => self::now(), 'suspended_at' => null, 'canceled_at' => null,
            'expires_at' => $period ? date('Y-m-d H:i:s', $this->di['period']($period)->getExpirationTime(Clock::now())) : null]);
        $this->saveStatusChange($order, 'Activated canceled order');
        $this->fire('onAfterAdminOrderUncancel', ['id' => Rows::id($order)]);

        return true;
    }

    public function updateOrder($order, array $data): bool
    {
        Rows::expect($order, 'ClientOrder');
        $this->fire('onBeforeAdminOrderUpdate', $data);
        Rows::write($order, array_intersect_key($data, array_flip(['period', 'expires_at', 'activated_at', 'invoice_option', 'title', 'price', 'status', 'notes', 'reason'])));
        $this->fire('onAfterAdminOrderUpdate', ['id' => Rows::id($order)]);

        return true;
    }

    public function deleteFromOrder($order, bool $forceDelete = false): bool
    {
        Rows::expect($order, 'ClientOrder');
        $id = Rows::id($order);
        $this->fire('onBeforeAdminOrderDelete', ['id' => $id]);
        Rows::sql('DELETE FROM client_order_status WHERE client_order_id = ?', [$id]);
        Rows::remove($order);
        $this->fire('onAfterAdminOrderDelete', ['id' => $id]);

        return true;
    }

    public function batchSuspendExpired(): bool
    {
        $this->fire('onBeforeAdminBatchSuspendOrders');
        $reason = $this->di['mod_config']('order')['batch_suspend_reason'] ?? null;
        $this->each("status = 'active' AND expires_at IS NOT NULL AND expires_at < ? ORDER BY id", Clock::date() . ' 00:00:00',
            fn (object $order) => $this->suspendFromOrder($order, $reason));
        $this->fire('onAfterAdminBatchSuspendOrders');

        return true;
    }

    public function batchCancelSuspended(): bool
    {
        $this->fire('onBeforeAdminBatchCancelSuspendedOrders');
        $config = $this->di['mod_config']('order');
        if (empty($config['batch_cancel_suspended'])) {
            return false;
        }
        $days = (int) ($config['batch_cancel_suspended_after_days'] ?? 7);
        $this->each("status = 'suspended' AND suspended_at < ? ORDER BY id DESC", date('Y-m-d 00:00:00', strtotime("-$days days", Clock::now())),
            fn (object $order) => $this->cancelFromOrder($order, $config['batch_cancel_suspended_reason'] ?? null));
        $this->fire('onAfterAdminBatchCancelSuspendedOrders');

        return true;
    }

    public function saveStatusChange($order, $notes = null): void
    {
        Rows::make('ClientOrderStatus', ['client_order_id' => Rows::id($order), 'status' => Rows::value($order, 'status'), 'notes' => $notes]);
    }

    public function setUnpaidInvoice($order, $proforma): void
    {
        Rows::write($order, ['unpaid_invoice_id' => Rows::id($proforma)]);
    }

    public function unsetUnpaidInvoice($order): void
    {
        Rows::write($order, ['unpaid_invoice_id' => null]);
    }

    public function getTotal($model): float
    {
        return (float) Rows::value($model, 'price') * (int) Rows::value($model, 'quantity');
    }

    public function getOrderService($order): ?object
    {
        Rows::expect($order, 'ClientOrder');
        $type = Rows::value($order, 'service_type');

        return $type === 'hosting' ? Rows::load('ServiceHosting', Rows::value($order, 'service_id')) : null;
    }

    public function toApiArray($model, $deep = true, $identity = null): array
    {
        Rows::expect($model, 'ClientOrder');
        $row = Rows::all($model);
        $client = Rows::load('Client', $row['client_id']);

        return ['config' => (array) json_decode((string) $row['config'], true), 'total' => $this->getTotal($model),
            'price' => Profile::is('main') ? (string) $row['price'] : $row['price'], 'meta' => [], 'active_tickets' => 0, 'plugin' => null,
            'client' => $client === null ? null : $this->di['mod_service']('client')->toApiArray($client)] + $row;
    }

    private function each(string $where, string $until, callable $work): void
    {
        foreach (Rows::find('ClientOrder', $where, [$until]) as $order) {
            try {
                $work($order);
            } catch (\Exception $error) {
                error_log($error->getMessage());
            }
        }
    }
}
