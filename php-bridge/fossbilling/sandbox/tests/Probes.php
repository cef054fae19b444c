<?php

/** Asks the panel what the rows of FactsTest want to know; each answer is a short text. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Profile;
use FossSandbox\Rows;
use Pimple\Container;

final class Probes
{
    use ModuleProbes;
    use MoneyProbes;

    public function __construct(private readonly PanelTestCase $panel, private readonly Container $di)
    {
    }

    public function baseClass(): string
    {
        return class_exists('FOSSBilling\\Api\\AbstractApi') ? 'FOSSBilling\\Api\\AbstractApi' : (class_exists('Api_Abstract') ? 'Api_Abstract' : 'none');
    }

    public function apiWithoutBase(): int
    {
        $this->activate();
        $this->di['session']->set('client_id', 4);
        try {
            $this->di['api_client']->tiny_some_call([]);
        } catch (\FOSSBilling\Exception $error) {
            return $error->getCode();
        }

        return 0;
    }

    public function db(): string
    {
        try {
            return $this->di['db']::class;
        } catch (\InvalidArgumentException $error) {
            return $error->getMessage();
        }
    }

    public function currencyOfClient(): string
    {
        $client = $this->panel->client();
        try {
            return $client->currency;
        } catch (\Error $error) {
            return substr($error->getMessage(), 0, 30) . ', getter says ' . $client->getCurrency();
        }
    }

    public function invoiceClass(): string
    {
        return $this->panel->draft(4, ['1.00'])::class;
    }

    public function rawRollback(): string
    {
        $client = $this->panel->client();
        $this->di['pdo']->beginTransaction();
        try {
            $this->di['mod_service']('client')->addFunds($client, '6.00', 'SLA', []);
            $this->di['pdo']->rollBack();
        } catch (\Exception $error) {
            $this->di['pdo']->rollBack();

            return $error->getMessage() . '; open: ' . ($this->di['em']->isOpen() ? 'yes' : 'no');
        }

        return $this->panel->balance(4);
    }

    public function cronAfterRawBegin(): string
    {
        $this->activate();
        $GLOBALS['tiny']['onBeforeAdminCronRun'] = static function (\Box_Event $event): void {
            $di = $event->getDi();
            $client = Rows::existing('Client', 4, 'gone');
            $di['pdo']->beginTransaction();
            try {
                $di['mod_service']('client')->addFunds($client, '30.00', 'SLA', []);
                $di['pdo']->commit();
            } catch (\Exception) {
                $di['pdo']->rollBack();
            }
        };
        // Something to do for the tasks of the run: an invoice that the balance pays.
        $this->panel->credit(4, '40.00');
        $this->approved(4, ['30.00']);
        try {
            return $this->panel->cron() ? 'runs' : 'a task failed';
        } catch (\Exception $error) {
            return $error->getMessage();
        }
    }

    public function documentedRollback(): string
    {
        $this->inTransaction(true);

        return $this->panel->balance(4);
    }

    public function documentedCommit(): string
    {
        $this->inTransaction(false);

        return $this->panel->balance(4);
    }

    public function dbalSees(): string
    {
        if (Profile::is('0.7')) {
            return isset($this->di['dbal']) ? 'dbal' : 'no dbal';
        }
        $this->di['pdo']->beginTransaction();
        $this->di['pdo']->exec("INSERT INTO setting (param, value) VALUES ('probe', '1')");
        $seen = $this->di['dbal']->fetchOne("SELECT value FROM setting WHERE param = 'probe'");
        $this->di['pdo']->rollBack();

        return $seen === false ? 'no' : 'yes';
    }

    public function priceInJson(): string
    {
        $invoice = $this->panel->reload('Invoice', $this->panel->draft(4, ['30.00']));

        return (string) json_encode($this->di['mod_service']('invoice')->toApiArray($invoice)['lines'][0]['price']);
    }

    public function priceOnPdo(): string
    {
        $invoice = $this->panel->draft(4, ['30.00']);
        $read = $this->di['pdo']->query('SELECT price, CAST(price AS CHAR) AS text FROM invoice_item WHERE invoice_id = ' . Rows::id($invoice))->fetch();

        return $read['text'] === '30.00' ? gettype($read['price']) : 'as text ' . $read['text'];
    }

    public function amountOnPdo(): string
    {
        $this->panel->credit(4, '4.5');
        $amount = $this->di['pdo']->query('SELECT amount FROM client_balance')->fetchColumn();

        return gettype($amount) . ' ' . $amount;
    }

    private function inTransaction(bool $fail): void
    {
        $client = $this->panel->client();
        $book = function () use ($client, $fail): void {
            $this->di['mod_service']('client')->addFunds($client, '6.00', 'SLA', []);
            $fail && throw new \DomainException('stop');
        };
        try {
            if (Profile::is('main')) {
                $this->di['em']->getConnection()->transactional($book);

                return;
            }
            $this->di['pdo']->beginTransaction();
            $book();
            $this->di['pdo']->commit();
        } catch (\DomainException) {
            Profile::is('main') || $this->di['pdo']->rollBack();
        }
    }

    private function activate(): array
    {
        return $this->di['api_admin']->extension_activate(['type' => 'mod', 'id' => 'tiny']);
    }

    /** An approved invoice that nothing has been paid of. */
    private function approved(int $client, array ...$lines): object
    {
        $invoice = $this->panel->draft($client, ...$lines);
        $this->di['mod_service']('invoice')->approveInvoice($invoice, []);

        return $invoice;
    }

    /** @return list<array{string, mixed}> events that the module saw, of a name */
    private function seen(string $event): array
    {
        return array_values(array_filter($GLOBALS['tiny']['seen'] ?? [], static fn (array $row): bool => $row[0] === $event));
    }
}
