<?php

/** Lines of invoices. Negative prices are taken; rel_id is free text that the core matches by its number alone. */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\CoreService;
use FossSandbox\Rows;
use FOSSBilling\InformationException;

class ServiceInvoiceItem extends CoreService
{
    /**
     * @param array{title: string, price?: float|string, quantity?: int, unit?: string, period?: string, taxed?: bool, type?: string, rel_id?: string,
     *     task?: string, status?: string, charged?: bool} $data
     */
    public function addNew($proforma, array $data): int
    {
        Rows::expect($proforma, 'Invoice');
        if (empty($data['title'])) {
            throw new InformationException('Invoice item title is missing');
        }
        $period = $data['period'] ?? null;
        $period && $this->di['period']($period);

        return Rows::id(Rows::make('InvoiceItem', ['invoice_id' => Rows::id($proforma), 'type' => $data['type'] ?? 'custom', 'rel_id' => $data['rel_id'] ?? null,
            'task' => $data['task'] ?? 'void', 'status' => $data['status'] ?? 'pending_payment', 'title' => $data['title'], 'period' => $period ?: (\FossSandbox\Profile::is('0.7') ? '0' : null),
            'quantity' => $data['quantity'] ?? 1, 'unit' => $data['unit'] ?? null, 'charged' => (int) ($data['charged'] ?? 0),
            'price' => (float) ($data['price'] ?? 0), 'taxed' => (int) ($data['taxed'] ?? false)]));
    }

    /** A line whose form does not say `taxed` is not taxed afterwards. */
    public function update($item, array $data): void
    {
        Rows::expect($item, 'InvoiceItem');
        Rows::write($item, ['title' => $data['title'] ?? Rows::value($item, 'title'), 'price' => $data['price'] ?? Rows::value($item, 'price'),
            'quantity' => max(1, (int) ($data['quantity'] ?? 1)), 'taxed' => empty($data['taxed']) ? 0 : 1]);
    }

    public function remove($model): bool
    {
        Rows::expect($model, 'InvoiceItem');
        Rows::remove($model);

        return true;
    }

    public function getTotal($item): float
    {
        return (float) Rows::value($item, 'price') * (int) Rows::value($item, 'quantity');
    }

    /** Of one piece, rounded: only charging by line asks this. */
    public function getTax($item): float
    {
        $rate = (float) (Rows::sql('SELECT taxrate FROM invoice WHERE id = ?', [Rows::value($item, 'invoice_id')])[0]['taxrate'] ?? 0);

        return !Rows::value($item, 'taxed') || $rate <= 0 ? 0.0 : round((float) Rows::value($item, 'price') * $rate / 100, 2);
    }

    public function getTotalWithTax($item): float
    {
        return $this->getTotal($item) + $this->getTax($item) * (int) Rows::value($item, 'quantity');
    }

    public function markAsPaid($item, $charge = true): void
    {
        if ($charge && !Rows::value($item, 'charged')) {
            $invoice = Rows::existing('Invoice', Rows::value($item, 'invoice_id'), 'Invoice not found');
            Rows::make('ClientBalance', ['client_id' => Rows::value($invoice, 'client_id'), 'type' => 'invoice', 'rel_id' => (string) Rows::id($invoice),
                'description' => Rows::value($item, 'title'), 'amount' => -$this->getTotalWithTax($item)]);
            Rows::write($item, ['charged' => 1]);
        }
        Rows::write($item, ['status' => 'pending_setup']);
        $order = Rows::load('ClientOrder', $this->getOrderId($item));
        $order === null || $this->di['mod_service']('Order')->unsetUnpaidInvoice($order);
    }

    public function getOrderId($item): int
    {
        return Rows::value($item, 'type') === 'order' ? (int) Rows::value($item, 'rel_id') : 0;
    }

    public function executeTask($item)
    {
        Rows::expect($item, 'InvoiceItem');
        if (Rows::value($item, 'status') === 'executed') {
            return true;
        }
        match (Rows::value($item, 'type')) {
            'order' => $this->executeOrder($item),
            'hook_call' => $this->executeHook($item),
            default => null,
        };
        Rows::write($item, ['status' => 'executed']);
    }

    public function generateFromOrder($proforma, $order, $task, $price): void
    {
        $client = Rows::existing('Client', Rows::value($order, 'client_id'), 'Client not found');
        Rows::make('InvoiceItem', ['invoice_id' => Rows::id($proforma), 'type' => 'order', 'rel_id' => (string) Rows::id($order), 'task' => $task,
            'status' => 'pending_payment', 'title' => Rows::value($order, 'title'), 'period' => Rows::value($order, 'period'),
            'quantity' => Rows::value($order, 'quantity') ?? 1, 'unit' => Rows::value($order, 'unit'), 'price' => $price,
            'taxed' => (int) $this->di['mod_service']('client')->isClientTaxable($client)]);
        $this->di['mod_service']('Order')->setUnpaidInvoice($order, $proforma);
    }

    private function executeOrder(object $item): void
    {
        $orders = $this->di['mod_service']('Order');
        $order = Rows::existing('ClientOrder', $this->getOrderId($item), 'Could not activate proforma item. Order ' . $this->getOrderId($item) . ' not found');
        try {
            if (Rows::value($item, 'task') === 'activate') {
                $orders->activateOrder($order);
            } elseif (Rows::value($item, 'task') === 'renew') {
                Rows::value($order, 'status') === 'suspended' && $orders->unsuspendFromOrder($order);
                $orders->renewOrder($order);
            }
        } catch (\Exception $error) {
            error_log($error->getMessage());
            $orders->saveStatusChange($order, 'Order could not renew due to error: ' . $error->getMessage() . '.');
        }
    }

    /** The listener gets what rel_id holds as JSON: an object of stdClass. */
    private function executeHook(object $item): void
    {
        try {
            $this->di['events_manager']->fire(['event' => (string) Rows::value($item, 'task'), 'params' => json_decode((string) Rows::value($item, 'rel_id'))]);
        } catch (\Exception $error) {
            error_log($error->getMessage());
        }
    }
}
