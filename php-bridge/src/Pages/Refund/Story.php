<?php

/** The steps of a case in the order in which they were taken: what, who, when, what was written and what was said to whom. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Pages\Html;

final class Story
{
    private readonly Said $said;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
        $this->said = new Said($texts);
    }

    /** The steps of a case, with the request that they begin with. @param array<string, mixed> $case @return list<array<string, mixed>> */
    public static function from(array $case): array
    {
        return [['action' => 'request', 'actor' => 'client:' . $case['client'], 'at' => $case['openedAt']], ...array_map(
            static fn (array $step): array => $step + ['mails' => array_values(array_filter($case['messages'] ?? [], static fn (array $mail): bool => $mail['n'] === $step['n']))],
            $case['steps'] ?? [],
        )];
    }

    /** @param list<array<string, mixed>> $steps of the bridge @param bool $forClient nothing that was said among staff, no names of theirs */
    public function html(array $steps, string $currency, bool $forClient): string
    {
        $html = '';
        foreach ($steps as $step) {
            $said = '';
            foreach ($step['said'] ?? [] as $say) {
                if (!$forClient || ($say['to'] ?? '') === 'client') {
                    $said .= '<p class="mg-said">' . ($forClient ? '' : '<small class="text-muted">' . Html::e('to ' . ($say['to'] ?? '')) . '</small> ') . Html::e($this->said->sentence($say, $currency)) . '</p>';
                }
            }
            $note = (string) ($step['note'] ?? '');
            $action = (string) ($step['action'] ?? '');
            $html .= '<li><p><strong>' . Html::e($this->texts['refund_did_' . $action] ?? $action) . '</strong> <small class="text-muted">' . Html::e($this->who((string) ($step['actor'] ?? ''), $forClient))
                . ($forClient || ($step['role'] ?? null) === null ? '' : ' (' . Html::e((string) $step['role']) . ')') . ' · ' . Html::instant($step['at'] ?? null) . '</small></p>'
                . ($note === '' ? '' : '<blockquote>' . nl2br(Html::e($note)) . '</blockquote>') . $said . $this->mails($step, $forClient) . '</li>';
        }

        return $html === '' ? '' : '<ol class="mg-story">' . $html . '</ol>';
    }

    /** Whether the e-mails of a step went. @param array<string, mixed> $step */
    private function mails(array $step, bool $forClient): string
    {
        $html = '';
        foreach ($step['mails'] ?? [] as $mail) {
            $text = ($forClient ? $this->texts['refund_mail_' . $mail['state'] . '_client'] ?? null : null) ?? $this->texts['refund_mail_' . $mail['state']] ?? (string) $mail['state'];
            $words = ['{at}' => Html::instant($mail['at'] ?? null), '{why}' => Html::e((string) ($mail['failure'] ?? ''))];
            $to = $forClient ? '' : Html::e($mail['to'] . ($mail['desk'] === null ? '' : ', ' . $mail['desk'])) . ': ';
            $html .= '<p class="mg-mailed"><small class="text-muted">' . $to . strtr(Html::e($text), $words) . '</small></p>';
        }

        return $html;
    }

    private function who(string $actor, bool $forClient): string
    {
        return match (true) {
            $actor === 'system' => $this->texts['client_refund_by_system'],
            str_starts_with($actor, 'client') => $forClient ? $this->texts['client_refund_by_you'] : $actor,
            default => $forClient ? $this->texts['client_refund_by_us'] : $actor,
        };
    }
}
