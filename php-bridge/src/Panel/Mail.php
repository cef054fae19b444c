<?php

/** E-mail by the panel's own means, to the addresses that it knows. Not idempotent: whoever calls it has written that down before. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Mail
{
    /** Whom of the staff it can write to. @return non-empty-array<string, string> word => whom it means; the first where nobody chose */
    public function audiences(): array;

    /** @param string $body plain text, lines ended by LF @throws MailRefused certainly nothing was sent */
    public function toClient(string $clientId, string $subject, string $body): void;

    /** @param string $audience of audiences() @param string $body plain text @throws MailRefused certainly nothing was sent */
    public function toStaff(string $audience, string $subject, string $body): void;
}
