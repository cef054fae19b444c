<?php

/** Presets of every kind of promise as cards: for whom each is, and how its credit grows with the length of an outage. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Presets;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class PresetGallery
{
    /** what is promised → families */
    private const GROUPS = [
        'An uptime of the month, or of the year' => ['uptimeTiers', 'perStep', 'rollingYear'],
        'Something for the time down' => ['perUnit', 'ladder', 'multiple', 'proportional'],
        'Something fixed, more time, or several promises in one' => ['flat', 'extension', 'components'],
    ];
    private const OTHER = 'Others';

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $cards = array_fill_keys([...array_keys(self::GROUPS), self::OTHER], '');
        $currency = $this->context->site->catalogue()->currencies()[0] ?? 'USD';
        foreach (Presets::all(date_default_timezone_get()) as $preset) {
            $cards[self::group($preset['family'])] .= $this->card($preset, $currency);
        }
        $html = '';
        foreach ($cards as $group => $inside) {
            $html .= $inside === '' ? '' : '<h4>' . Html::e($group) . '</h4><div class="mg-gallery">' . $inside . '</div>';
        }

        return $html === '' ? '<p class="text-muted">The presets were not shipped with this module.</p>' : '<p class="help-block">' . Html::e(CreditPicture::LEGEND) . '</p>' . $html;
    }

    /** @param array{id: string, family: string, name: string, summary: string, document: string} $preset */
    private function card(array $preset, string $currency): string
    {
        return '<div class="mg-card"><h5>' . Html::link($this->context->form->url(['preset' => $preset['id']]), $preset['name']) . '</h5><p>' . Html::e($preset['summary']) . '</p>'
            . CreditPicture::html($this->context, $preset['document'], $currency) . '</div>';
    }

    private static function group(string $family): string
    {
        foreach (self::GROUPS as $group => $families) {
            if (in_array($family, $families, true)) {
                return $group;
            }
        }

        return self::OTHER;
    }
}
