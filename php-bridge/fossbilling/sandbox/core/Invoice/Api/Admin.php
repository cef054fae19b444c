<?php

/** What staff and cron do with invoices through the API. */

declare(strict_types=1);

namespace Box\Mod\Invoice\Api;

use FossSandbox\Assumptions;
use FossSandbox\CoreApi;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;

class Admin extends CoreApi
{
    public function get($data)
    {
        return $this->getService()->toApiArray($this->invoice($data), true, $this->getIdentity());
    }

    public function prepare($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['client_id' => 'Client id not passed'], $data);

        return Rows::id($this->getService()->prepareInvoice($this->di['mod_service']('client')->get(['id' => $data['client_id']]), $data));
    }

    public function approve($data)
    {
        return $this->getService()->approveInvoice($this->invoice($data), $data);
    }

    public function update($data)
    {
        return $this->getService()->updateInvoice($this->invoice($data), $data);
    }

    public function refund($data)
    {
        return $this->getService()->refundInvoice($this->invoice($data), $data['note'] ?? null);
    }

    public function delete($data)
    {
        return $this->getService()->deleteInvoiceByAdmin($this->invoice($data));
    }

    public function item_delete($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Invoice item id not passed'], $data);

        return $this->di['mod_service']('Invoice', 'InvoiceItem')->remove(Rows::existing('InvoiceItem', $data['id'], 'Invoice item was not found'));
    }

    public function pay_with_credits($data)
    {
        return $this->getService()->payInvoiceWithCredits($this->invoice($data));
    }

    public function renewal_invoice($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Order id not passed'], $data);

        return $this->getService()->renewInvoice(Rows::existing('ClientOrder', $data['id'], 'Order not found'), $data);
    }

    /** With the gateway Custom the money goes in and out of the balance in 0.7; later lines keep a transaction, whose id must be new. */
    public function mark_as_paid($data)
    {
        $invoice = $this->invoice($data);
        $gateway = Rows::load('PayGateway', ($data['gateway_id'] ?? null) ?: Rows::value($invoice, 'gateway_id'));
        if ($gateway === null) {
            throw new InformationException(Profile::is('0.7') ? 'You must set the payment gateway in the invoice manage tab before marking it as paid.'
                : 'Payment gateway is required when marking an invoice as paid.');
        }
        $custom = Rows::value($gateway, 'gateway') === 'Custom' && Rows::value($gateway, 'enabled');
        $service = $this->getService();
        if ($custom && Profile::is('0.7')) {
            $client = $this->di['mod_service']('client');
            $client->addFunds($client->get(['id' => Rows::value($invoice, 'client_id')]), $service->getTotalWithTax($invoice),
                ' transaction No: ' . ($data['transactionId'] ?? ''));

            return $service->markAsPaid($invoice, true, !empty($data['execute']));
        }
        if ($custom) {
            $this->transaction($invoice, $gateway, trim((string) ($data['transactionId'] ?? '')));
        }

        return $service->markAsPaid($invoice, false, !empty($data['execute']) || Assumptions::value('paid.executes') === 'at-once');
    }

    public function batch_pay_with_credits($data)
    {
        return $this->getService()->doBatchPayWithCredits((array) $data);
    }

    public function batch_activate_paid($data)
    {
        return $this->getService()->doBatchPaidInvoiceActivation();
    }

    public function batch_generate($data)
    {
        return $this->getService()->generateInvoicesForExpiringOrders();
    }

    public function batch_send_reminders($data)
    {
        return $this->getService()->doBatchRemindersSend();
    }

    public function batch_invoke_due_event($data)
    {
        return $this->getService()->doBatchInvokeDueEvent((array) $data);
    }

    private function transaction(object $invoice, object $gateway, string $id): void
    {
        if ($id === '') {
            throw new InformationException('Transaction ID is required when using the Custom payment gateway.');
        }
        if (Rows::find('Transaction', 'txn_id = ? AND gateway_id = ?', [$id, Rows::id($gateway)]) !== []) {
            throw new InformationException('Transaction ID is already associated with another invoice.');
        }
        Rows::make('Transaction', ['invoice_id' => Rows::id($invoice), 'gateway_id' => Rows::id($gateway), 'txn_id' => $id, 'status' => 'processed',
            'currency' => Rows::value($invoice, 'currency'), 'amount' => (string) $this->getService()->getTotalWithTax($invoice), 'type' => 'Payment']);
    }

    private function invoice(array $data): object
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Invoice id not passed'], $data);

        return Rows::existing('Invoice', $data['id'], 'Invoice was not found');
    }
}
