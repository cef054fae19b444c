<?php

/** What a plan or an add-on costs by the panel's price list, for as many pieces as the service has; -1.00 there means that it is not sold so. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use WHMCS\Database\Capsule;

final class ListPrices
{
    private const COLUMNS = [1 => 'monthly', 3 => 'quarterly', 6 => 'semiannually', 12 => 'annually', 24 => 'biennially', 36 => 'triennially'];

    private function __construct(public readonly ?string $list, public readonly ?string $monthly)
    {
    }

    public static function none(): self
    {
        return new self(null, null);
    }

    /**
     * @param \stdClass $service row of tblhosting
     * @param ?int      $addon   the add-on of the service; null: the plan
     * @param ?int      $months  of the cycle
     */
    public static function of(\stdClass $service, ?int $addon, ?int $months): self
    {
        $relid = $addon === null ? (int) $service->packageid : Addons::definition((string) $service->id, $addon);
        $currency = (int) Capsule::table('tblclients')->where('id', (int) $service->userid)->value('currency');
        $column = self::COLUMNS[$months ?? 0] ?? 'monthly';
        $pieces = $addon === null ? max(1, (int) ($service->qty ?? 1)) : 1;
        $price = static fn (string $name): string => "CASE WHEN CAST(ROUND($name * 100) AS SIGNED INTEGER) > 0 THEN CAST(CAST(ROUND($name * 100) AS SIGNED INTEGER) * $pieces AS CHAR) END";
        $row = $relid === 0 ? null : Capsule::table('tblpricing')->where('type', $addon === null ? 'product' : 'addon')->where('relid', $relid)->where('currency', $currency)
            ->selectRaw($price($column) . ' AS listed, ' . $price('monthly') . ' AS by_month')->first();
        $read = static fn (mixed $hundredths): ?string => $hundredths === null ? null : Decimal::hundredths((string) $hundredths);

        return $row === null || $months === null ? self::none() : new self($read($row->listed), $read($row->by_month));
    }
}
