<?php

/** $di['api_admin']->module_some_call($data): checks the module, the right to it and the class, then calls. */

declare(strict_types=1);

namespace FossSandbox;

use FOSSBilling\Exception;

final class ApiHandler
{
    public function __construct(private readonly string $role)
    {
    }

    public function __call(string $method, array $arguments): mixed
    {
        if (!str_contains($method, '_')) {
            throw new Exception('Method :method must contain underscore', [':method' => $method], 710);
        }
        [$name, $call] = explode('_', $method, 2);
        $name = strtolower($name);
        $di = Panel::container();
        if (!$di['mod_service']('extension')->isExtensionActive('mod', $name)) {
            throw new Exception('FOSSBilling module :mod is not installed/activated', [':mod' => $name], 715);
        }
        $identity = match ($this->role) {
            'admin' => $di['loggedin_admin'],
            'system' => People::cron() ?? $di['loggedin_admin'],
            'client' => $di['loggedin_client'],
            default => null,
        };
        $type = $this->role === 'system' ? 'admin' : $this->role;
        if ($type === 'admin' && !$di['mod_service']('staff')->hasPermission($identity, $name)) {
            throw new Exception('You do not have access to the :mod module', [':mod' => $name], 725);
        }

        return $this->api($name, $type, $identity, $call)->$call($arguments[0] ?? []);
    }

    /** For Twig: every call is there. */
    public function __isset(string $name): bool
    {
        return true;
    }

    private function api(string $name, string $type, ?object $identity, string $call): object
    {
        $di = Panel::container();
        $class = 'Box\\Mod\\' . ucfirst($name) . '\\Api\\' . ucfirst($type);
        if (!class_exists($class)) {
            throw new Exception(':type API call :method does not exist in module :module', [':type' => ucfirst($type), ':method' => $call, ':module' => $name], 740);
        }
        $api = new $class();
        $base = Profile::is('0.7') ? \Api_Abstract::class : \FOSSBilling\Api\AbstractApi::class;
        if (!$api instanceof $base) {
            throw new Exception("Api class must be an instance of $base", null, 730);
        }
        $module = $di['mod']($name);
        $api->setDi($di);
        $api->setMod($module);
        $api->setIdentity($identity);
        $api->setIp($di['request']->getClientIp());
        $module->hasService() && $api->setService($di['mod_service']($name));
        if (!is_callable([$api, $call]) || !(method_exists($api, $call) || method_exists($api, '__call'))) {
            throw new Exception(':type API call :method does not exist in module :module', [':type' => ucfirst($type), ':method' => $call, ':module' => $name], 740);
        }

        return $api;
    }
}
