<?php

/** Presets are offered by what they are for: a page of SLA policies shows no refund policy. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Presets;
use PHPUnit\Framework\TestCase;

final class PresetKindsTest extends TestCase
{
    public function testEachKindHasItsOwn(): void
    {
        $sla = Presets::all();
        $refund = Presets::all('Europe/Berlin', Presets::REFUND);
        self::assertCount(18, $sla);
        self::assertCount(7, $refund);
        foreach ($sla as $preset) {
            self::assertStringNotContainsString('"kind": "refund"', $preset['document'], $preset['id']);
        }
        foreach ($refund as $preset) {
            self::assertStringStartsWith("{\n  \"kind\": \"refund\"", $preset['document'], $preset['id']);
            self::assertStringContainsString('"zone": "Europe/Berlin"', $preset['document'], $preset['id']);
        }
    }
}
