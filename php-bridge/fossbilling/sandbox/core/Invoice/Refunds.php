<?php

/** Refunds: a document of its own with all lines negated. */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\Rows;
use FOSSBilling\InformationException;

trait Refunds
{
    /** Copies all lines negated into a document of its own; the original stays as it is, paid or not, and no money moves. */
    public function refundInvoice($invoice, $note = null): ?int
    {
        Rows::expect($invoice, 'Invoice');
        $this->fire('onBeforeAdminInvoiceRefund', $this->eventParams($invoice));
        $system = $this->di['mod_service']('system');
        $logic = $system->getParamValue('invoice_refund_logic', 'manual');
        $new = $logic === 'credit_note' || $logic === 'negative_invoice' ? $this->negated($invoice) : null;
        if ($new !== null) {
            $this->countIncome($new);
            $this->addNote($invoice, 'Refund invoice #' . Rows::id($new) . ' generated.');
            $this->addNote($new, 'Refund for #' . Rows::id($invoice) . ' invoice.');
            empty($note) || $this->addNote($new, $note);
            $number = (int) $system->getParamValue('invoice_cn_starting_number', 1);
            Rows::write($new, $logic === 'negative_invoice' ? ['serie' => $system->getParamValue('invoice_series_paid')]
                : ['serie' => $system->getParamValue('invoice_cn_series', 'CN-'), 'nr' => (string) $number]);
            $logic === 'credit_note' && $system->setParamValue('invoice_cn_starting_number', $number + 1, true);
        }
        $this->fire('onAfterAdminInvoiceRefund', ['id' => Rows::id($invoice)]);
        $this->di['logger']->info('Refunded invoice #' . Rows::id($invoice) . '.');

        return $new === null ? null : Rows::id($new);
    }

    public function addNote($model, $note): bool
    {
        Rows::write($model, ['notes' => Rows::value($model, 'notes') . self::now() . ': ' . $note . '       ' . PHP_EOL]);

        return true;
    }

    private function negated(object $invoice): object
    {
        if ($this->getTotalWithTax($invoice) <= 0) {
            throw new InformationException('Cannot refund invoice with negative amount');
        }
        $kept = array_filter(Rows::all($invoice), static fn (string $column): bool => preg_match('/^(client_id|currency|tax|seller_|buyer_)/', $column) === 1, ARRAY_FILTER_USE_KEY);
        $new = Rows::make('Invoice', $kept + ['hash' => bin2hex(random_bytes(60)), 'status' => 'refunded', 'approved' => 1, 'paid_at' => self::now()]);
        foreach ($this->itemsOf($invoice) as $item) {
            $copied = array_intersect_key(Rows::all($item), array_flip(['type', 'rel_id', 'task', 'title', 'period', 'quantity', 'unit', 'taxed']));
            Rows::make('InvoiceItem', $copied + ['invoice_id' => Rows::id($new), 'status' => 'executed', 'charged' => 1, 'price' => -(float) Rows::value($item, 'price')]);
        }

        return $new;
    }
}
