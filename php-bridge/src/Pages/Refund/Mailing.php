<?php

/**
 * Sends the e-mails that cases have written down, after a cron's run: claim, send, mark. One whose process died between is not sent again, for twice
 * is worse than once too few here: its case shows that nobody knows. What the panel refused is tried again by the next runs, a few times.
 */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Pages\Site;
use Makegood\Pages\Texts;
use Makegood\Panel\Mail;
use Makegood\Panel\MailRefused;
use Makegood\Panel\UnableToRead;
use Makegood\Run\MailSettings;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Run\Problems;

final class Mailing
{
    private const MOST = 50;
    private const ATTEMPTS = 3;
    /** What was said two days ago may be wrong by now. */
    private const LATE_MS = 2 * Instant::DAY_MS;

    /** @var array<string, string> */
    private readonly array $texts;
    private readonly Said $said;

    /** @param bool $isOn whether the module's own setting lets e-mails out */
    public function __construct(private readonly Site $site, private readonly bool $isOn = true)
    {
        $this->texts = Texts::from($site->host()->texts());
        $this->said = new Said($this->texts);
    }

    /** @return int how many were handed to the panel; in dry run none */
    public function send(): int
    {
        $panel = $this->site->panel();
        $ledger = $this->site->ledger();
        if (!$panel instanceof Mail || !Mode::of($ledger)->isLive()) {
            return 0;
        }
        $settings = MailSettings::of($ledger);
        $sent = 0;
        foreach ($ledger->messages->pending(self::MOST) as $row) {
            $why = $this->whyNot($row, $settings);
            if ($why !== null) {
                $ledger->messages->notSent((string) $row['id'], 'pending', 'failed', $why);
            } elseif ($ledger->messages->claim((string) $row['id'], $this->site->panel()->now())) {
                $sent += (int) $this->claimed($panel, $row, $settings);
            }
        }

        return $sent;
    }

    /** @param array<string, mixed> $row */
    private function whyNot(array $row, MailSettings $settings): ?string
    {
        return match (true) {
            !$this->isOn, !$settings->sends((string) $row['side']) => $this->texts['refund_mail_why_off'],
            (int) $row['made_ms'] < $this->site->panel()->now() - self::LATE_MS => $this->texts['refund_mail_why_late'],
            default => null,
        };
    }

    /** @param array<string, mixed> $row @return bool whether the panel took it */
    private function claimed(Mail $mail, array $row, MailSettings $settings): bool
    {
        $messages = $this->site->ledger()->messages;
        Probe::at('mail.claimed');
        try {
            $this->hand($mail, $row, $settings);
        } catch (MailRefused $refused) {
            $isLast = (int) $row['attempts'] + 1 >= self::ATTEMPTS;
            $messages->notSent((string) $row['id'], 'sending', $isLast ? 'failed' : 'pending', $refused->getMessage());

            return false;
        } catch (\Throwable $failure) {
            if (Problems::endsTheRun($failure)) {
                throw $failure;
            }
            $this->site->panel()->log('the e-mail ' . $row['id'] . ' of refund ' . $row['case_id'] . ' may have gone or not: ' . get_class($failure));

            return false; // it stays as it is: nobody knows
        }
        Probe::at('mail.handed');
        $messages->sent((string) $row['id'], $this->site->panel()->now());

        return true;
    }

    /** @param array<string, mixed> $row @throws MailRefused */
    private function hand(Mail $mail, array $row, MailSettings $settings): void
    {
        $isClient = $row['side'] === 'client';
        $words = [
            '{case}' => (string) $row['case_id'],
            '{sentence}' => $this->said->sentence(['key' => $row['message'], 'args' => Json::decode((string) $row['args'])], (string) $row['currency']),
            '{link}' => $isClient ? $this->link($this->site->host()->clientPage()->with(['refund' => (string) $row['case_id']]))
                : $this->link($this->site->host()->adminPage()->with(['tab' => 'refunds', 'case' => (string) $row['case_id']])),
            '{zone}' => date_default_timezone_get(),
        ];
        $side = $isClient ? 'client' : 'staff';
        $subject = strtr($this->texts["refund_mail_subject_$side"], $words);
        $body = strtr($this->texts[$words['{link}'] === '' ? "refund_mail_body_{$side}_plain" : "refund_mail_body_$side"], $words);
        $isClient ? $mail->toClient((string) $row['client_id'], $subject, $body)
            : $mail->toStaff(self::audience($mail, $settings, (string) ($row['role'] ?? $row['team'])), $subject, $body);
    }

    /** Whom the panel cannot name it was certainly not asked to tell. @throws MailRefused */
    private static function audience(Mail $mail, MailSettings $settings, string $desk): string
    {
        try {
            return $settings->audience($mail->audiences(), $desk);
        } catch (UnableToRead $failure) {
            throw new MailRefused($failure->getMessage(), 0, $failure);
        }
    }

    /** With scheme and host; a page that only a visitor's own address leads to has none: '' */
    private function link(string $page): string
    {
        $own = parse_url($this->site->host()->webhook()->text);
        if (!str_starts_with($page, '/') || !isset($own['scheme'], $own['host'])) {
            return '';
        }

        return $own['scheme'] . '://' . $own['host'] . (isset($own['port']) ? ':' . $own['port'] : '') . $page;
    }
}
