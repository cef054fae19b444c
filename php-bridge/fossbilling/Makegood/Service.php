<?php

/** What the panel calls by name: activation, permissions, widgets, and its hooks, each one line to a class in Hooks/. */

declare(strict_types=1);

namespace Box\Mod\Makegood;

require_once __DIR__ . '/compat.php';

use Box\Mod\Makegood\Hooks\Cron;
use Box\Mod\Makegood\Hooks\Guard;
use Box\Mod\Makegood\Hooks\InvoiceChange;
use Box\Mod\Makegood\Hooks\OrderChange;

class Service implements \FOSSBilling\InjectionAwareInterface, Compat\Widgets
{
    protected ?\Pimple\Container $di = null;

    public function setDi(\Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?\Pimple\Container
    {
        return $this->di;
    }

    public function install(): bool
    {
        return Lifecycle::install($this->app());
    }

    public function uninstall(): bool
    {
        return Lifecycle::uninstall($this->app());
    }

    /** @param array<string, mixed> $manifest */
    public function update(array $manifest): bool
    {
        return Lifecycle::update($this->app());
    }

    /** @return array<string, array<string, mixed>> */
    public function getModulePermissions(): array
    {
        return Access::permissions();
    }

    /** @return list<array{slot: string, template: string}> asked for by panels that know widgets, from 0.8 on */
    public function getWidgets(): array
    {
        return [
            ['slot' => 'client.index.dashboard.client.before', 'template' => 'mod_makegood_dashboard'],
            ['slot' => 'client.order.manage.details.after', 'template' => 'mod_makegood_order'],
        ];
    }

    // Cron: the only place that decides and posts.
    public static function onBeforeAdminCronRun(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app) => Cron::run($app));
    }

    public static function onAfterAdminCronRun(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app) => Cron::daily($app));
    }

    // Invoices.
    public static function onBeforeAdminInvoiceApprove(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => InvoiceChange::approving($app, $about));
    }

    public static function onBeforeAdminInvoiceRefund(\Box_Event $event): void
    {
        Guard::veto($event, static fn (App $app, array $about): ?string => InvoiceChange::refunding($app, $about));
    }

    public static function onAfterAdminInvoiceRefund(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => InvoiceChange::changed($app, $about));
    }

    public static function onAfterAdminInvoiceUpdate(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => InvoiceChange::changed($app, $about));
    }

    public static function onAfterAdminInvoiceDelete(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => InvoiceChange::changed($app, $about));
    }

    // An order changed: write down since when. Never the engine here.
    public static function onAfterAdminOrderCreate(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderActivate(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderRenew(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderSuspend(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderUnsuspend(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderCancel(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderUncancel(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderUpdate(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    public static function onAfterAdminOrderDelete(\Box_Event $event): void
    {
        Guard::run($event, static fn (App $app, array $about) => OrderChange::seen($app, $about));
    }

    private function app(): App
    {
        return App::of($this->di ?? throw new \LogicException('The panel did not hand over its container.'));
    }
}
