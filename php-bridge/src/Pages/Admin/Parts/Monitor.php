<?php

/** A monitor for people: its vendor's name, its webhook address, how to enter that at the vendor, whether messages come. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\MonitorKinds;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Element;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Webhook;

final class Monitor
{
    public static function vendor(string $vendor): string
    {
        return MonitorKinds::name($vendor);
    }

    /** The address with its secret, to be copied; it is not kept in this form and cannot be shown again. */
    public static function address(Context $context, string $vendor, string $sourceId, string $secret): string
    {
        $id = 'mg-address-' . $sourceId;

        return '<p><label for="' . Html::e($id) . '">Webhook address, shown this once</label></p>'
            . '<p><input class="form-control mg-copy" id="' . Html::e($id) . '" readonly size="60" value="' . Html::e(Webhook::of($context->site->host(), $sourceId, $secret)) . '"></p>'
            . '<p>' . Html::e(MonitorKinds::of($vendor)?->help ?? 'Give this address to your monitor.') . '</p>';
    }

    /**
     * The light: grey until the first message, green then, red when it was not understood.
     *
     * @param array<string, mixed> $source
     */
    public static function light(Context $context, array $source): string
    {
        $id = (string) $source['id'];
        $now = $context->reads()->source($id);
        $last = $now['lastAt'] === null ? '' : ' Last message ' . Html::instant($now['lastAt']) . ', ' . Html::e((string) $now['deliveries']) . ' in all.';
        $refresh = ' ' . Html::link($context->form->url(['step' => 1], 'setup', '#mg-step-1'), 'Look again');

        return Element::of('source', ['src' => $context->form->api('source', ['id' => $id]), 'every' => '3'], '<p>' . self::words($now) . $last . $refresh . '</p>');
    }

    /** What the light says, in words. @param array<string, mixed> $now of Reads::source() @return string HTML */
    public static function words(array $now): string
    {
        $problem = is_array($now['problem']) ? trim(($now['problem']['message'] ?? '') . ' ' . ($now['problem']['help'] ?? '')) : '';

        return match (true) {
            $now['lastAt'] === null => Html::badge('waiting for the first message', 'plain'),
            in_array($now['lastState'], ['unknown', 'partial'], true) => Html::badge('not understood', 'bad') . ' ' . Html::e($problem),
            $now['lastState'] === 'refused' => Html::badge('refused', 'bad') . ' ' . Html::e($problem),
            $now['lastState'] === 'new' => Html::badge('a message came', 'good') . ' The next cron run reads it.',
            default => Html::badge('connected', 'good'),
        };
    }
}
