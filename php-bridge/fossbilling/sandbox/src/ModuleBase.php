<?php

/** A module as the panel sees it: its manifest, services, controllers, settings. */

declare(strict_types=1);

namespace FossSandbox;

abstract class ModuleBase
{
    public const CORE = ['api', 'client', 'cron', 'currency', 'email', 'extension', 'hook', 'index', 'invoice', 'order', 'product', 'servicecustom',
        'servicehosting', 'staff', 'system'];

    private \Pimple\Container $di;
    private readonly string $name;

    final public function __construct(string $name)
    {
        $name = strtolower($name);
        if (preg_match('/^[a-z0-9]+$/D', $name) !== 1) {
            throw new \FOSSBilling\Exception('Invalid module name');
        }
        $this->name = $name;
    }

    public function setDi(\Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): \Pimple\Container
    {
        return $this->di;
    }

    public function getName(): string
    {
        return $this->name;
    }

    public function isCore(): bool
    {
        return in_array($this->name, self::CORE, true);
    }

    public function getCoreModules(): array
    {
        return self::CORE;
    }

    /** No camel case: the folder is the lower-case name with a capital first letter. */
    public function path(): string
    {
        return PATH_MODS . '/' . ucfirst($this->name);
    }

    public function hasManifest(): bool
    {
        return is_file($this->path() . '/manifest.json');
    }

    public function getManifest(): array
    {
        if (!$this->hasManifest()) {
            throw new \FOSSBilling\Exception('Module :mod manifest file is missing or not readable.', [':mod' => $this->name], 5897);
        }
        $manifest = json_decode((string) file_get_contents($this->path() . '/manifest.json'), true);
        if (!is_array($manifest)) {
            throw new \FOSSBilling\Exception('Module :mod manifest file is invalid. Check file syntax and permissions.', [':mod' => $this->name]);
        }

        return $manifest + ['id' => $this->name, 'type' => 'mod', 'name' => ucfirst($this->name), 'description' => '', 'version' => '1.0.0'];
    }

    public function hasService(string $sub = ''): bool
    {
        return class_exists($this->className('Service' . ucfirst($sub)));
    }

    public function getService(string $sub = ''): object
    {
        if (!$this->hasService($sub)) {
            throw new \FOSSBilling\Exception('Module :mod does not have service class', [':mod' => $this->name], 5898);
        }

        return $this->made('Service' . ucfirst($sub));
    }

    public function hasAdminController(): bool
    {
        return class_exists($this->className('Controller\\Admin'));
    }

    public function getAdminController(): ?object
    {
        return $this->hasAdminController() ? $this->made('Controller\\Admin') : null;
    }

    public function hasClientController(): bool
    {
        return class_exists($this->className('Controller\\Client'));
    }

    public function getClientController(): object
    {
        return $this->made('Controller\\Client');
    }

    public function hasSettingsPage(): bool
    {
        return is_file($this->path() . '/' . Profile::templates('admin') . "/mod_{$this->name}_settings.html.twig");
    }

    public function install(): bool
    {
        return $this->call('install');
    }

    public function uninstall(): bool
    {
        return $this->call('uninstall');
    }

    public function update(): bool
    {
        return $this->call('update', [$this->getManifest()]);
    }

    public function getConfig(): array
    {
        $stored = Rows::sql("SELECT meta_value FROM extension_meta WHERE extension = ? AND meta_key = 'config'", ['mod_' . $this->name])[0]['meta_value'] ?? null;
        $text = $stored === null ? false : $this->di['crypt']->decrypt($stored, Panel::config()['info']['salt']);

        return is_string($text) ? (array) json_decode($text, true) : [];
    }

    private function call(string $method, array $arguments = []): bool
    {
        if (!$this->hasService() || !method_exists($this->getService(), $method)) {
            return false;
        }
        $this->getService()->$method(...$arguments);

        return true;
    }

    private function made(string $class): object
    {
        $name = $this->className($class);
        $object = new $name();
        method_exists($object, 'setDi') && $object->setDi($this->di);

        return $object;
    }

    private function className(string $class): string
    {
        return 'Box\\Mod\\' . ucfirst($this->name) . '\\' . $class;
    }
}
