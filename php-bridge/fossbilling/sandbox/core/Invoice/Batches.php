<?php

/** What cron does with invoices. */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;
use MakegoodSandbox\Clock;

trait Batches
{
    /** A client with one balance row that is as large as one line's price is looked at; others are not, whatever the sum. */
    public function findAllUnpaid(?array $filter = null)
    {
        $mine = isset($filter['client_id']) ? ' AND m.client_id = ' . (int) $filter['client_id'] : '';

        return Rows::sql("SELECT m.* FROM invoice m WHERE m.status = 'unpaid' AND m.approved = 1$mine AND EXISTS (SELECT 1 FROM client_balance cb, invoice_item pi
            WHERE cb.client_id = m.client_id AND pi.invoice_id = m.id AND CAST(cb.amount AS DECIMAL(18,2)) >= CAST(pi.price AS DECIMAL(18,2)) AND pi.type <> 'deposit')
            ORDER BY m.id DESC");
    }

    public function doBatchPayWithCredits(array $data): bool
    {
        foreach ($this->findAllUnpaid($data) as $row) {
            try {
                $this->tryPayWithCredits(Rows::existing('Invoice', $row['id'], 'Invoice not found'));
            } catch (\Exception $error) {
                // A closed entity manager is closed for the whole run.
                if (Profile::is('main') && !$this->di['em']->isOpen()) {
                    throw $error;
                }
            }
        }
        $this->di['logger']->info('Executed action to try cover unpaid invoices with client credits.');

        return true;
    }

    public function doBatchPaidInvoiceActivation(): bool
    {
        // After 0.7 an invoice must have been paid ten minutes ago.
        $paid = Profile::is('0.7') ? Clock::timestamp() : date('Y-m-d H:i:s', Clock::now() - 600);
        $rows = Rows::sql("SELECT i.id FROM invoice_item i JOIN invoice m ON i.invoice_id = m.id WHERE i.status <> 'executed' AND m.status = 'paid'
            AND (m.paid_at IS NULL OR m.paid_at <= ?) ORDER BY i.id", [$paid]);
        foreach ($rows as $row) {
            $work = fn () => $this->items()->executeTask(Rows::existing('InvoiceItem', $row['id'], 'Invoice item was not found'));
            try {
                Profile::is('main') ? $this->di['em']->getConnection()->transactional($work) : $work();
            } catch (\Exception $error) {
                error_log($error->getMessage());
                // A closed entity manager is replaced by a new one: whoever kept the old one has a closed one.
                if (Profile::is('main') && !$this->di['em']->isOpen()) {
                    $this->di['em'] = new \Doctrine\ORM\EntityManager($this->di['dbal']);
                    break;
                }
            }
        }

        return true;
    }

    /** Renewal invoices of orders that expire soon, approved and tried with the balance; fires no renewal event. */
    public function generateInvoicesForExpiringOrders(): bool
    {
        $until = date('Y-m-d 23:59:59', strtotime('+' . (int) $this->di['mod_service']('system')->getParamValue('invoice_issue_days_before_expire', 14) . ' days', Clock::now()));
        $orders = Rows::sql("SELECT id FROM client_order WHERE status = 'active' AND invoice_option = 'issue-invoice' AND period IS NOT NULL
            AND expires_at IS NOT NULL AND unpaid_invoice_id IS NULL AND expires_at <= ? ORDER BY client_id DESC, id", [$until]);
        foreach ($orders as ['id' => $id]) {
            try {
                $invoice = $this->generateForOrder(Rows::existing('ClientOrder', $id, 'Order not found'));
                $this->approveInvoice($invoice, ['id' => Rows::id($invoice), 'use_credits' => true]);
            } catch (\Exception $error) {
                error_log($error->getMessage());
            }
        }

        return true;
    }

    public function renewInvoice($model, array $data)
    {
        $this->fire('onBeforeAdminGenerateRenewalInvoice', ['order_id' => Rows::id($model)]);
        $invoice = $this->generateForOrder($model, isset($data['due_days']) ? (int) $data['due_days'] : null);
        $this->approveInvoice($invoice, ['id' => Rows::id($invoice), 'use_credits' => true]);
        $this->fire('onAfterAdminGenerateRenewalInvoice', ['order_id' => Rows::id($model), 'id' => Rows::id($invoice)]);

        return Rows::id($invoice);
    }

    public function generateForOrder($order, $due_days = null): object
    {
        Rows::expect($order, 'ClientOrder');
        $known = Rows::load('Invoice', Rows::value($order, 'unpaid_invoice_id'));
        if ($known !== null && (Profile::is('0.7') || Rows::value($known, 'status') === 'unpaid')) {
            return $known;
        }
        $price = Rows::value($order, 'price');
        if (Profile::is('0.7') ? $price <= 0 : $price < 0) {
            throw new InformationException('Invoices are not generated for ' . (Profile::is('0.7') ? '0' : 'negative') . ' amount orders.');
        }
        $invoice = Rows::make('Invoice', ['client_id' => Rows::value($order, 'client_id'), 'status' => 'unpaid', 'currency' => Rows::value($order, 'currency'), 'approved' => 0]);
        $this->setInvoiceDefaults($invoice);
        $this->items()->generateFromOrder($invoice, $order, 'renew', $price);
        $due = $due_days > 0 ? date('Y-m-d H:i:s', strtotime("+$due_days days", Clock::now())) : Rows::value($order, 'expires_at');
        $due && Rows::write($invoice, ['due_at' => $due]);

        return $invoice;
    }

    public function doBatchRemindersSend(): bool
    {
        $this->fire('onBeforeAdminInvoiceSendReminders');
        $late = date('Y-m-d H:i:s', strtotime('-2 days', Clock::now()));
        foreach (Rows::find('Invoice', "status = 'unpaid' AND approved = 1 AND due_at < ? AND reminded_at IS NULL", [$late]) as $invoice) {
            $this->fire('onBeforeAdminInvoiceSendReminder', ['id' => Rows::id($invoice)]);
            Rows::write($invoice, ['reminded_at' => self::now()]);
            $this->fire('onAfterAdminInvoiceReminderSent', ['id' => Rows::id($invoice)]);
        }

        return true;
    }

    /** Once in 24 hours. */
    public function doBatchInvokeDueEvent(array $data): bool
    {
        $system = $this->di['mod_service']('System');
        $last = $system->getParamValue('invoice_overdue_invoked');
        if (($data['once_per_day'] ?? true) && $last && Clock::now() - strtotime($last) < 86400) {
            return false;
        }
        $today = strtotime(Clock::date());
        foreach (Rows::sql("SELECT id, due_at FROM invoice WHERE status = 'unpaid' AND approved = 1 AND due_at IS NOT NULL ORDER BY id") as $row) {
            $days = (int) round((strtotime(substr($row['due_at'], 0, 10)) - $today) / 86400);
            $row['due_at'] > self::now()
                ? $this->fire('onEventBeforeInvoiceIsDue', ['id' => $row['id'], 'days_left' => $days])
                : $this->fire('onEventAfterInvoiceIsDue', ['id' => $row['id'], 'days_passed' => abs($days)]);
        }
        $system->setParamValue('invoice_overdue_invoked', self::now());

        return true;
    }
}
