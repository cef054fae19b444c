<?php

/**
 * Invoices: draft (approved = 0), approval, payment, refund, deletion. Totals are floats, as the panel computes them.
 *
 * What leaves through toApiArray is in Shown, the batches of cron are in Batches, refunds in Refunds.
 */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;

class Service extends CoreService
{
    use Batches;
    use Refunds;
    use Shown;

    public function getModulePermissions(): array
    {
        return ['manage_invoices' => ['type' => 'bool', 'display_name' => 'Manage invoices', 'description' => '']];
    }

    /** @param array{gateway_id?: int, items?: list<array>, text_1?: string, text_2?: string, approve?: bool} $data */
    public function prepareInvoice($client, array $data): object
    {
        Rows::expect($client, 'Client');
        if (!Rows::value($client, 'currency')) {
            Rows::write($client, ['currency' => $this->di['mod_service']('currency')->defaultCode()]);
        }
        $invoice = Rows::make('Invoice', ['client_id' => Rows::id($client), 'status' => 'unpaid', 'currency' => Rows::value($client, 'currency'), 'approved' => 0,
            'gateway_id' => $data['gateway_id'] ?? null, 'text_1' => $data['text_1'] ?? null, 'text_2' => $data['text_2'] ?? null]);
        $this->setInvoiceDefaults($invoice);
        foreach ($data['items'] ?? [] as $item) {
            $this->items()->addNew($invoice, $item);
        }
        if (!empty($data['approve'])) {
            try {
                $this->approveInvoice($invoice, ['id' => Rows::id($invoice)]);
            } catch (\Exception $error) {
                error_log($error->getMessage());
            }
        }

        return $invoice;
    }

    public function setInvoiceDefaults($model): void
    {
        $system = $this->di['mod_service']('system');
        $client = Rows::existing('Client', Rows::value($model, 'client_id'), 'Client not found');
        $seller = $system->getCompany();
        $buyer = Rows::all($client);
        $number = (int) $system->getParamValue('invoice_starting_number', 1);
        $system->setParamValue('invoice_starting_number', $number + 1);
        [$name, $rate] = $this->di['mod_service']('Invoice', 'Tax')->rateFor($client);
        $days = (int) $system->getParamValue('invoice_due_days', 1);
        Rows::write($model, [
            'seller_company' => $seller['name'], 'seller_company_vat' => $seller['vat_number'], 'seller_address' => $seller['address_1'],
            'seller_email' => $seller['email'], 'seller_phone' => $seller['tel'], 'buyer_first_name' => $buyer['first_name'],
            'buyer_last_name' => $buyer['last_name'], 'buyer_company' => $buyer['company'], 'buyer_address' => trim($buyer['address_1'] . ' ' . $buyer['address_2']),
            'buyer_city' => $buyer['city'], 'buyer_state' => $buyer['state'], 'buyer_country' => $buyer['country'], 'buyer_email' => $buyer['email'],
            'buyer_zip' => $buyer['postcode'], 'due_at' => date('Y-m-d H:i:s', strtotime("+$days day", \MakegoodSandbox\Clock::now())),
            'serie' => $system->getParamValue('invoice_series'), 'nr' => (string) $number, 'hash' => bin2hex(random_bytes(60)),
            'taxname' => $name, 'taxrate' => $rate, 'notes' => $system->getParamValue('invoice_default_note'),
        ]);
    }

    /** In 0.7 the mail goes out before the balance pays; later the other way round. */
    public function approveInvoice($invoice, array $data): bool
    {
        Rows::expect($invoice, 'Invoice');
        $this->fire('onBeforeAdminInvoiceApprove', $this->eventParams($invoice));
        Rows::write($invoice, ['approved' => 1]);
        $early = Profile::is('0.7');
        $early && $this->fire('onAfterAdminInvoiceApprove', $this->eventParams($invoice));
        empty($data['use_credits']) || $this->tryPayWithCredits($invoice);
        $early || $this->fire('onAfterAdminInvoiceApprove', $this->eventParams($invoice));
        $this->di['logger']->info('Approved invoice ' . Rows::id($invoice) . '.');

        return true;
    }

    /** All of the invoice or nothing. 0.7 pays up to 0.05 more than the balance has, later lines up to 0.01. */
    public function tryPayWithCredits($invoice)
    {
        Rows::expect($invoice, 'Invoice');
        if (!Rows::value($invoice, 'approved') || (!Profile::is('0.7') && Rows::value($invoice, 'status') === 'paid')) {
            return Profile::is('0.7') ? null : false;
        }
        $paid = Profile::is('main')
            ? $this->di['em']->wrapInTransaction(fn (): bool => $this->payFromBalance($invoice))
            : $this->payFromBalance($invoice);
        if ($paid && Profile::is('main')) {
            $this->fire('onAfterAdminInvoicePaymentReceived', ['id' => Rows::id($invoice)]);
            $this->execute($this->itemsOf($invoice));
        }

        return $paid ?: (Profile::is('0.7') ? null : false);
    }

    public function payInvoiceWithCredits($model): bool
    {
        $this->tryPayWithCredits($model);

        return true;
    }

    public function markAsPaid($invoice, $charge = true, $execute = false, bool $deferEvents = false): bool
    {
        Rows::expect($invoice, 'Invoice');
        if (Rows::value($invoice, 'status') === 'paid') {
            return true;
        }
        $items = $this->itemsOf($invoice);
        $book = function () use ($invoice, $items, $charge): void {
            foreach ($items as $item) {
                $this->items()->markAsPaid($item, $charge);
            }
            $rate = $this->di['mod_service']('currency')->rate((string) Rows::value($invoice, 'currency'));
            if ($rate === null && !Profile::is('0.7')) {
                throw new \FOSSBilling\Exception("Currency rate for code '" . Rows::value($invoice, 'currency') . "' is not configured.");
            }
            Rows::write($invoice, ['serie' => $this->di['mod_service']('system')->getParamValue('invoice_series_paid'), 'approved' => 1,
                'currency_rate' => $rate ?? 1, 'status' => 'paid', 'paid_at' => self::now()]);
            $this->countIncome($invoice);
        };
        Profile::is('main') ? $this->di['em']->wrapInTransaction($book) : $book();
        $deferEvents || $this->fire('onAfterAdminInvoicePaymentReceived', ['id' => Rows::id($invoice)]);
        $execute && $this->execute($items);
        $this->di['logger']->info('Marked invoice ' . Rows::id($invoice) . ' as paid.');

        return true;
    }

    public function updateInvoice($model, array $data): bool
    {
        Rows::expect($model, 'Invoice');
        $this->fire('onBeforeAdminInvoiceUpdate', Profile::is('0.7') ? $data : $data + ['id' => Rows::id($model)]);
        Rows::write($model, array_intersect_key($data, array_flip(['gateway_id', 'text_1', 'text_2', 'status', 'taxrate', 'taxname', 'approved', 'notes',
            'paid_at', 'due_at', 'serie', 'nr'])));
        empty($data['new_item']['title']) || $this->items()->addNew($model, $data['new_item']);
        foreach ($data['items'] ?? [] as $id => $values) {
            $item = Rows::load('InvoiceItem', $id);
            $item === null || $this->items()->update($item, $values);
        }
        $this->fire('onAfterAdminInvoiceUpdate', ['id' => Rows::id($model)]);

        return true;
    }

    public function deleteInvoiceByAdmin($model): bool
    {
        Rows::expect($model, 'Invoice');
        $id = Rows::id($model);
        $this->fire('onBeforeAdminInvoiceDelete', ['id' => $id]);
        $this->rmInvoice($model);
        $this->fire('onAfterAdminInvoiceDelete', ['id' => $id]);
        $this->di['logger']->info("Removed invoice #$id");

        return true;
    }

    public function rmInvoice($model): bool
    {
        Rows::sql('UPDATE client_order SET unpaid_invoice_id = NULL WHERE unpaid_invoice_id = ?', [Rows::id($model)]);
        array_map(Rows::remove(...), $this->itemsOf($model));
        Rows::remove($model);

        return true;
    }

    public function countIncome($invoice): void
    {
        $table = $this->di['mod_service']('currency');
        $code = (string) Rows::value($invoice, 'currency');
        Rows::write($invoice, ['base_income' => round($table->toBaseCurrency($code, $this->getTotal($invoice)), 2),
            'base_refund' => round($table->toBaseCurrency($code, (float) Rows::value($invoice, 'refund')), 2)]);
    }

    public function getTotalWithTax($invoice): float
    {
        return $this->getTotal($invoice) + $this->getTax($invoice);
    }

    /** The rate on the sum of the taxed lines, rounded once. */
    public function getTax($invoice): float
    {
        $rate = (float) Rows::value($invoice, 'taxrate');
        $sum = 0.0;
        foreach ($this->itemsOf($invoice) as $item) {
            $sum += Rows::value($item, 'taxed') ? (float) Rows::value($item, 'price') * (int) Rows::value($item, 'quantity') : 0.0;
        }

        return $rate <= 0 || $sum == 0.0 ? 0.0 : round($sum * $rate / 100, 2);
    }

    public function getTotal($invoice): float
    {
        $total = 0.0;
        foreach ($this->itemsOf($invoice) as $item) {
            $total += $this->items()->getTotal($item);
        }

        return $total;
    }

    /** By number only: any line whose rel_id is the order's, of whatever type. */
    public function findPaidInvoicesForOrder($order): array
    {
        return Rows::find('Invoice', "id IN (SELECT invoice_id FROM invoice_item WHERE rel_id = ?) AND status = 'paid'", [(string) Rows::id($order)]);
    }

    private function payFromBalance(object $invoice): bool
    {
        $client = Rows::existing('Client', Rows::value($invoice, 'client_id'), 'Client not found');
        $balances = $this->di['mod_service']('Client', 'Balance');
        $balance = Profile::is('main') ? $balances->getClientBalanceForUpdate($client) : $balances->getClientBalance($client);
        $required = $this->getTotalWithTax($invoice);
        $enough = Profile::is('0.7')
            ? abs($balance - $required) < 0.05 || $balance - $required > 0.00001
            : $balance - $required >= -0.01;
        if (!$enough) {
            return false;
        }
        // Nothing is charged for an invoice of nothing or less, but for 0.7, which then gives the difference to the client.
        if (Profile::is('0.7') || $required > 0.01) {
            Rows::make('ClientBalance', ['client_id' => Rows::id($client), 'type' => 'invoice', 'rel_id' => (string) Rows::id($invoice), 'amount' => -$required,
                'description' => 'Payment for invoice #' . (Profile::is('0.7') ? Rows::id($invoice) : Rows::value($invoice, 'nr')) . ' using account credit.']);
        }
        $this->markAsPaid($invoice, false, !Profile::is('main'), Profile::is('main'));

        return true;
    }

    /** @param list<object> $items */
    private function execute(array $items): void
    {
        foreach ($items as $item) {
            try {
                $this->items()->executeTask($item);
            } catch (\Exception $error) {
                error_log($error->getMessage());
            }
        }
    }

    /** @return list<object> */
    private function itemsOf(object $invoice): array
    {
        return Rows::find('InvoiceItem', 'invoice_id = ? ORDER BY id', [Rows::id($invoice)]);
    }

    private function items(): ServiceInvoiceItem
    {
        return $this->di['mod_service']('Invoice', 'InvoiceItem');
    }

    /** 0.7 tells listeners the id, later lines the whole invoice. */
    private function eventParams(object $invoice): array
    {
        return Profile::is('0.7') ? ['id' => Rows::id($invoice)] : $this->toApiArray($invoice);
    }
}
