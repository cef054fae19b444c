<?php

/** On the page of a month: the credit that has to be asked for, until when it is to be used, by how much the service is prolonged. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\Owner;
use Makegood\Api\Promises;
use Makegood\Desk\UnableToDo;
use Makegood\Pages\Answers;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Params;
use Makegood\Pages\Http\Token;
use Makegood\Pages\Site;

final class ClaimPart
{
    public const ACTION = 'claim';

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
    }

    /**
     * A form of the month's page was sent: the client's own month, the session's own token, and nothing else than this one word.
     *
     * @return array{text: string, kind: string, status: int}|null what to say, escaped; null when no claim was sent
     */
    public function posted(string $service, string $period): ?array
    {
        $request = $this->site->host()->request();
        if (!$request->isPost() || $request->sent('do') !== self::ACTION) {
            return null;
        }
        if (!Token::isValid($this->site->host())) {
            return self::said($this->texts['client_claim_token'], 'warning', 403);
        }
        $isNamed = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1 && Params::isPeriod($period);
        $ledger = $this->site->ledger();
        if (!$isNamed || !(new Owner($ledger))->hasService($this->client, $service, $period) || !(new Promises($ledger))->ofMonth($period)) {
            return self::said($this->texts['client_claim_gone'], 'warning');
        }
        try {
            $this->site->desk()->claims->claim($service, $period, $this->client, 'client:' . $this->client);
        } catch (UnableToDo) {
            return self::said($this->texts['client_claim_gone'], 'warning');
        }

        return self::said($this->texts['client_claim_sent'], 'success');
    }

    /** @return array{ask: string, button: string, token: string, url: string, lines: list<string>} escaped; ask is '' where there is nothing to claim */
    public function view(string $service, string $period, string $url): array
    {
        $ledger = $this->site->ledger();
        $view = ['ask' => '', 'button' => Html::e($this->texts['client_claim_button']), 'token' => '', 'url' => Html::e($url), 'lines' => []];
        $stored = $ledger->settlements->of($service, $period);
        $result = $stored === null ? [] : Answers::result($stored['answer'], $service);
        if (($result['client'] ?? null) !== $this->client || !(new Promises($ledger))->ofMonth($period)) {
            return $view;
        }
        $open = $this->site->desk()->claims->open($service, $period, $this->client);
        if ($open !== null) {
            $view['ask'] = $this->line($open['isTime'] ? 'client_claim_ask_time' : 'client_claim_ask', [
                '{amount}' => Html::e($open['gross'] . ' ' . $open['currency']), '{until}' => Html::instant($open['until']),
            ]) . ($open['final'] ? '' : ' ' . Html::e($this->texts['client_claim_so_far']));
            $view['token'] = Token::field($this->site->host()->token());
        }
        foreach ($ledger->claims->of($service, $period) as $at) {
            $view['lines'][] = $this->line('client_claimed', ['{at}' => Html::time($at)]);
        }
        $case = $ledger->cases->ofClaim($service, $period);
        if ($case !== null && in_array($case['state'], ['open', 'refused'], true)) {
            $view['lines'][] = $this->line('client_claim_' . $case['state'], [
                '{at}' => Html::time($case['opened_ms']), '{decided}' => Html::time($case['decided_ms']), '{note}' => Html::e((string) $case['note']),
            ]);
        }
        $isOwed = preg_match('/[1-9]/', (string) ($result['entitlement']['gross'] ?? '')) === 1;
        if ($isOwed && isset($result['schema2']['expiresAt'])) {
            $view['lines'][] = $this->line('client_expires', ['{at}' => Html::instant((string) $result['schema2']['expiresAt'])]);
        }
        foreach ($ledger->extensions->of($service, $period) as $row) {
            if ($row['state'] !== 'withdrawn' && (int) $row['ms'] > 0) {
                $view['lines'][] = $this->line('client_extension_' . $row['state'], [
                    '{length}' => Html::e(Explanation::duration((int) $row['ms'])), '{at}' => Html::time($row['decided_ms']),
                ]);
            }
        }

        return $view;
    }

    /** @param array<string, string> $values HTML */
    private function line(string $text, array $values): string
    {
        return strtr(Html::e($this->texts[$text]), $values);
    }

    /** @return array{text: string, kind: string, status: int} */
    private static function said(string $text, string $kind, int $status = 200): array
    {
        return ['text' => Html::e($text), 'kind' => $kind, 'status' => $status];
    }
}
