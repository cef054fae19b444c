<?php

/** Draws what a monitor's delays and tolerance do to what it says: told, counted, supported. Schematic, with the figures in words. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class VotePicture
{
    private const FROM = 260;
    private const TO = 480;
    /** The longest of the three settings is drawn so wide. */
    private const REACH = 110;

    /** @param array{start_delay_ms: int, end_delay_ms: int, tolerance_ms: int} $source */
    public static function html(array $source): string
    {
        $longest = max(1, ...array_values($source));
        $wide = static fn (int $ms): int => intdiv($ms * self::REACH, $longest);
        [$early, $cut, $tolerance] = [$wide($source['start_delay_ms']), $wide($source['end_delay_ms']), $wide($source['tolerance_ms'])];
        $from = self::FROM - $early;
        $to = self::TO - $cut;
        $words = self::words($source);

        return '<figure class="mg-vote"><svg viewBox="0 0 640 132" role="img" aria-label="' . Html::e($words) . '">'
            . self::row(14, 'It says down', self::FROM, self::TO, 'mg-vote-told')
            . self::row(54, 'Counted as down', $from, $to, 'mg-vote-counted')
            . self::row(94, 'Supports others', $from - $tolerance, $to + $tolerance, 'mg-vote-support')
            . self::mark($from, self::FROM, 46) . self::mark($to, self::TO, 46)
            . '</svg><figcaption>' . Html::e($words) . '</figcaption></figure>';
    }

    private static function row(int $y, string $name, int $from, int $to, string $class): string
    {
        return '<text x="0" y="' . ($y + 16) . '">' . Html::e($name) . '</text><line x1="120" x2="640" y1="' . ($y + 24) . '" y2="' . ($y + 24) . '"/>'
            . '<rect class="' . $class . '" x="' . $from . '" y="' . $y . '" width="' . max(2, $to - $from) . '" height="22" rx="3"/>';
    }

    /** Where an edge was told and where it counts. */
    private static function mark(int $counted, int $told, int $y): string
    {
        return $counted === $told ? '' : '<path d="M' . $told . ' 38 V' . $y . ' H' . $counted . ' V54"/>';
    }

    /** @param array{start_delay_ms: int, end_delay_ms: int, tolerance_ms: int} $source */
    private static function words(array $source): string
    {
        $lasts = static fn (int $ms): string => Explanation::duration($ms);
        $said = [];
        if ($source['start_delay_ms'] > 0) {
            $said[] = 'an outage begins ' . $lasts($source['start_delay_ms']) . ' before it is told';
        }
        if ($source['end_delay_ms'] > 0) {
            $said[] = 'it ends ' . $lasts($source['end_delay_ms']) . ' before that is told';
        }
        if ($source['tolerance_ms'] > 0) {
            $said[] = 'another monitor that differs by up to ' . $lasts($source['tolerance_ms']) . ' is supported';
        }

        return $said === [] ? 'Counted as it is told.' : ucfirst(implode('; ', $said)) . '.';
    }
}
