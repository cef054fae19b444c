<?php

/** Addresses of pages, with a query of their own and without. */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Pages\Address;
use PHPUnit\Framework\TestCase;

final class AddressTest extends TestCase
{
    /** @return array<string, array{string, array<string, string|int>, string, string}> address, query, with it, before "asset" */
    public static function addresses(): array
    {
        return [
            'a path' => ['/admin/makegood', ['tab' => 'health'], '/admin/makegood?tab=health', '/admin/makegood?asset='],
            'a query of its own' => ['index.php?m=x', ['a' => 1, 'b' => '&'], 'index.php?m=x&a=1&b=%26', 'index.php?m=x&asset='],
            'nothing to add' => ['/makegood', [], '/makegood', '/makegood?asset='],
            'a mark at the end' => ['/makegood?', ['a' => 'b c'], '/makegood?a=b+c', '/makegood?asset='],
            'an ampersand at the end' => ['/x?y=1&', ['a' => 'ü'], '/x?y=1&a=%C3%BC', '/x?y=1&asset='],
            'a name that was encoded already' => ['/x?y=%26', ['a' => '1'], '/x?y=%26&a=1', '/x?y=%26&asset='],
        ];
    }

    /** @dataProvider addresses @param array<string, string|int> $query */
    public function testItTakesMoreParameters(string $address, array $query, string $with, string $before): void
    {
        self::assertSame([$with, $before], [Address::of($address)->with($query), Address::of($address)->before('asset')]);
    }

    public function testWhatAFormHasToSendAlong(): void
    {
        $address = Address::of('addon.php?module=x&y=%26&z[]=1');
        self::assertSame(['addon.php', ['module' => 'x', 'y' => '&']], [$address->path(), $address->query()]);
        self::assertSame(['/makegood', []], [Address::of('/makegood')->path(), Address::of('/makegood')->query()]);
    }

    public function testTheSeparatorOfPhpsSettingsIsNotUsed(): void
    {
        $before = ini_set('arg_separator.output', '&amp;');
        try {
            self::assertSame('/x?a=1&b=2', Address::of('/x')->with(['a' => 1, 'b' => 2]));
        } finally {
            ini_set('arg_separator.output', (string) $before);
        }
    }
}
