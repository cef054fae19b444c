<?php

/** Which module listens to which event: every public method whose first parameter is typed Box_Event, kept in extension_meta. */

declare(strict_types=1);

namespace Box\Mod\Hook;

use FossSandbox\CoreService;
use FossSandbox\Rows;

class Service extends CoreService
{
    public static function onAfterAdminActivateExtension(\Box_Event $event): void
    {
        $extension = Rows::load('Extension', $event->getParameters()['id'] ?? null);
        if ($extension !== null && Rows::value($extension, 'type') === 'mod') {
            $event->getDi()['mod_service']('hook')->batchConnect((string) Rows::value($extension, 'name'));
        }
    }

    public static function onAfterAdminDeactivateExtension(\Box_Event $event): void
    {
        $params = $event->getParameters();
        if (($params['type'] ?? '') === 'mod') {
            Rows::sql("DELETE FROM extension_meta WHERE extension = 'mod_hook' AND rel_type = 'mod' AND rel_id = ? AND meta_key = 'listener'", [$params['id']]);
        }
    }

    public function batchConnect($mod_name = null): bool
    {
        $this->disconnectUnavailable();
        $modules = $mod_name !== null ? [$mod_name] : $this->di['mod_service']('extension')->getCoreAndActiveModules();
        foreach ($modules as $name) {
            $module = $this->di['mod']($name);
            foreach ($module->hasService() ? (new \ReflectionClass($module->getService()))->getMethods() : [] as $method) {
                self::listens($method) && $this->connect($module->getName(), $method->getName());
            }
        }

        return true;
    }

    private static function listens(\ReflectionMethod $method): bool
    {
        $type = ($method->getParameters()[0] ?? null)?->getType();

        return $method->isPublic() && $type instanceof \ReflectionNamedType && $type->getName() === 'Box_Event';
    }

    private function connect(string $module, string $event): void
    {
        $known = Rows::sql("SELECT id FROM extension_meta WHERE extension = 'mod_hook' AND rel_type = 'mod' AND rel_id = ? AND meta_key = 'listener'
            AND meta_value = ?", [$module, $event]);
        if ($known === []) {
            Rows::sql("INSERT INTO extension_meta (extension, rel_type, rel_id, meta_key, meta_value, created_at, updated_at)
                VALUES ('mod_hook', 'mod', ?, 'listener', ?, ?, ?)", [$module, $event, self::now(), self::now()]);
        }
    }

    private function disconnectUnavailable(): void
    {
        $rows = Rows::sql("SELECT id, rel_id, meta_value FROM extension_meta WHERE extension = 'mod_hook' AND rel_type = 'mod' AND meta_key = 'listener'");
        foreach ($rows as ['id' => $id, 'rel_id' => $name, 'meta_value' => $event]) {
            $module = $this->di['mod']($name);
            $active = $module->isCore() || $this->di['mod_service']('extension')->isExtensionActive('mod', $name);
            $there = $active && $module->hasService() && method_exists($module->getService(), $event)
                && self::listens(new \ReflectionMethod($module->getService(), $event));
            $there || Rows::sql('DELETE FROM extension_meta WHERE id = ?', [$id]);
        }
    }
}
