<?php

/** What a client has filled in about a refund: read from the form as it was typed, each member of a closed list or of limited length. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Pages\Http\Request;

final class Given
{
    /** Why clients ask, where the policy lists none. */
    public const REASONS = ['notNeeded', 'notAsDescribed', 'outage', 'performance', 'duplicate', 'mistake', 'unknownCharge', 'priceIncrease', 'movedAway', 'other'];
    public const WISHES = ['payments', 'accountCredit', 'nextInvoice'];
    /** What only the client can say. */
    public const FACTS = ['consumer', 'earlyStart'];
    public const FIELD_BYTES = 2000;
    public const TEXT_BYTES = 200;

    /**
     * @param array<string, string> $fields what the policy asks for this reason: word → text
     * @param list<string>          $facts
     * @param list<string>          $wanted words of fields that this reason asks for
     */
    private function __construct(
        public readonly string $reason,
        public readonly array $wanted,
        public readonly array $fields,
        public readonly ?string $wished,
        public readonly ?string $wish,
        public readonly string $contact,
        public readonly array $facts,
        public readonly bool $isCancelled,
    ) {
    }

    /** @param array<string, mixed> $offer of the desk @return self|null null where the reason is none of the policy's */
    public static function of(Request $request, array $offer): ?self
    {
        $reasons = self::reasons($offer);
        $reason = (string) ($request->isPost() ? $request->sent('reason') : $request->text('reason'));
        if (!isset($reasons[$reason])) {
            return null;
        }
        $fields = [];
        foreach ($reasons[$reason] as $word) {
            $text = self::cut($request->sent('field-' . $word), self::FIELD_BYTES);
            if ($text !== '') {
                $fields[$word] = $text;
            }
        }
        $wished = self::cut($request->sent('wished'), self::TEXT_BYTES);
        $wish = (string) $request->sent('wish');

        return new self(
            $reason,
            $reasons[$reason],
            $fields,
            preg_match('/^(0|[1-9]\d{0,11})(\.\d{1,4})?$/D', $wished) === 1 ? $wished : null,
            self::asksWish($offer) && in_array($wish, self::WISHES, true) ? $wish : null,
            self::cut($request->sent('contact'), self::TEXT_BYTES),
            array_values(array_filter(self::FACTS, static fn (string $fact): bool => $request->sent('fact-' . $fact) === '1')),
            $request->sent('cancel') === '1',
        );
    }

    /** @param array<string, mixed> $offer @return array<string, list<string>> reason → fields that it asks for */
    public static function reasons(array $offer): array
    {
        $reasons = [];
        foreach ($offer['reasons'] ?? [] as $row) {
            $reasons[(string) $row['code']] = array_values(array_map('strval', $row['fields'] ?? []));
        }

        return $reasons === [] ? array_fill_keys(self::REASONS, []) : $reasons + ['other' => []];
    }

    /** Whether the policy leaves the way to the client. @param array<string, mixed> $offer */
    public static function asksWish(array $offer): bool
    {
        return (json_decode((string) ($offer['document'] ?? ''), true)['payout']['to'] ?? '') === 'choice';
    }

    /** Facts that some rule of the policy asks for, of those that only the client can say. @param array<string, mixed> $offer @return list<string> */
    public static function asksFacts(array $offer): array
    {
        return array_values(array_filter(self::FACTS, static fn (string $fact): bool => str_contains((string) ($offer['document'] ?? ''), '"' . $fact . '"')));
    }

    /** @return list<string> words of fields that are asked for and empty */
    public function missing(): array
    {
        return array_values(array_filter($this->wanted, fn (string $word): bool => !isset($this->fields[$word])));
    }

    /** As the desk takes it. @return array<string, mixed> */
    public function forDesk(): array
    {
        return ['reason' => $this->reason, 'wished' => $this->wished, 'wish' => $this->wish, 'contact' => $this->contact, 'fields' => $this->fields,
            'facts' => $this->facts, 'cancellation' => $this->isCancelled ? 'wanted' : 'none'];
    }

    /** @return array<string, string> the same as hidden fields of the next form */
    public function hidden(): array
    {
        $hidden = ['reason' => $this->reason, 'wished' => (string) $this->wished, 'wish' => (string) $this->wish, 'contact' => $this->contact, 'cancel' => $this->isCancelled ? '1' : ''];
        foreach ($this->fields as $word => $text) {
            $hidden['field-' . $word] = $text;
        }
        foreach ($this->facts as $fact) {
            $hidden['fact-' . $fact] = '1';
        }

        return array_filter($hidden, static fn (string $text): bool => $text !== '');
    }

    /** Trimmed text of at most so many bytes, cut at a whole character; '' where it is no text. */
    public static function cut(?string $text, int $bytes): string
    {
        $given = trim(str_replace("\r\n", "\n", (string) $text));
        if (preg_match('//u', $given) !== 1) {
            return '';
        }
        $cut = substr($given, 0, $bytes);

        return preg_match('//u', $cut) === 1 ? $cut : (string) preg_replace('/[\xC0-\xFF][\x80-\xBF]*$/D', '', $cut);
    }
}
