<?php

/** Staff and what they may do. Super administrators pass everything; so does cron. */

declare(strict_types=1);

namespace Box\Mod\Staff;

use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;

class Service extends CoreService
{
    private const ALWAYS = ['index', 'dashboard', 'profile'];

    public function getModulePermissions(): array
    {
        return ['can_always_access' => true];
    }

    public function hasPermission($member, string $module, ?string $key = null, mixed $constraint = null): bool
    {
        $member ??= $this->di['loggedin_admin'];
        Rows::expect($member, 'Admin');
        if (in_array($module, self::ALWAYS, true) || $this->mayDoAll($member)) {
            return true;
        }
        $always = (bool) ($this->di['mod_service']('Extension')->getSpecificModulePermissions($module)['can_always_access'] ?? false);
        $permissions = $this->getPermissions(Rows::id($member))[$module] ?? null;
        if (!$always && (!is_array($permissions) || !($permissions['access'] ?? false))) {
            return false;
        }
        if ($key === null) {
            return true;
        }
        if (!is_array($permissions) || !array_key_exists($key, $permissions)) {
            return false;
        }

        return $constraint === null ? (bool) $permissions[$key] : $permissions[$key] === $constraint;
    }

    public function checkPermissionsAndThrowException(string $module, ?string $key = null, mixed $constraint = null, ?object $member = null): void
    {
        if (!$this->hasPermission($member, $module, $key, $constraint)) {
            throw new \FOSSBilling\InformationException('You do not have permission to perform this action', [], 403);
        }
    }

    /** In 0.7 a member has permissions; later the groups that the member is in have them. */
    public function getPermissions($member_id): array
    {
        $rows = Profile::is('0.7')
            ? Rows::sql('SELECT permissions FROM admin WHERE id = ?', [$member_id])
            : Rows::sql('SELECT g.permissions FROM admin_group g JOIN admin_group_member m ON m.admin_group_id = g.id WHERE m.admin_id = ?', [$member_id]);

        return array_replace_recursive([], ...array_map(static fn (array $row): array => (array) json_decode((string) $row['permissions'], true), $rows));
    }

    private function mayDoAll(object $member): bool
    {
        if (Profile::is('0.7')) {
            return in_array(Rows::value($member, 'role'), ['admin', 'cron'], true);
        }

        return Rows::value($member, 'system_name') === 'cron'
            || Rows::sql("SELECT g.id FROM admin_group g JOIN admin_group_member m ON m.admin_group_id = g.id
                WHERE m.admin_id = ? AND g.system_name = 'super_administrators'", [Rows::id($member)]) !== [];
    }
}
