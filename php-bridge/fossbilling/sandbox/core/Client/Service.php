<?php

/** Clients, and funds given to them. */

declare(strict_types=1);

namespace Box\Mod\Client;

use FossSandbox\CoreService;
use FossSandbox\Rows;
use FOSSBilling\InformationException;

class Service extends CoreService
{
    private const SHOWN = ['id', 'aid', 'email', 'email_approved', 'type', 'company', 'company_vat', 'company_number', 'first_name', 'last_name', 'gender',
        'birthday', 'phone_cc', 'phone', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country', 'currency', 'notes', 'created_at'];

    /**
     * A row of client_balance. Fires no event, tells no id, and takes what is_numeric takes: "-5", "0", "1e3", " 7 ".
     *
     * @param array{type?: string, rel_id?: string} $data
     */
    public function addFunds($client, $amount, $description, array $data = []): bool
    {
        Rows::expect($client, 'Client');
        if (!Rows::value($client, 'currency')) {
            throw new InformationException('You must define the client\'s currency before adding funds.');
        }
        if (!is_numeric($amount)) {
            throw new InformationException('Funds amount is invalid');
        }
        if (empty($description)) {
            throw new InformationException('Funds description is invalid');
        }
        Rows::make('ClientBalance', ['client_id' => Rows::id($client), 'type' => $data['type'] ?? 'gift', 'rel_id' => $data['rel_id'] ?? null,
            'description' => $description, 'amount' => is_string($amount) ? trim($amount) : $amount]);

        return true;
    }

    public function getClientBalance($c): float
    {
        return $this->di['mod_service']('Client', 'Balance')->getClientBalance($c);
    }

    /** The currency is fixed once an invoice or an order exists. */
    public function canChangeCurrency($model, $currency = null): bool
    {
        Rows::expect($model, 'Client');
        $old = Rows::value($model, 'currency');
        if (!$old) {
            return true;
        }
        if ($old === $currency) {
            return false;
        }
        foreach (['invoice', 'client_order'] as $table) {
            if (Rows::sql("SELECT id FROM $table WHERE client_id = ? LIMIT 1", [Rows::id($model)]) !== []) {
                throw new InformationException('Currency cannot be changed. Client already has invoices or orders issued.');
            }
        }

        return true;
    }

    public function isClientTaxable($model): bool
    {
        return (bool) $this->di['mod_service']('system')->getParamValue('tax_enabled', false) && !Rows::value($model, 'tax_exempt');
    }

    public function get($data)
    {
        return Rows::existing('Client', $data['id'] ?? null, 'Client not found');
    }

    public function toApiArray($model, $deep = false, $identity = null): array
    {
        Rows::expect($model, 'Client');
        $row = array_intersect_key(Rows::all($model), array_fill_keys(self::SHOWN, true));
        if ($identity !== null && is_a($identity, \FossSandbox\Records::className('Admin'))) {
            $row += ['status' => Rows::value($model, 'status'), 'tax_exempt' => Rows::value($model, 'tax_exempt')];
        }

        return $row + ['group_id' => Rows::value($model, 'client_group_id')] + ($deep ? ['balance' => $this->getClientBalance($model)] : []);
    }
}
