<?php

/** Questions about modules, events and permissions. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Rows;

trait ModuleProbes
{
    public function moduleFolder(): string
    {
        return basename($this->di['mod']('TINY')->path());
    }

    public function installThrows(): string
    {
        $GLOBALS['tiny']['install throws'] = new \FOSSBilling\Exception('broken');
        try {
            $this->activate();
        } catch (\FOSSBilling\Exception $error) {
            return $error->getMessage() . ', extension rows: ' . count(Rows::sql('SELECT id FROM extension'));
        }

        return 'activated';
    }

    public function installThrows408(): string
    {
        $GLOBALS['tiny']['install throws'] = new \FOSSBilling\Exception('later', null, 408);
        $this->activate();

        return $this->di['mod_service']('extension')->isExtensionActive('mod', 'tiny') ? 'active' : 'inactive';
    }

    public function settingsSealed(): string
    {
        $this->activate();
        $this->di['api_admin']->extension_config_save(['ext' => 'mod_tiny', 'colour' => 'blue']);
        $stored = Rows::sql("SELECT meta_value FROM extension_meta WHERE extension = 'mod_tiny' AND meta_key = 'config'")[0]['meta_value'];

        return $this->di['mod_config']('tiny')['colour'] . ', readable in the table: ' . (str_contains($stored, 'blue') ? 'yes' : 'no');
    }

    public function deactivationUninstalls(): string
    {
        $this->activate();
        $this->di['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'tiny']);

        return $this->seen('uninstall') === [] ? 'no' : 'yes';
    }

    public function menu(): string
    {
        $this->activate();
        $menu = $this->di['mod_service']('extension')->getAdminNavigation(People::admin());

        return implode(', ', array_column($menu['invoice']['subpages'], 'label'));
    }

    public function settingsPage(): string
    {
        return $this->di['mod']('tiny')->hasSettingsPage() ? 'yes' : 'no';
    }

    public function mail(): string
    {
        $this->activate();
        $this->di['mod_service']('Email')->sendTemplate(['to_client' => 4, 'code' => 'mod_tiny_credit', 'amount' => '4.50']);
        $mail = Rows::sql('SELECT subject, content_html FROM activity_client_email')[0];

        return $mail['subject'] . ' / ' . $mail['content_html'];
    }

    public function cronParams(): string
    {
        $this->activate();
        $this->panel->cron();

        return gettype($this->seen('onBeforeAdminCronRun')[0][1]);
    }

    public function approveParams(): string
    {
        $this->activate();
        $this->approved(4, ['1.00']);

        return implode(' and ', array_intersect(['id', 'lines'], array_keys($this->seen('onBeforeAdminInvoiceApprove')[0][1])));
    }

    public function refundParams(): string
    {
        $this->activate();
        $invoice = $this->approved(4, ['1.00']);
        $this->di['mod_service']('invoice')->refundInvoice($invoice);

        return $this->seen('onAfterAdminInvoiceRefund')[0][1] === ['id' => Rows::id($invoice)] ? 'id of the original' : 'else';
    }

    public function untyped(): string
    {
        $this->activate();
        $this->di['mod_service']('invoice')->deleteInvoiceByAdmin($this->approved(4, ['1.00']));

        return $this->seen('onAfterAdminInvoiceDelete') === [] ? 'not heard' : 'heard';
    }

    public function typedOtherwise(): string
    {
        $this->activate();
        $this->di['api_admin']->invoice_update(['id' => Rows::id($this->panel->draft(4, ['1.00'])), 'text_1' => 'x']);

        return (Rows::sql('SELECT text_1 FROM invoice')[0]['text_1'] === 'x' ? 'updated, ' : '') . ($this->seen('onAfterAdminInvoiceUpdate') === [] ? 'not heard' : 'heard');
    }

    public function veto(): string
    {
        $this->activate();
        $invoice = $this->approved(4, ['1.00']);
        $this->di['api_admin']->invoice_refund(['id' => Rows::id($invoice)]);
        $GLOBALS['tiny']['onBeforeAdminInvoiceRefund'] = static fn () => throw new \FOSSBilling\InformationException('Refunded already', [], 7001);
        try {
            $this->di['api_admin']->invoice_refund(['id' => Rows::id($invoice)]);
        } catch (\FOSSBilling\InformationException $error) {
            return 'code ' . $error->getCode() . ', refunds: ' . count(Rows::sql("SELECT id FROM invoice WHERE status = 'refunded'"));
        }

        return 'not vetoed';
    }

    public function everyEvent(): string
    {
        $this->activate();
        $this->approved(4, ['1.00']);

        return in_array('onAfterAdminInvoiceApprove', $GLOBALS['tiny']['every'] ?? [], true) ? 'heard' : 'not heard';
    }

    public function batchRenewal(): string
    {
        $this->activate();
        $this->panel->order(4, '2026-03-10');
        $this->panel->cron();
        $made = count(Rows::sql("SELECT id FROM invoice WHERE status = 'unpaid' AND approved = 1"));

        return "invoices $made, event " . ($this->seen('onAfterAdminGenerateRenewalInvoice') === [] ? 'not fired' : 'fired');
    }

    public function apiRenewal(): string
    {
        $this->activate();
        $order = $this->panel->order(4, '2026-03-10');
        $this->di['api_admin']->invoice_renewal_invoice(['id' => Rows::id($order)]);

        return implode(', ', array_keys($this->seen('onAfterAdminGenerateRenewalInvoice')[0][1]));
    }

    public function skippedSuspension(): string
    {
        $this->activate();
        $order = $this->panel->order(4, '2026-03-10');
        $this->di['mod_service']('order')->suspendFromOrder($order, 'test', true);
        $status = Rows::sql('SELECT status FROM client_order WHERE id = ?', [Rows::id($order)])[0]['status'];

        return $status . ', ' . ($this->seen('onAfterAdminOrderSuspend') === [] ? 'not heard' : 'heard');
    }

    public function hookCall(): string
    {
        $this->activate();
        $invoice = $this->panel->draft(4, ['1.00']);
        $this->di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => 'Hook', 'price' => 1, 'type' => 'hook_call', 'task' => 'onTinyHook', 'rel_id' => '{"a":1}']);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false, true);
        $params = $this->seen('onTinyHook')[0][1];

        return $params::class . ' ' . json_encode($params);
    }

    /** Sam may nothing at first. */
    public function permissions(): string
    {
        $this->activate();
        People::logInAdmin(2);
        $answers = [];
        foreach ([fn () => $this->di['api_admin']->tiny_some_call([]), fn () => $this->di['mod_service']('Staff')->checkPermissionsAndThrowException('tiny', 'grant')] as $call) {
            try {
                $call();
                $answers[] = 'fine';
            } catch (\FOSSBilling\Exception $error) {
                $answers[] = 'refused ' . $error->getCode();
            }
        }
        People::logInAdmin(1);
        $this->di['mod_service']('Staff')->checkPermissionsAndThrowException('tiny', 'grant');

        return "$answers[0]; key: $answers[1]; super: fine";
    }

    public function permissionKey(): string
    {
        $this->activate();
        Rows::sql(Profile::is('0.7') ? 'UPDATE admin SET permissions = ? WHERE id = 2' : 'UPDATE admin_group SET permissions = ? WHERE id = 2',
            ['{"tiny":{"access":true,"grant":true}}']);
        People::logInAdmin(2);
        $staff = $this->di['mod_service']('Staff');
        $say = static fn (bool $yes): string => $yes ? 'yes' : 'no';

        return 'access ' . $say($staff->hasPermission(null, 'tiny')) . ', grant ' . $say($staff->hasPermission(null, 'tiny', 'grant'))
            . ', other ' . $say($staff->hasPermission(null, 'tiny', 'other'));
    }

    public function transactionAround(): string
    {
        $this->activate();
        $seen = [];
        $GLOBALS['tiny']['onBeforeAdminInvoiceApprove'] = static function (\Box_Event $event) use (&$seen): void {
            $seen[] = $event->getDi()['pdo']->inTransaction();
        };
        $this->approved(4, ['1.00']);
        $this->panel->order(4, '2026-03-10');
        $this->panel->cron();

        return $seen === [false, false] ? 'none' : (string) json_encode($seen);
    }

    public function approvedTwice(): string
    {
        $this->activate();
        $invoice = $this->approved(4, ['1.00']);
        $this->di['api_admin']->invoice_approve(['id' => Rows::id($invoice)]);

        return 'heard ' . count($this->seen('onBeforeAdminInvoiceApprove')) . ' times';
    }

    public function lineDeleted(): string
    {
        $this->activate();
        $this->approved(4, ['1.00']);
        $GLOBALS['tiny'] = [];
        $this->di['api_admin']->invoice_item_delete(['id' => Rows::sql('SELECT id FROM invoice_item')[0]['id']]);

        return (Rows::sql('SELECT id FROM invoice_item') === [] ? 'gone' : 'there') . ', events ' . count($GLOBALS['tiny']['every'] ?? []);
    }

    /** An order that a paid invoice renews in cron. */
    public function transactionInActivation(): string
    {
        $this->activate();
        $order = $this->panel->order(4, '2026-03-10');
        $invoice = $this->di['mod_service']('invoice')->generateForOrder($order);
        $this->di['mod_service']('invoice')->markAsPaid($invoice, false, false);
        $seen = 'not asked';
        $GLOBALS['tiny']['onAfterAdminOrderRenew'] = static function (\Box_Event $event) use (&$seen): void {
            $seen = $event->getDi()['pdo']->inTransaction() ? 'open' : 'none';
        };
        \MakegoodSandbox\Clock::travel('2026-03-01T06:30:00Z');
        $this->panel->cron();

        return $seen;
    }

    public function cronHookThrows(): string
    {
        $this->activate();
        $GLOBALS['tiny']['onBeforeAdminCronRun'] = static fn () => throw new \RuntimeException('broken');
        try {
            $this->panel->cron();
        } catch (\RuntimeException $error) {
            return $error->getMessage() . '; due events ' . ($this->di['mod_service']('system')->getParamValue('invoice_overdue_invoked') === null ? 'not run' : 'run');
        }

        return 'caught';
    }

    public function failingLine(): string
    {
        $this->activate();
        $GLOBALS['tiny']['onBeforeAdminInvoiceApprove'] = static function (\Box_Event $event): void {
            $di = $event->getDi();
            $invoice = Rows::existing('Invoice', $event->getParameters()['id'], 'gone');
            $di['pdo']->beginTransaction();
            try {
                $di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => 'SLA', 'price' => '-1.00']);
                throw new \RuntimeException('the line failed');
            } catch (\Exception) {
                $di['pdo']->rollBack();
            }
        };
        try {
            $invoice = $this->approved(4, ['10.00']);
        } catch (\Exception $error) {
            return $error->getMessage();
        }

        return Rows::value($invoice, 'approved') ? 'approved' : 'draft';
    }

    public function changedBySql(): string
    {
        $this->activate();
        $GLOBALS['tiny']['onBeforeAdminInvoiceApprove'] = static function (\Box_Event $event): void {
            Rows::sql("UPDATE invoice SET text_1 = 'by SQL' WHERE id = ?", [$event->getParameters()['id']]);
        };
        $this->approved(4, ['10.00']);

        return Rows::sql('SELECT text_1 FROM invoice')[0]['text_1'] === 'by SQL' ? 'kept' : 'lost';
    }

    public function uninstallAfterDeactivation(): string
    {
        $this->activate();
        $this->di['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'tiny']);
        try {
            $this->di['api_admin']->extension_uninstall(['type' => 'mod', 'id' => 'tiny']);
        } catch (\FOSSBilling\Exception $error) {
            return $error->getMessage();
        }

        return $this->seen('uninstall') !== [] && !is_dir(PATH_MODS . '/Tiny') ? 'folder gone' : 'still there';
    }

    public function activatedAgain(): string
    {
        $this->activate();
        Rows::sql('DROP TABLE mod_tiny');
        $this->activate();

        return Rows::sql('SELECT id FROM mod_tiny') === [] ? 'install twice' : '';
    }

    public function leastVersion(): string
    {
        $file = PATH_MODS . '/Tiny/manifest.json';
        file_put_contents($file, json_encode(['minimum_fossbilling_version' => '0.8.0'] + (array) json_decode((string) file_get_contents($file), true)));
        try {
            $this->activate();
        } catch (\FOSSBilling\InformationException) {
            return 'refused';
        }

        return 'active';
    }
}
