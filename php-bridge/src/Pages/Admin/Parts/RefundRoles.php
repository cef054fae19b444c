<?php

/** Which administrator decides as what: a policy can limit what an agent, a lead or an owner decides alone. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\RefundRoles as Roles;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class RefundRoles
{
    private const WORDS = ['agent' => 'agent', 'lead' => 'lead', 'owner' => 'owner'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $roles = new Roles($this->context->ledger);
        $rows = [];
        foreach ($roles->all() as $actor => $role) {
            $rows[] = [Html::e('Administrator ' . substr((string) $actor, 6)), Html::e($role)];
        }
        $html = '<p>You decide as <strong>' . Html::e($roles->of($this->context->actor)) . '</strong>. Whoever is not named decides as agent. How much each may decide alone stands in the refund policy.</p>'
            . ($rows === [] ? '<p>Nobody is named yet. Whoever names the first owner leaves it to owners from then on.</p>' : Html::table('.Roles', ['Who', 'Decides as'], $rows, ''));

        return $html . (!$roles->mayChange($this->context->actor) ? '' : $this->context->form->of('setRefundRole', [], '<div class="mg-fields">'
            . Html::input('Administrator no', 'admin', 'mg-role-admin', ['size' => 6, 'inputmode' => 'numeric', 'required' => true]) . ' ' . Html::select('Decides as', 'role', 'mg-role', self::WORDS, '') . '</div>', 'Set', 'default'));
    }
}
