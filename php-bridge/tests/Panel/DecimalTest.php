<?php

/** Amounts as panels store them → as the contract takes them; prices that a currency cannot have. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use PHPUnit\Framework\TestCase;

final class DecimalTest extends TestCase
{
    /** @return array<string, array{string, string}> */
    public static function decimals(): array
    {
        return [
            'two decimals' => ['10.50', '10.5'], 'yen as stored' => ['1200.00', '1200'], 'ends in zeros' => ['1000', '1000'], 'zero' => ['0.00', '0'],
            'negative zero' => ['-0.00', '0'], 'negative' => ['-3.10', '-3.1'], 'below one' => ['0.37', '0.37'], 'leading zero' => ['007.00', '7'],
            'not a decimal is the core\'s to refuse' => ['1,200.00', '1,200.00'], 'exponent' => ['1e3', '1e3'],
        ];
    }

    /** @dataProvider decimals */
    public function testDecimalsLoseOnlyZeros(string $stored, string $plain): void
    {
        self::assertSame($plain, Decimal::shortest($stored));
    }

    /** @return array<string, array{string, string}> */
    public static function hundredths(): array
    {
        return ['whole' => ['1000', '10'], 'one digit' => ['5', '0.05'], 'nothing' => ['0', '0'], 'negative' => ['-1050', '-10.5'], 'below one' => ['-7', '-0.07']];
    }

    /** @dataProvider hundredths */
    public function testHundredthsAreWrittenAsADecimal(string $count, string $decimal): void
    {
        self::assertSame($decimal, Decimal::hundredths($count));
    }

    public function testMoneyKeepsBothDecimals(): void
    {
        self::assertSame(['10.00', '0.05', '0.00', '-10.50', '-0.07'], array_map(Decimal::money(...), ['1000', '5', '0', '-1050', '-7']));
    }

    /** @return array<string, array{string, string, string}> */
    public static function printed(): array
    {
        return [
            'dollars' => ['72', 'USD', '72.00'], 'cents stay' => ['72.5', 'USD', '72.50'], 'yen' => ['72', 'JPY', '72'], 'dinars' => ['0.37', 'KWD', '0.370'], 'four decimals' => ['1.5', 'CLF', '1.5000'],
        ];
    }

    /** @dataProvider printed */
    public function testAnAmountHasTheDecimalsOfItsCurrency(string $amount, string $currency, string $printed): void
    {
        self::assertSame($printed, IsoCurrency::printed($amount, $currency));
    }

    /** @return array<string, array{string, string, bool}> */
    public static function prices(): array
    {
        return [
            'dollars' => ['10.5', 'USD', true], 'whole yen' => ['1039', 'JPY', true], 'no half yen' => ['1039.5', 'JPY', false], 'three decimals' => ['1.125', 'KWD', true],
            'no code' => ['1.5', IsoCurrency::NONE, true], 'gives back' => ['-1', 'USD', false], 'no number' => ['free', 'USD', false],
        ];
    }

    /** @dataProvider prices */
    public function testWhatACurrencyCanBe(string $price, string $code, bool $can): void
    {
        self::assertSame($can, IsoCurrency::canBe($price, $code));
    }

    public function testCodes(): void
    {
        self::assertSame(['EUR', 'USD', 'XXX', 'XXX', 'XXX'], array_map(IsoCurrency::code(...), ['EUR', ' usd ', 'USDT', '', null]));
    }
}
