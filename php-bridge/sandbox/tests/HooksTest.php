<?php

/** Hook points: documented names and parameters, priorities, and callbacks that throw. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class HooksTest extends SandboxTestCase
{
    public function testCallbacksRunByPriorityThenByRegistrationAndReturnAList(): void
    {
        foreach ([[5, 'late'], [-1, 'first'], [1, 'second'], [1, 'third']] as [$priority, $word]) {
            add_hook('ServiceEdit', $priority, static fn (array $vars): string => $word . $vars['serviceid']);
        }
        add_hook('ServiceEdit', 2, static fn (): ?string => null);
        self::assertSame(['first7', 'second7', 'third7', 'late7'], run_hook('ServiceEdit', ['userid' => 1, 'serviceid' => 7]));
    }

    public function testACallbackThatThrowsIsLoggedAndStopsNobody(): void
    {
        add_hook('PreCronJob', 1, static fn () => throw new \Error('broken'));
        add_hook('PreCronJob', 2, static fn (): string => 'ran');
        self::assertSame(['ran'], run_hook('PreCronJob'));
        self::assertSame('Hook PreCronJob failed: Error: broken', Capsule::table('tblactivitylog')->value('description'));
    }

    public function testPositionalArguments(): void
    {
        add_hook('PostAutomationTask', 1, static fn (string $task, bool $completed): string => $task . (int) $completed);
        self::assertSame(['invoices1'], run_hook('PostAutomationTask', ['task' => 'invoices', 'completed' => true]));
    }

    public function testAPointCanBeMadeToFireTwice(): void
    {
        Assumptions::set('hooks.calls', 'twice');
        add_hook('AfterCronJob', 1, static fn (): int => 1);
        self::assertSame([1, 1], run_hook('AfterCronJob'));
    }

    public function testAnUndocumentedPointIsRefused(): void
    {
        $this->expectException(UndocumentedUse::class);
        add_hook('CreditAdded', 1, static fn () => null);
    }

    public function testAnUndocumentedParameterIsRefused(): void
    {
        $this->expectException(UndocumentedUse::class);
        run_hook('ServiceEdit', ['serviceid' => 1, 'before' => []]);
    }

    public function testTheDocumentedSpellingOfAddTransactionCanBeSwitched(): void
    {
        $seen = [];
        add_hook('AddTransaction', 1, static function (array $vars) use (&$seen): void {
            $seen[] = $vars['invocieid'] ?? 'invoiceid ' . $vars['invoiceid'];
        });
        foreach (['invocieid', 'invoiceid'] as $spelling) {
            Assumptions::set('addtransaction.key', $spelling);
            $id = localAPI('CreateInvoice', ['userid' => 1, 'itemdescription1' => 'Work', 'itemamount1' => '1.00'])['invoiceid'];
            localAPI('AddInvoicePayment', ['invoiceid' => $id, 'transid' => 't', 'gateway' => 'g', 'date' => '2026-03-01']);
        }
        self::assertSame([1, 'invoiceid 2'], $seen);
    }
}
