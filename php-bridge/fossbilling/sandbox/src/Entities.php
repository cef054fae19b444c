<?php

/** Makes the entity classes of main (and those few of 0.8) from the schema: private properties, getters, setters, constants. */

declare(strict_types=1);

namespace FossSandbox;

final class Entities
{
    /** @return bool whether the class is an entity of this line */
    public static function declare(string $class): bool
    {
        $name = str_contains($class, '\\Entity\\') ? Records::ofEntity($class) : null;
        if ($name === null) {
            return false;
        }
        $cut = (int) strrpos($class, '\\');
        eval('namespace ' . substr($class, 0, $cut) . '; class ' . substr($class, $cut + 1) . ' extends \\FossSandbox\\Entity { ' . self::body($name) . '}');

        return true;
    }

    private static function body(string $name): string
    {
        $more = self::rules();
        $table = Records::table($name);
        $code = '';
        foreach (Records::constants($name) as $constant => $word) {
            $code .= "public const $constant = '$word'; ";
        }
        foreach (Schema::columns($table) as $column => $kind) {
            [$property, $record] = $more['relations']["$table.$column"] ?? [lcfirst(str_replace('_', '', ucwords($column, '_'))), null];
            $code .= "private \$$property = null; ";
            $code .= $record === null ? self::plain($table, $column, $kind, $property) : self::relation($column, $property, $record);
        }
        $code .= $name === 'Client' || $name === 'Admin' ? self::person($name) : '';
        $code .= $name === 'Currency' ? "public function getConversionRateRaw(): string { return (string) \$this->read('conversion_rate', 'string'); } " : '';

        return $code;
    }

    private static function plain(string $table, string $column, string $kind, string $property): string
    {
        $type = match (true) {
            in_array($kind, ['pk', 'int', 'one', 'zero'], true) => 'int',
            in_array($kind, ['bool', 'no', 'yes'], true) => 'bool',
            in_array($kind, ['datetime', 'date'], true) => 'datetime',
            default => 'string',
        };
        $native = $type === 'datetime' ? '?\\DateTime' : "?$type";
        $is = in_array("$table.$column", self::rules()['is'], true);
        $word = ucfirst($property);
        $ask = $is ? 'is' . (string) preg_replace('/^Is/', '', $word) : "get$word";
        $read = $is ? 'flag' : $type;
        $code = $column === 'conversion_rate'
            ? "public function getConversionRate(): float { return (float) \$this->read('$column', 'string'); } "
            : "public function $ask(): $native { return \$this->read('$column', '$read'); } ";
        if ($column === 'id') {
            return $code;
        }
        $takes = in_array($kind, ['decimal', 'money', 'rate', 'no', 'yes', 'bool'], true) || in_array($column, ['nr', 'serie', 'taxrate'], true)
            ? 'string|int|float|bool|null' : $native;

        return $code . "public function set$word($takes \$value): self { return \$this->write('$column', '$type', \$value); } ";
    }

    private static function relation(string $column, string $property, string $record): string
    {
        $word = ucfirst($property);
        $class = '\\' . Records::className($record);

        return "public function get$word(): ?$class { return \$this->related('$column', '$record'); } "
            . "public function set$word(?$class \$value): self { return \$this->write('$column', 'int', \$value); } ";
    }

    private static function person(string $name): string
    {
        return ($name === 'Client'
            ? "public function getFullName(): string { return trim(\$this->getFirstName() . ' ' . \$this->getLastName()); } "
            : "public function getFullName(): string { return (string) \$this->getName(); } "
                . "public function isCron(): bool { return \$this->getSystemName() === 'cron'; } ")
            . "public function isActive(): bool { return \$this->getStatus() === 'active'; } ";
    }

    /** @return array{is: list<string>, relations: array<string, array{string, string}>} */
    private static function rules(): array
    {
        static $rules = null;

        return $rules ??= require dirname(__DIR__) . '/data/entities.php';
    }
}
