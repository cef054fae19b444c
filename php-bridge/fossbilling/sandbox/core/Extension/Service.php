<?php

/** Extensions: activation, settings (stored encrypted), permissions, the admin menu. */

declare(strict_types=1);

namespace Box\Mod\Extension;

use FossSandbox\CoreService;
use FossSandbox\ModuleBase;
use FossSandbox\Panel;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;

class Service extends CoreService
{
    public function getModulePermissions(): array
    {
        return ['can_always_access' => true, 'manage_extensions' => ['type' => 'bool', 'display_name' => 'Manage extensions', 'description' => '']];
    }

    public function isCoreModule(string $mod): bool
    {
        return in_array($mod, ModuleBase::CORE, true);
    }

    public function isExtensionActive($type, $id): bool
    {
        return ($type === 'mod' && $this->isCoreModule((string) $id))
            || Rows::sql("SELECT id FROM extension WHERE type = ? AND name = ? AND status = 'installed'", [$type, $id]) !== [];
    }

    /** @return list<string> */
    public function getInstalledMods(): array
    {
        return array_column(Rows::sql("SELECT name FROM extension WHERE type = 'mod' AND status = 'installed' ORDER BY id"), 'name');
    }

    /** @return list<string> */
    public function getCoreAndActiveModules(): array
    {
        return array_values(array_unique([...ModuleBase::CORE, ...$this->getInstalledMods()]));
    }

    /** @param array{type: string, id: string} $data */
    public function activateExistingExtension($data): array
    {
        $known = Rows::find('Extension', 'type = ? AND name = ?', [$data['type'], $data['id']])[0] ?? null;
        $extension = $known ?? Rows::make('Extension', ['name' => $data['id'], 'type' => $data['type'], 'version' => null, 'status' => 'deactivated']);
        $this->fire('onBeforeAdminActivateExtension', ['id' => Rows::id($extension)]);
        try {
            $result = $this->activate($extension);
        } catch (\Exception $error) {
            // 0.7 forgets the extension also when it had been active before.
            ($known === null || Profile::is('0.7')) && Rows::remove($extension);
            throw $error;
        }
        $this->fire('onAfterAdminActivateExtension', ['id' => Rows::id($extension)]);
        $this->di['logger']->info('Activated extension "' . $data['id'] . '"');

        return $result;
    }

    public function activate($ext): array
    {
        $this->di['mod_service']('Staff')->checkPermissionsAndThrowException('extension', 'manage_extensions');
        $module = $this->di['mod']((string) Rows::value($ext, 'name'));
        if ($module->isCore()) {
            throw new InformationException('FOSSBilling core modules cannot be installed or removed');
        }
        $manifest = $module->getManifest();
        $least = $manifest[Profile::is('0.7') ? 'minimum_boxbilling_version' : 'minimum_fossbilling_version'] ?? null;
        if ($least !== null && \FOSSBilling\Version::compareVersion($least) > 0) {
            throw new InformationException('Module cannot be installed. It requires at least :min version of FOSSBilling. You are using :v',
                [':min' => $least, ':v' => \FOSSBilling\Version::VERSION]);
        }
        try {
            $module->install();
        } catch (\FOSSBilling\Exception $error) {
            if ($error->getCode() !== 408) {
                throw $error;
            }
        }
        Rows::write($ext, ['version' => $manifest['version'], 'status' => 'installed']);

        return ['id' => $module->getName(), 'type' => 'mod', 'redirect' => $module->hasAdminController(), 'has_settings' => $module->hasSettingsPage()];
    }

    /** In 0.7 a deactivated module is uninstalled at once; later lines keep its tables. */
    public function deactivate($ext): bool
    {
        $this->di['mod_service']('Staff')->checkPermissionsAndThrowException('extension', 'manage_extensions');
        $name = (string) Rows::value($ext, 'name');
        if ($this->isCoreModule($name)) {
            throw new InformationException('FOSSBilling core modules cannot be managed');
        }
        if (\FossSandbox\Assumptions::value('deactivate.uninstalls') === 'yes') {
            $this->di['mod']($name)->uninstall();
        }
        Rows::remove($ext);

        return true;
    }

    /** After 0.7: refused while active; calls the module's uninstall() and deletes its folder. */
    public function uninstall(string $type, string $id): bool
    {
        if ($this->isExtensionActive($type, $id)) {
            throw new InformationException('Cannot uninstall an active extension. Deactivate it first.');
        }
        $module = $this->di['mod']($id);
        $module->uninstall();
        \MakegoodSandbox\Shared\Directories::remove($module->path());

        return true;
    }

    public function update($model): never
    {
        throw new InformationException('Visit the extension directory for more information on updating this extension.');
    }

    public function getConfig($ext): array
    {
        return $this->di['mod'](substr((string) $ext, 4))->getConfig() + ['ext' => $ext];
    }

    public function setConfig($data): bool
    {
        $this->hasManagePermission(substr((string) $data['ext'], 4));
        $this->fire('onBeforeAdminExtensionConfigSave', $data);
        $sealed = $this->di['crypt']->encrypt((string) json_encode($data), Panel::config()['info']['salt']);
        $known = Rows::sql("SELECT id FROM extension_meta WHERE extension = ? AND meta_key = 'config'", [$data['ext']]);
        $known === []
            ? Rows::sql("INSERT INTO extension_meta (extension, meta_key, meta_value, created_at, updated_at) VALUES (?, 'config', ?, ?, ?)",
                [$data['ext'], $sealed, self::now(), self::now()])
            : Rows::sql('UPDATE extension_meta SET meta_value = ?, updated_at = ? WHERE id = ?', [$sealed, self::now(), $known[0]['id']]);
        $this->fire('onAfterAdminExtensionConfigSave', $data);
        $this->di['logger']->info('Updated extension ' . $data['ext'] . ' configuration.');

        return true;
    }

    public function getSpecificModulePermissions(string $module): array|false
    {
        $class = 'Box\\Mod\\' . ucfirst($module) . '\\Service';
        if (!class_exists($class) || !method_exists($class, 'getModulePermissions')) {
            return [];
        }
        $service = new $class();
        method_exists($service, 'setDi') && $service->setDi($this->di);
        $permissions = $service->getModulePermissions();
        if (isset($permissions['manage_settings'])) {
            $permissions['manage_settings'] = ['type' => 'bool', 'display_name' => 'Manage settings',
                'description' => 'Allows the staff member to edit settings for this module.'];
        }

        return $permissions;
    }

    public function hasManagePermission(string $module, ?\Box_App $app = null): void
    {
        if (!$this->isExtensionActive('mod', $module)) {
            return;
        }
        $staff = $this->di['mod_service']('Staff');
        if (!$staff->hasPermission(null, $module)) {
            throw new InformationException('You do not have permission to access the :mod: module', [':mod:' => $module], 403);
        }
        if (array_key_exists('manage_settings', $this->getSpecificModulePermissions($module)) && !$staff->hasPermission(null, $module, 'manage_settings')) {
            throw new InformationException('You do not have permission to perform this action', [], 403);
        }
    }

    /** Groups of the core, with the pages that modules add to them; a page for a group that is not there is left out, with a line in the log. */
    public function getAdminNavigation($admin, $url = null): array
    {
        $groups = [];
        $pages = [];
        foreach ($this->getCoreAndActiveModules() as $name) {
            if (!$this->di['mod_service']('staff')->hasPermission($admin, $name)) {
                continue;
            }
            $controller = $this->di['mod']($name)->getAdminController();
            $menu = $controller !== null && method_exists($controller, 'fetchNavigation') ? $controller->fetchNavigation() : [];
            if (isset($menu['group'])) {
                $groups[$menu['group']['location']] = array_diff_key($menu['group'], ['location' => 1]) + ['subpages' => []];
            }
            array_push($pages, ...array_values(array_filter($menu['subpages'] ?? [], is_array(...))));
        }
        foreach ($pages as $page) {
            if (!isset($page['location'], $groups[$page['location']])) {
                error_log('Submenu item belongs to not existing location: ' . ($page['location'] ?? '(none)') . '.');
                continue;
            }
            $groups[$page['location']]['subpages'][] = array_diff_key($page, ['location' => 1]);
        }
        foreach ($groups as &$group) {
            $group['subpages'] = $this->di['tools']->sortByOneKey($group['subpages'], 'index');
        }

        return $this->di['tools']->sortByOneKey($groups, 'index');
    }
}
