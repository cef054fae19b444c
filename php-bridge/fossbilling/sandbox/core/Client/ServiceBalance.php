<?php

/** A client's balance: the sum of the rows of client_balance, as a float. No locks but main's. */

declare(strict_types=1);

namespace Box\Mod\Client;

use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\UndocumentedUse;
use FOSSBilling\InformationException;

class ServiceBalance extends CoreService
{
    public function getClientBalance($c): float
    {
        Rows::expect($c, 'Client');

        return (float) (Rows::sql('SELECT SUM(amount) AS total FROM client_balance WHERE client_id = ?', [Rows::id($c)])[0]['total'] ?? 0);
    }

    /** Locks the client's row until the transaction ends: outside of one it throws. */
    public function getClientBalanceForUpdate($c): float
    {
        Profile::is('main') || throw new UndocumentedUse('only main has getClientBalanceForUpdate()');
        $connection = $this->di['em']->getConnection();
        $connection->isTransactionActive() || throw new \LogicException('A transaction is required to lock the balance.');
        $id = is_int($c) ? $c : Rows::id($c);
        $connection->fetchOne('SELECT id FROM client WHERE id = ? FOR UPDATE', [$id]);

        return (float) ($connection->fetchOne('SELECT SUM(amount) FROM client_balance WHERE client_id = ?', [$id]) ?: 0);
    }

    public function deductFunds($client, $amount, $description, ?array $data = null)
    {
        Rows::expect($client, 'Client');
        if (!is_numeric($amount)) {
            throw new InformationException('Funds amount is invalid');
        }
        if (trim((string) $description) === '') {
            throw new InformationException('Funds description is invalid');
        }

        return Rows::make('ClientBalance', ['client_id' => Rows::id($client), 'type' => $data['type'] ?? 'default', 'rel_id' => $data['rel_id'] ?? null,
            'description' => $description, 'amount' => -(float) $amount]);
    }
}
