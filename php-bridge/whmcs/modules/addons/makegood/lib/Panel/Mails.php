<?php

/** E-mails by the documented API, as messages of their own: nobody has to make a template first. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\MailRefused;
use Makegood\Panel\MailText;

final class Mails
{
    /** Kinds of administrators' e-mails: the panel sends each to those whose role gets that kind. */
    public const AUDIENCES = [
        'account' => 'administrators who get account e-mails',
        'support' => 'administrators who get support e-mails',
        'system' => 'administrators who get system e-mails',
    ];

    /** @throws MailRefused */
    public static function toClient(string $clientId, string $subject, string $body): void
    {
        self::call('SendEmail', ['customtype' => 'general', 'id' => (int) $clientId] + self::message($subject, $body));
    }

    /** @throws MailRefused */
    public static function toStaff(string $audience, string $subject, string $body): void
    {
        self::call('SendAdminEmail', ['type' => $audience] + self::message($subject, $body));
    }

    /** @return array<string, string> */
    private static function message(string $subject, string $body): array
    {
        return ['customsubject' => MailText::subject($subject), 'custommessage' => MailText::html($body)];
    }

    /** Whatever breaks down inside the panel is nobody's word that nothing was sent. @param array<string, int|string> $params @throws MailRefused */
    private static function call(string $command, array $params): void
    {
        $answer = localAPI($command, $params);
        if (is_array($answer) && ($answer['result'] ?? null) === 'success') {
            return;
        }
        if (is_array($answer) && ($answer['result'] ?? null) === 'error') {
            throw new MailRefused((string) ($answer['message'] ?? $command));
        }
        throw new \RuntimeException($command . ' answered neither success nor an error');
    }
}
