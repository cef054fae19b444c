<?php

/** A client's own invoices through the API. */

declare(strict_types=1);

namespace Box\Mod\Invoice\Api;

use FossSandbox\CoreApi;
use FossSandbox\Rows;

class Client extends CoreApi
{
    public function get_list($data = [])
    {
        $mine = Rows::find('Invoice', 'client_id = ? AND approved = 1 ORDER BY id DESC', [Rows::id($this->getIdentity())]);

        return ['list' => array_map(fn (object $invoice): array => $this->getService()->toApiArray($invoice), $mine), 'total' => count($mine)];
    }

    public function get($data)
    {
        $invoice = Rows::find('Invoice', 'hash = ? AND client_id = ?', [$data['hash'] ?? '', Rows::id($this->getIdentity())])[0] ?? null;

        return $this->getService()->toApiArray($invoice ?? throw new \FOSSBilling\Exception('Invoice was not found'));
    }
}
