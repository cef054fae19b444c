<?php

/** Asking for a refund in four steps: which service, what ends, why, what would come back. Only the last one's button sends anything. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Desk\StaleQuote;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Pages\Client\Links;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Token;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;

final class AskPage
{
    private const LOOK = 'refundLook';
    private const ASK = 'refundAsk';

    private readonly Links $links;
    private readonly AskForms $forms;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->links = new Links($site->host()->clientPage());
        $this->forms = new AskForms($site, $texts);
    }

    /** @return array<string, mixed>|null null where the service is not this client's, or no policy gives its money back */
    public function view(): ?array
    {
        $request = $this->site->host()->request();
        $service = $request->text('service');
        if ($service === null) {
            return $this->page(1, $this->forms->pick((new Offers($this->site, $this->client))->services()));
        }
        $offer = (new Offers($this->site, $this->client))->of($service);
        if ($offer === null) {
            return null;
        }
        $open = Access::desk($this->site)->open($service);
        if ($open !== null) {
            $said = self::said($this->texts['client_refund_open'], 'info');

            return (new CasePage($this->site, $this->client, $this->texts))->shown((string) $open, $said);
        }
        $given = Given::of($request, $offer);
        $does = $request->isPost() ? (string) $request->sent('do') : '';
        if (in_array($does, [self::LOOK, self::ASK], true) && !Token::isValid($this->site->host())) {
            return $this->page(3, $this->forms->why($service, $offer, $given), self::said($this->texts['client_refund_token'], 'warning', 403));
        }

        return match (true) {
            $does === self::LOOK && $given !== null => $this->look($service, $offer, $given),
            $does === self::ASK && $given !== null => $this->ask($service, $offer, $given),
            $request->text('step') === '3' => $this->page(3, $this->forms->why($service, $offer, $given)),
            default => $this->page(2, $this->forms->ends($service, $offer)),
        };
    }

    /** Step 4: nothing is stored, but the instant of the quote is kept for this visitor: asking repeats it. @param array<string, mixed> $offer @return array<string, mixed> */
    private function look(string $service, array $offer, Given $given): array
    {
        if ($given->missing() !== []) {
            return $this->page(3, $this->forms->why($service, $offer, $given), self::said(strtr($this->texts['client_refund_missing'], ['{fields}' => $this->fields($given->missing())]), 'warning'));
        }
        try {
            $quote = Access::desk($this->site)->quote($service, $given->wish, $given->facts);
        } catch (UnableToDo $unable) {
            return $this->page(3, $this->forms->why($service, $offer, $given), self::said(strtr($this->texts['client_refund_failed'], ['{why}' => $unable->getMessage()]), 'warning'));
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the quote of a refund', $failure);

            return $this->page(3, $this->forms->why($service, $offer, $given), self::said($this->texts['client_refund_unquoted'], 'warning'));
        }

        return $this->quoted($service, $offer, $given, $quote, null);
    }

    /**
     * @param array<string, mixed>                                 $offer
     * @param array<string, mixed>                                 $quote
     * @param array{text: string, kind: string, status: int}|null $said
     *
     * @return array<string, mixed>
     */
    private function quoted(string $service, array $offer, Given $given, array $quote, ?array $said): array
    {
        (new Seen($this->site))->keep($service, (string) $quote['requestedAt']);
        $label = trim(($offer['card']['product'] ?? '') . ' - ' . ($offer['card']['name'] ?? ''), ' -');

        return $this->page(4, $this->forms->quote($service, $offer, $given, $quote + ['label' => $label]), $said);
    }

    /** What was seen is asked for, or nothing. @param array<string, mixed> $offer @return array<string, mixed> */
    private function ask(string $service, array $offer, Given $given): array
    {
        $seen = json_decode((string) $this->site->host()->request()->sent('quoted'), true);
        $at = (new Seen($this->site))->at($service);
        if (!is_array($seen) || $at === null || $given->missing() !== []) {
            return ['said' => self::said($this->texts['client_refund_old'], 'warning')] + $this->look($service, $offer, $given);
        }
        try {
            $case = Access::desk($this->site)->request($service, $this->client, $given->forDesk(), $seen, $at, 'client:' . $this->client);
        } catch (StaleQuote $stale) {
            return $this->quoted($service, $offer, $given, ['changed' => $stale->changed] + $stale->quote, self::said($this->texts['client_refund_stale'], 'warning'));
        } catch (UnableToDo $unable) {
            return $this->page(3, $this->forms->why($service, $offer, $given), self::said(strtr($this->texts['client_refund_failed'], ['{why}' => $unable->getMessage()]), 'warning'));
        } catch (CoreRefused) {
            // What was sent as the seen quote is none: the real one is shown again, and says itself what is wrong otherwise.
            return ['said' => self::said($this->texts['client_refund_old'], 'warning')] + $this->look($service, $offer, $given);
        }

        return (new CasePage($this->site, $this->client, $this->texts))->shown((string) $case, self::said($this->texts['client_refund_sent'], 'success'));
    }

    /** @param list<string> $words */
    private function fields(array $words): string
    {
        return implode(', ', array_map(fn (string $word): string => $this->texts['refund_field_' . $word] ?? $word, $words));
    }

    /** @param array{text: string, kind: string, status: int}|null $said @return array<string, mixed> */
    private function page(int $step, string $body, ?array $said = null): array
    {
        $steps = '';
        foreach ([1, 2, 3, 4] as $n) {
            $steps .= '<li' . ($n === $step ? ' aria-current="step" class="mg-now"' : '') . '>' . Html::e($this->texts['client_refund_step_' . $n]) . '</li>';
        }

        return Flow::page($this->links->page(['refund' => Flow::LIST]), $this->texts['client_refund_new'], '<nav aria-label="' . Html::e($this->texts['client_refund_steps']) . '"><ol class="mg-refund-steps">' . $steps . '</ol></nav>' . $body, $said);
    }

    /** @return array{text: string, kind: string, status: int} */
    public static function said(string $text, string $kind, int $status = 200): array
    {
        return ['text' => Html::e($text), 'kind' => $kind, 'status' => $status];
    }
}
