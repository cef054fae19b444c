<?php

/** An invoice as the API, mails and listeners see it: floats where the panel adds them up, and the mails that its life sends. */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\Profile;
use FossSandbox\Rows;

trait Shown
{
    public function toApiArray($invoice, $deep = true, $identity = null): array
    {
        Rows::expect($invoice, 'Invoice');
        $row = Rows::all($invoice);
        $lines = [];
        $subtotal = 0;
        foreach ($this->itemsOf($invoice) as $item) {
            $lines[] = $line = $this->line($item);
            $subtotal += $line['total'];
        }
        $tax = $this->getTax($invoice);
        $client = Rows::load('Client', $row['client_id']);
        $nr = is_numeric($row['nr']) ? $row['nr'] : $row['id'];
        $padding = (int) $this->di['mod_service']('system')->getParamValue('invoice_number_padding', 5);
        $shown = array_intersect_key($row, array_flip(['id', 'serie', 'nr', 'client_id', 'hash', 'gateway_id', 'taxname', 'taxrate', 'currency', 'currency_rate',
            'status', 'notes', 'text_1', 'text_2', 'due_at', 'paid_at', 'created_at', 'updated_at', 'reminded_at', 'refund', 'credit']));

        return $shown + [
            'serie_nr' => $row['serie'] . sprintf("%0{$padding}s", $nr), 'tax' => $tax, 'subtotal' => $subtotal, 'total' => $subtotal + $tax, 'lines' => $lines,
            'buyer' => ['first_name' => $row['buyer_first_name'], 'last_name' => $row['buyer_last_name'], 'company' => $row['buyer_company'],
                'country' => $row['buyer_country'], 'email' => $row['buyer_email']],
            'seller' => ['company' => $row['seller_company'], 'email' => $row['seller_email'], 'address' => $row['seller_address']],
            'client' => $client === null ? null : $this->di['mod_service']('client')->toApiArray($client),
            'approved' => (bool) $row['approved'], 'income' => (float) $row['base_income'] - (float) $row['base_refund'], 'subscribable' => false,
        ];
    }

    public static function onAfterAdminInvoiceApprove(\Box_Event $event): void
    {
        self::mail($event, 'mod_invoice_created');
    }

    public static function onAfterAdminInvoicePaymentReceived(\Box_Event $event): void
    {
        self::mail($event, 'mod_invoice_paid');
    }

    public static function onAfterAdminInvoiceReminderSent(\Box_Event $event): void
    {
        self::mail($event, 'mod_invoice_payment_reminder');
    }

    private static function mail(\Box_Event $event, string $code): void
    {
        $di = $event->getDi();
        try {
            $invoice = Rows::existing('Invoice', $event->getParameters()['id'] ?? null, 'Invoice not found');
            $shown = $di['mod_service']('invoice')->toApiArray($invoice);
            if ($code !== 'mod_invoice_paid' || $shown['total'] > 0) {
                $di['mod_service']('email')->sendTemplate(['to_client' => $shown['client_id'], 'code' => $code, 'invoice' => $shown]);
            }
        } catch (\Exception $error) {
            error_log($error->getMessage());
        }
    }

    private function line(object $item): array
    {
        $row = Rows::all($item);
        $shown = array_intersect_key($row, array_flip(['id', 'title', 'period', 'quantity', 'unit', 'price', 'taxed', 'charged', 'type', 'rel_id', 'task', 'status']));
        // Main's prices are strings, as decimals come from the database.
        $shown['price'] = Profile::is('main') ? (string) $row['price'] : $row['price'];

        return $shown + ['tax' => 0, 'total' => $row['price'] * $row['quantity'], 'order_id' => $row['type'] === 'order' ? $row['rel_id'] : null];
    }
}
