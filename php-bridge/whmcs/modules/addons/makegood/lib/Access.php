<?php

/** Who may see and change what: the panel's own access list of the addon, checked on every page and every action. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use WHMCS\Database\Capsule;

final class Access
{
    /** Id of the administrator who is logged in and whose role has access to this addon; null otherwise. */
    public static function adminId(): ?int
    {
        $id = (int) ($_SESSION['adminid'] ?? 0);
        if ($id < 1) {
            return null;
        }
        $role = Capsule::table('tbladmins')->where('id', $id)->value('roleid');
        $list = (string) Capsule::table('tbladdonmodules')->where('module', 'makegood')->where('setting', 'access')->value('value');
        $allowed = array_map('trim', explode(',', $list));

        return $role !== null && in_array((string) $role, $allowed, true) ? $id : null;
    }
}
