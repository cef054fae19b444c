<?php

/** The fields of the operator's limits: how much may go out in 24 hours before a person is asked. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;
use Makegood\Run\Limits;

final class LimitsFields
{
    /** Something to begin with: a bad day of a small host, in round figures. */
    private const PROPOSED = ['USD' => '500', 'EUR' => '500', 'GBP' => '400', 'CAD' => '700', 'AUD' => '700', 'BRL' => '2500', 'CNY' => '3500', 'INR' => '40000',
        'JPY' => '75000', 'KWD' => '150', 'RUB' => '40000', 'KES' => '60000', 'TZS' => '1200000', 'ZAR' => '9000'];
    private const CLIENTS_MIN = 20;

    /** @param bool $propose whether empty limits are filled in with a proposal */
    public static function html(Context $context, string $prefix, bool $propose): string
    {
        $limits = Limits::of($context->ledger);
        $propose = $propose && $limits['clients'] === null && $limits['amounts'] === [];
        $amounts = array_column($limits['amounts'], 'amount', 'currency');
        $clients = $propose ? (string) max(self::CLIENTS_MIN, intdiv($context->site->catalogue()->activeClients(), 4)) : (string) $limits['clients'];
        $html = Html::input('Clients', 'limit-clients', $prefix . 'clients', ['inputmode' => 'numeric', 'size' => 6, 'value' => $clients, 'maxlength' => 9]);
        foreach ($context->site->catalogue()->currencies() as $code) {
            $value = $amounts[$code] ?? ($propose ? self::PROPOSED[$code] ?? '' : '');
            $html .= ' ' . Html::input($code, 'limit-' . $code, $prefix . strtolower(preg_replace('/\W/', '', $code) ?? ''), [
                'inputmode' => 'decimal', 'size' => 10, 'value' => $value, 'maxlength' => 20,
            ]);
        }

        return '<div class="mg-fields">' . $html . '</div><p class="help-block">What goes out in 24 hours, at most. A run above one of these waits in Review as one item;'
            . ' nothing of it is credited before you release it. Empty: no limit.</p>';
    }
}
