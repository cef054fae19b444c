<?php

/** Fires an event to the listeners that extension_meta names. What a listener throws is not caught: it stops whoever fired. */

declare(strict_types=1);

use FossSandbox\Profile;
use FossSandbox\Rows;

class Box_EventManager implements FOSSBilling\InjectionAwareInterface
{
    private ?Pimple\Container $di = null;

    public function setDi(Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?Pimple\Container
    {
        return $this->di;
    }

    /** @param array{event: string, params?: mixed, subject?: mixed} $data */
    public function fire($data)
    {
        if (empty($data['event'])) {
            return false;
        }
        $event = new Box_Event($data['subject'] ?? null, $data['event'], $data['params'] ?? null);
        $event->setDi($this->di);
        foreach ([$data['event'], ...(Profile::is('0.7') ? [] : ['onEveryEvent'])] as $method) {
            foreach (self::listeners($method) as $module) {
                // A module whose service cannot be made is skipped; what its listener throws is not caught.
                try {
                    $service = $this->di['mod_service']($module);
                } catch (Exception $error) {
                    error_log($error->getMessage());
                    continue;
                }
                if (method_exists($service, $method)) {
                    $service::$method($event);
                }
            }
        }

        return $event->getReturnValue();
    }

    /** @return list<string> modules */
    private static function listeners(string $method): array
    {
        return array_column(Rows::sql("SELECT rel_id FROM extension_meta WHERE extension = 'mod_hook' AND rel_type = 'mod' AND meta_key = 'listener'
            AND meta_value = ? ORDER BY id", [$method]), 'rel_id');
    }
}
