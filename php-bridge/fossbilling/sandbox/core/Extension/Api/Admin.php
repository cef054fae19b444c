<?php

/** Activation and settings of modules through the API. */

declare(strict_types=1);

namespace Box\Mod\Extension\Api;

use FossSandbox\CoreApi;
use FossSandbox\Rows;

class Admin extends CoreApi
{
    public function activate($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Extension ID was not passed', 'type' => 'Extension type was not passed'], $data);

        return $this->getService()->activateExistingExtension($data);
    }

    public function deactivate($data)
    {
        $extension = $this->extension($data);
        $this->di['events_manager']->fire(['event' => 'onBeforeAdminDeactivateExtension', 'params' => ['id' => Rows::id($extension)]]);
        $this->getService()->deactivate($extension);
        $this->di['events_manager']->fire(['event' => 'onAfterAdminDeactivateExtension', 'params' => ['id' => $data['id'], 'type' => $data['type']]]);

        return true;
    }

    public function uninstall($data)
    {
        if (\FossSandbox\Profile::is('0.7')) {
            // Deactivation has called uninstall() already; its row is gone then.
            $this->getService()->deactivate($this->extension($data));

            return true;
        }
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Extension ID was not passed', 'type' => 'Extension type was not passed'], $data);
        $this->di['events_manager']->fire(['event' => 'onBeforeAdminUninstallExtension', 'params' => ['type' => $data['type'], 'id' => $data['id']]]);
        $this->getService()->uninstall($data['type'], $data['id']);
        $this->di['events_manager']->fire(['event' => 'onAfterAdminUninstallExtension', 'params' => ['type' => $data['type'], 'id' => $data['id']]]);

        return true;
    }

    public function config_get($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['ext' => 'Parameter ext was not passed'], $data);

        return $this->getService()->getConfig($data['ext']);
    }

    public function config_save($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['ext' => 'Parameter ext was not passed'], $data);

        return $this->getService()->setConfig($data);
    }

    private function extension(array $data): object
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Extension ID was not passed', 'type' => 'Extension type was not passed'], $data);

        return Rows::find('Extension', 'type = ? AND name = ?', [$data['type'], $data['id']])[0] ?? throw new \FOSSBilling\Exception('Extension not found');
    }
}
