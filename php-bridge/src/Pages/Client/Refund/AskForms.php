<?php

/** What stands on each of the four steps. Labels, hints and buttons come from the language file; everything typed comes back escaped. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Desk\Describing;
use Makegood\Pages\Address;
use Makegood\Pages\Client\Links;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Token;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Refund\Quote;
use Makegood\Pages\Refund\QuoteView;
use Makegood\Pages\Site;
use Makegood\Pages\SlaText;

final class AskForms
{
    /** The sections of a policy's text that say how a request goes on. */
    private const COURSE = ['decision', 'paid', 'appeal'];

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly array $texts)
    {
        $this->links = new Links($site->host()->clientPage());
    }

    /** @param array<string, string> $services service → name */
    public function pick(array $services): string
    {
        if ($services === []) {
            return '<p>' . $this->text('client_refund_none') . '</p>';
        }
        $html = '';
        foreach ($services as $id => $name) {
            $html .= '<li class="list-group-item">' . Html::link($this->to((string) $id), $name) . '</li>';
        }

        return '<p>' . $this->text('client_refund_intro') . '</p><h3 class="h4">' . $this->text('client_refund_pick') . '</h3><ul class="list-group mg-picks">' . $html . '</ul>';
    }

    /** @param array<string, mixed> $offer */
    public function ends(string $service, array $offer): string
    {
        $items = '';
        foreach ([1, 2, 3] as $n) {
            $items .= '<li>' . $this->text('client_refund_end_' . $n) . '</li>';
        }

        return '<h3 class="h4">' . $this->text('client_refund_service') . '</h3>' . (new Card($this->texts))->html($offer['card'] ?? [])
            . '<h3 class="h4">' . $this->text('client_refund_before') . '</h3><ul class="mg-terms">' . $items . '</ul><p>' . $this->text('client_refund_keep_help') . '</p>'
            . '<p class="mg-turn">' . Html::link($this->links->page(), $this->texts['client_refund_keep'], 'btn btn-primary') . ' '
            . Html::link($this->to($service, ['step' => 3]), $this->texts['client_refund_go'], 'btn btn-default btn-outline-secondary') . '</p>' . $this->policy($offer);
    }

    /** First why, then what this reason asks for. @param array<string, mixed> $offer */
    public function why(string $service, array $offer, ?Given $given): string
    {
        $card = (new Card($this->texts))->html($offer['card'] ?? []);
        if ($given === null) {
            $radios = '';
            foreach (array_keys(Given::reasons($offer)) as $i => $reason) {
                $id = 'mg-r-' . $i;
                $radios .= '<p class="mg-choice"><input type="radio" name="reason" id="' . $id . '" value="' . Html::e((string) $reason) . '" required> <label for="' . $id . '">' . Html::e($this->texts['refund_reason_' . $reason] ?? (string) $reason) . '</label></p>';
            }

            return $card . $this->get($this->to($service, ['step' => 3]), '<fieldset><legend class="h4">' . $this->text('client_refund_reason') . '</legend>' . $radios . '</fieldset>', 'client_refund_reason_go');
        }

        return $card . '<p>' . $this->text('client_refund_reason') . ' <strong>' . $this->text('refund_reason_' . $given->reason) . '</strong> ' . Html::link($this->to($service, ['step' => 3]), $this->texts['client_refund_change']) . '</p>'
            . $this->post($service, 'refundLook', ['reason' => $given->reason], $this->fields($offer, $given), 'client_refund_look');
    }

    /** @param array<string, mixed> $offer @param array<string, mixed> $body of the desk */
    public function quote(string $service, array $offer, Given $given, array $body): string
    {
        $quote = Quote::of($body);
        if ($quote === null) {
            return '<p role="alert">' . $this->text('client_refund_unquoted') . '</p>';
        }

        return (new Card($this->texts))->html($offer['card'] ?? []) . (new QuoteView($this->texts))->html($body) . $this->course($offer)
            . $this->post($service, 'refundAsk', $given->hidden() + ['quoted' => $quote->seen()], '<p>' . $this->text('client_refund_confirm_help') . '</p>', 'client_refund_confirm')
            . $this->post($service, 'refundEdit', $given->hidden(), '', 'client_refund_change', 'btn-default btn-outline-secondary', ['step' => 3]);
    }

    /** Who decides, by when, when the money comes, what can be done about a no: as the policy's own text has it. @param array<string, mixed> $offer */
    private function course(array $offer): string
    {
        $described = $this->described($offer);
        if ($described === null) {
            return '';
        }
        $sections = array_values(array_filter($described['sections'], static fn (array $section): bool => in_array($section['id'], self::COURSE, true)));

        return '<section aria-labelledby="mg-course"><h3 class="h4" id="mg-course">' . $this->text('client_refund_course') . '</h3>'
            . (new SlaText($this->texts, true))->html(['sections' => $sections], (string) $offer['currency'], 4) . '</section>';
    }

    /** @param array<string, mixed> $offer */
    private function fields(array $offer, Given $given): string
    {
        $html = '';
        foreach ($given->wanted as $word) {
            $html .= $this->area('field-' . $word, $this->texts['refund_field_' . $word] ?? $word, $given->fields[$word] ?? '', !in_array($word, ['ticket', 'domain', 'invoice'], true), true);
        }
        $html .= $this->area('wished', $this->texts['client_refund_wished'], (string) $given->wished, false, false, 'inputmode="decimal"')
            . $this->area('contact', $this->texts['client_refund_contact'], $given->contact, false, false, 'autocomplete="email"');
        if (Given::asksWish($offer)) {
            $options = '';
            foreach (Given::WISHES as $wish) {
                $options .= '<option value="' . $wish . '"' . ($given->wish === $wish ? ' selected' : '') . '>' . $this->text('client_refund_wish_' . $wish) . '</option>';
            }
            $html .= '<p><label for="mg-wish">' . $this->text('client_refund_wish') . '</label><select class="form-control form-select" id="mg-wish" name="wish">' . $options . '</select></p>';
        }
        foreach (Given::asksFacts($offer) as $fact) {
            $html .= $this->tick('fact-' . $fact, $fact === 'consumer' ? 'client_refund_consumer' : 'client_refund_early', in_array($fact, $given->facts, true));
        }
        $isFirst = $this->site->host()->request()->sent('do') === null;

        return '<fieldset><legend class="h4">' . $this->text('client_refund_fields') . '</legend>' . $html . $this->tick('cancel', 'client_refund_cancel', $given->isCancelled || $isFirst) . '</fieldset>';
    }

    private function area(string $name, string $label, string $value, bool $isLong, bool $isRequired, string $more = ''): string
    {
        $required = $isRequired ? ' required' : '';
        $field = $isLong ? '<textarea class="form-control" id="mg-' . $name . '" name="' . $name . '" rows="4" maxlength="' . Given::FIELD_BYTES . '"' . $required . '>' . Html::e($value) . '</textarea>'
            : '<input class="form-control" id="mg-' . $name . '" name="' . $name . '" value="' . Html::e($value) . '" maxlength="' . Given::TEXT_BYTES . '" ' . $more . $required . '>';

        return '<p><label for="mg-' . $name . '">' . Html::e($label) . '</label>' . $field . '</p>';
    }

    private function tick(string $name, string $text, bool $isTicked): string
    {
        return '<p class="mg-choice"><input type="checkbox" id="mg-' . $name . '" name="' . $name . '" value="1"' . ($isTicked ? ' checked' : '') . '> <label for="mg-' . $name . '">' . $this->text($text) . '</label></p>';
    }

    /** What the client reads of the policy, in the core's words. @param array<string, mixed> $offer */
    private function policy(array $offer): string
    {
        $described = $this->described($offer);

        return $described === null ? '' : '<details class="mg-why"><summary>' . $this->text('client_refund_policy') . '</summary>' . (new SlaText($this->texts, true))->html($described, (string) $offer['currency'], 4) . '</details>';
    }

    /** The policy in the client's own currency. @param array<string, mixed> $offer @return array<string, mixed>|null null: the core cannot be asked */
    private function described(array $offer): ?array
    {
        try {
            return (new Describing($this->site->engine()))->describe((string) $offer['document'], (string) $offer['currency'], null);
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the refund policy on the client page', $failure);

            return null;
        }
    }

    /** @param array<string, string> $hidden @param array<string, string|int> $query */
    private function post(string $service, string $do, array $hidden, string $fields, string $button, string $class = 'btn-primary', array $query = []): string
    {
        $html = '<form method="post" class="mg-refund-form" action="' . Html::e($this->to($service, $query)) . '">' . Token::field($this->site->host()->token()) . '<input type="hidden" name="do" value="' . $do . '">';
        foreach ($hidden as $name => $value) {
            $html .= '<input type="hidden" name="' . Html::e($name) . '" value="' . Html::e($value) . '">';
        }

        return $html . $fields . '<p><button type="submit" class="btn ' . $class . '">' . $this->text($button) . '</button></p></form>';
    }

    private function get(string $url, string $fields, string $button): string
    {
        $address = Address::of($url);
        $hidden = '';
        foreach ($address->query() as $name => $value) {
            $hidden .= '<input type="hidden" name="' . Html::e((string) $name) . '" value="' . Html::e($value) . '">';
        }

        return '<form method="get" class="mg-refund-form" action="' . Html::e($address->path()) . '">' . $hidden . $fields . '<p><button type="submit" class="btn btn-primary">' . $this->text($button) . '</button></p></form>';
    }

    /** @param array<string, string|int> $query */
    private function to(string $service, array $query = []): string
    {
        return $this->links->page(['refund' => Flow::NEW, 'service' => $service] + $query);
    }

    private function text(string $key): string
    {
        return Html::e($this->texts[$key] ?? $key);
    }
}
