<?php

/** Who is told of refunds by e-mail: clients, staff, and whom of the staff each team and role means. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\RefundRoles as Roles;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;
use Makegood\Panel\Mail;
use Makegood\Run\MailSettings;

final class RefundMails
{
    private const SIDES = ['client' => 'Clients', 'staff' => 'Staff'];
    private const DESKS = ['billing' => 'Team billing', 'technical' => 'Team technical', 'sales' => 'Team sales', 'lead' => 'Overdue: leads', 'owner' => 'Overdue again: owners'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $panel = $this->context->site->panel();
        if (!$panel instanceof Mail) {
            return '<p>This panel sends no e-mails for Makegood.</p>';
        }
        $settings = MailSettings::of($this->context->ledger);
        $audiences = $panel->audiences();
        $fields = '';
        foreach (self::SIDES as $side => $label) {
            $fields .= ' ' . Html::select($label, 'mail-' . $side, 'mg-mail-' . $side, ['on' => 'get e-mails', 'off' => 'get none'], $settings->sends($side) ? 'on' : 'off');
        }
        foreach (self::DESKS as $desk => $label) {
            $fields .= ' ' . Html::select($label, 'mail-to-' . $desk, 'mg-mail-to-' . $desk, $audiences, $settings->audience($audiences, $desk));
        }

        $what = '<p>What a step of a case says to the client or to staff goes out by e-mail after the next run. In dry run nothing does.</p>';

        return !(new Roles($this->context->ledger))->mayChange($this->context->actor) ? $what . '<p>Only an owner changes who is told.</p>' : $what
            . $this->context->form->of('setRefundMails', [], '<div class="mg-fields">' . $fields . '</div>', 'Save', 'default');
    }
}
