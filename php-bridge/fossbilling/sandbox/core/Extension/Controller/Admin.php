<?php

/** Modules: activate, deactivate, settings. */

declare(strict_types=1);

namespace Box\Mod\Extension\Controller;

use FossSandbox\CoreController;

class Admin extends CoreController
{
    public function fetchNavigation(): array
    {
        return ['group' => ['location' => 'extensions', 'index' => 1000, 'label' => 'Extensions', 'class' => ''], 'subpages' => [
            ['location' => 'extensions', 'index' => 100, 'label' => 'Overview', 'uri' => $this->di['url']->adminLink('extension'), 'class' => '']]];
    }

    public function register(\Box_App &$app): void
    {
        $app->get('/extension', 'overview', [], static::class);
        $app->get('/extension/settings/:mod', 'settings', ['mod' => '[a-z0-9-]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_admin_logged'];
        $extensions = $this->di['mod_service']('extension');
        $rows = [];
        foreach (glob(PATH_MODS . '/*/manifest.json') ?: [] as $file) {
            $module = $this->di['mod'](strtolower(basename(dirname($file))));
            $rows[] = $module->getManifest() + ['folder' => $module->getName()];
            $rows[array_key_last($rows)]['active'] = $extensions->isExtensionActive('mod', $module->getName());
            $rows[array_key_last($rows)]['settings'] = $module->hasSettingsPage();
        }

        return $app->render('sandbox_extensions', ['modules' => $rows]);
    }

    public function settings(\Box_App $app, string $mod): string
    {
        $this->di['is_admin_logged'];
        $this->di['mod_service']('extension')->hasManagePermission($mod, $app);

        return $app->render("mod_{$mod}_settings");
    }
}
