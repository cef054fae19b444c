<?php

/** What a host says once for all refunds: office hours and holidays, what its products are, what more of something than is included costs. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\RefundRoles as Roles;
use Makegood\Desk\RefundSettings as Settings;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;
use Makegood\Pages\Refund\Access;
use Makegood\Run\LineKinds;

final class RefundSettings
{
    /** What the address of this part has in `part`. */
    public const PART = 'settings';
    public const DAYS = [1 => 'Monday', 2 => 'Tuesday', 3 => 'Wednesday', 4 => 'Thursday', 5 => 'Friday', 6 => 'Saturday', 7 => 'Sunday'];
    /** Rows of prices for each thing that is measured. */
    public const TIERS = 4;
    public const HOLIDAY_BYTES = 12_000;
    private const KINDS = ['customisation' => 'made to order', 'licence' => 'a licence', 'valueAdded' => 'an extra service'];
    private const MEASURED = ['traffic' => 'Traffic', 'disk' => 'Disk space'];
    /** Empty rows after those that are there. */
    private const SPARE = 3;

    private readonly bool $mayChange;

    public function __construct(private readonly Context $context)
    {
        $this->mayChange = (new Roles($context->ledger))->mayChange($context->actor);
    }

    public function html(): string
    {
        return ($this->mayChange ? '' : Html::alert('info', 'Only an owner changes what stands here.'))
            . Html::panel('Office hours', $this->office(), 'default', 'mg-office')
            . Html::panel('What products and add-ons are', $this->kinds(), 'default', 'mg-kinds')
            . Html::panel('What more than is included costs', $this->overage(), 'default', 'mg-overage');
    }

    private function office(): string
    {
        $office = Access::desk($this->context->site)->settings->office();
        $text = '<p>By when a request is answered is counted in these hours. ' . ($office === null ? 'Nothing is set: Monday to Friday, 09:00 to 17:00, in the time zone of each policy.' : '') . '</p>';
        $office ??= ['zone' => date_default_timezone_get(), 'days' => [1, 2, 3, 4, 5], 'from' => '09:00', 'to' => '17:00', 'holidays' => []];
        $days = '';
        foreach (self::DAYS as $day => $name) {
            $days .= '<label class="mg-line"><input type="checkbox" name="day-' . $day . '" value="1"' . (in_array($day, $office['days'], true) ? ' checked' : '') . '> ' . $name . '</label>';
        }
        $fields = '<div class="mg-fields">' . Html::input('Time zone', 'zone', 'mg-of-zone', ['value' => (string) $office['zone'], 'size' => 24, 'required' => true])
            . ' ' . Html::input('From', 'from', 'mg-of-from', ['type' => 'time', 'value' => (string) $office['from'], 'required' => true])
            . ' ' . Html::input('To', 'to', 'mg-of-to', ['type' => 'time', 'value' => (string) $office['to'], 'required' => true])
            . ' <span class="mg-field mg-words" role="group" aria-label="Days at work"><strong>Days at work</strong>' . $days . '</span>'
            . ' ' . Html::area('Holidays, one date a line, like 2026-12-25', 'holidays', 'mg-of-holidays', implode("\n", $office['holidays'] ?? []), ['rows' => 6, 'cols' => 30, 'maxlength' => self::HOLIDAY_BYTES]) . '</div>';

        return $text . ($this->mayChange ? $this->form('setOffice', $fields) : Html::facts([
            'Days' => Html::e(implode(', ', array_intersect_key(self::DAYS, array_flip($office['days'])))), 'Hours' => Html::e($office['from'] . ' to ' . $office['to'] . ', ' . $office['zone']), 'Holidays' => Html::e(implode(', ', $office['holidays'] ?? []) ?: '–'),
        ]));
    }

    private function kinds(): string
    {
        $rows = Access::desk($this->context->site)->kinds();
        $products = $this->context->directory->products();
        $text = '<p>A policy may keep what was made to order, or a licence. Say here which of your products and add-ons are such: by number (<code>product:5</code>, <code>addon:3</code>) or by the name that stands on the invoice.</p>';
        if (!$this->mayChange) {
            return $text . Html::table('.What products and add-ons are', ['What was sold', 'Is'], array_map(fn (array $row): array => [Html::e($this->sold($row['of'], $products)), self::KINDS[$row['kind']]], $rows), 'Nothing is said: the panel\'s own kinds count.');
        }
        $cells = [];
        for ($n = 0; $n < min(LineKinds::MOST, count($rows) + self::SPARE); ++$n) {
            $row = $rows[$n] ?? ['of' => '', 'kind' => ''];
            $name = $this->sold($row['of'], $products);
            $cells[] = [
                '<input class="form-control" name="of-' . $n . '" list="mg-sold" size="30" maxlength="250" value="' . Html::e($row['of']) . '" aria-label="What was sold, row ' . ($n + 1) . '">' . ($name === $row['of'] ? '' : ' <small>' . Html::e($name) . '</small>'),
                '<select class="form-control" name="kind-' . $n . '" aria-label="Is, row ' . ($n + 1) . '">' . $this->options(['' => 'nothing special'] + self::KINDS, $row['kind']) . '</select>',
            ];
        }
        $list = '';
        foreach ($products as $id => $name) {
            $list .= '<option value="product:' . Html::e((string) $id) . '">' . Html::e($name) . '</option>';
        }

        return $text . $this->form('setRefundKinds', '<datalist id="mg-sold">' . $list . '</datalist><div class="mg-rows">' . Html::table('.What products and add-ons are', ['What was sold', 'Is'], $cells, '') . '</div>');
    }

    /** @param array<string, string> $products */
    private function sold(string $of, array $products): string
    {
        return str_starts_with($of, 'product:') ? $products[substr($of, 8)] ?? $of : $of;
    }

    private function overage(): string
    {
        $stored = Access::desk($this->context->site)->settings->overage();
        $products = $this->context->directory->products();
        $rows = [];
        foreach ($stored as $row) {
            $rows[] = [
                Html::e($products[$row['product']] ?? 'product ' . $row['product']), Html::e($row['currency']), $this->tiers($row['tiers'], $row['currency']),
                $this->mayChange ? Html::link($this->context->form->url(['part' => self::PART, 'product' => $row['product'], 'currency' => $row['currency']], null, '#mg-overage'), 'Change') : '',
            ];
        }
        $html = '<p>Where a client used more than is included, a refund is lower by what the rest costs. Prices are of one currency: clients who pay in another one pay nothing more, until it has its own.</p>'
            . Html::table('.Prices of what is used beyond', ['Product', 'Currency', 'Prices', ''], $rows, 'Nothing costs more yet.');

        return $html . ($this->mayChange && $products !== [] ? $this->prices($products, $stored) : '');
    }

    /** @param array<string, string> $products @param list<array<string, mixed>> $stored */
    private function prices(array $products, array $stored): string
    {
        $currencies = $this->context->site->catalogue()->currencies();
        $product = isset($products[$this->context->query->text('product')]) ? $this->context->query->text('product') : (string) array_key_first($products);
        $currency = in_array($this->context->query->text('currency'), $currencies, true) ? $this->context->query->text('currency') : ($currencies[0] ?? 'USD');
        $tiers = [];
        foreach ($stored as $row) {
            $tiers = $row['product'] === $product && $row['currency'] === $currency ? $row['tiers'] : $tiers;
        }
        $fields = '';
        foreach (Settings::MEASURED as $id => $unit) {
            $cells = [];
            for ($n = 0; $n < max(self::TIERS, count($tiers[$id] ?? []) + 1); ++$n) {
                $row = $tiers[$id][$n] ?? ['upTo' => '', 'price' => ''];
                $cells[] = [$this->cell($id . '-upTo-' . $n, 'Up to, ' . $unit . ', row ' . ($n + 1), (string) $row['upTo']), $this->cell($id . '-price-' . $n, 'Price of each, row ' . ($n + 1), (string) $row['price'])];
            }
            $fields .= '<div class="mg-rows">' . Html::table(self::MEASURED[$id] . ' beyond what is included', ['Up to, ' . $unit . ' (the last: empty)', '>Price of each ' . $unit . ', ' . $currency], $cells, '') . '</div>';
        }

        return $this->context->form->ask(['part' => self::PART], Html::select('Product', 'product', 'mg-ov-product', $products, $product) . ' ' . Html::select('Currency', 'currency', 'mg-ov-currency', array_combine($currencies, $currencies), $currency), 'Show', '#mg-overage')
            . '<h4>' . Html::e($products[$product] . ', ' . $currency) . '</h4>' . $this->form('setOverage', $fields, ['product' => $product, 'currency' => $currency]);
    }

    private function cell(string $name, string $label, string $value): string
    {
        return '<input class="form-control" name="' . $name . '" size="10" inputmode="decimal" value="' . Html::e($value) . '" aria-label="' . Html::e($label) . '">';
    }

    /** @param array<string, list<array{upTo: ?string, price: string}>> $tiers @return string HTML */
    private function tiers(array $tiers, string $currency): string
    {
        $said = [];
        foreach ($tiers as $id => $rows) {
            foreach ($rows as $row) {
                $unit = Settings::MEASURED[$id] ?? '';
                $said[] = (self::MEASURED[$id] ?? $id) . ': ' . $row['price'] . ' ' . $currency . ' for each ' . $unit . (($row['upTo'] ?? null) === null ? '' : ' up to ' . $row['upTo'] . ' ' . $unit);
            }
        }

        return implode('<br>', array_map(Html::e(...), $said));
    }

    /** @param array<string, string> $options */
    private function options(array $options, string $chosen): string
    {
        $html = '';
        foreach ($options as $value => $text) {
            $html .= '<option value="' . Html::e($value) . '"' . ($value === $chosen ? ' selected' : '') . '>' . Html::e($text) . '</option>';
        }

        return $html;
    }

    /** @param array<string, string> $hidden */
    private function form(string $action, string $fields, array $hidden = []): string
    {
        return $this->context->form->staying(['part' => self::PART])->of($action, $hidden, $fields, 'Save', 'default');
    }
}
