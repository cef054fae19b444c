<?php

/** E-mails by the panel's own service and a template of the module: to a client, to all of the staff, or to one of them. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\MailRefused;
use Makegood\Panel\MailText;

final class Mails
{
    private const TEMPLATE = 'mod_makegood_refund';
    private const EVERYBODY = 'staff';
    private const ONE = 'admin:';

    public function __construct(private readonly Handle $handle)
    {
    }

    /** @return non-empty-array<string, string> */
    public function audiences(): array
    {
        $audiences = [self::EVERYBODY => 'all of the staff'];
        foreach ($this->handle->db()->rows("SELECT id, name FROM admin WHERE status = 'active' ORDER BY id") as $row) {
            $audiences[self::ONE . $row['id']] = (string) $row['name'];
        }

        return $audiences;
    }

    /** @throws MailRefused */
    public function toClient(string $clientId, string $subject, string $body): void
    {
        $this->send(['to_client' => (int) $clientId], $subject, $body);
    }

    /** @throws MailRefused */
    public function toStaff(string $audience, string $subject, string $body): void
    {
        $this->send($audience === self::EVERYBODY ? ['to_staff' => true] : ['to_admin' => (int) substr($audience, strlen(self::ONE))], $subject, $body);
    }

    /** @param array<string, int|bool> $to @throws MailRefused */
    private function send(array $to, string $subject, string $body): void
    {
        try {
            $isSent = $this->handle->service('Email')->sendTemplate($to + [
                'code' => self::TEMPLATE,
                'refund' => ['subject' => MailText::subject($subject), 'lines' => explode("\n", $body)],
            ]);
        } catch (\FOSSBilling\InformationException $refused) {
            throw new MailRefused($refused->getMessage(), 0, $refused);
        }
        if ($isSent !== true) {
            throw new MailRefused('The panel did not take it: the e-mail template ' . self::TEMPLATE . ' may be switched off.');
        }
    }
}
