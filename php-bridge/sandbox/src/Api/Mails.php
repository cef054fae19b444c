<?php

/** SendEmail and SendAdminEmail, with messages of their own only. Nothing leaves: each is a row of sandbox_mails, as its reader would see it. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class Mails
{
    private const TYPES = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'];
    private const ADMIN_TYPES = ['system', 'account', 'support'];

    public static function toClient(array $in): array
    {
        if (!isset($in['messagename']) && !isset($in['customtype'])) {
            throw new Refused('You must provide either an existing email template name or a custom message type');
        }
        isset($in['messagename']) && throw new UndocumentedUse('SendEmail: templates are not simulated');
        in_array($in['customtype'], self::TYPES, true) || throw new Refused('Invalid message type provided');
        ($in['customsubject'] ?? '') !== '' || throw new Refused('A subject is required for a custom message');
        ($in['custommessage'] ?? '') !== '' || throw new Refused('A message body is required for a custom message');
        $in['customtype'] === 'general' || throw new UndocumentedUse('SendEmail: only general messages are simulated');
        $id = Input::id($in['id'] ?? null);
        $id > 0 || throw new Refused('A related ID is required');
        $client = Capsule::table('tblclients')->where('id', $id)->first() ?? throw new Refused('Sending Failed. Please see documentation.');
        self::keep((string) $client->email, $in);

        return [];
    }

    public static function toStaff(array $in): array
    {
        isset($in['messagename']) && throw new UndocumentedUse('SendAdminEmail: templates are not simulated');
        $type = (string) ($in['type'] ?? 'system');
        if (!in_array($type, self::ADMIN_TYPES, true) || !isset($in['customsubject'], $in['custommessage'])) {
            throw new Refused('Email Template not found');
        }
        self::keep('administrators of ' . (Assumptions::is('adminmail.type', 'known') ? $type : 'system') . ' e-mails', $in);

        return [];
    }

    /** The setting SandboxMail: empty, or what the mail server answers. */
    private static function keep(string $to, array $in): void
    {
        Config::get('SandboxMail') === '' || throw new Refused('Sending Failed. Please see documentation.');
        $text = (string) $in['custommessage'];
        if (Assumptions::is('mail.smarty', 'rendered') && preg_match('/[{}]/', $in['customsubject'] . $text) === 1) {
            throw new UndocumentedUse('A message is rendered as a template: this one has braces');
        }
        Capsule::table('sandbox_mails')->insert(['recipient' => $to, 'subject' => (string) $in['customsubject'], 'body' => $text, 'sent' => Clock::timestamp()]);
    }
}
