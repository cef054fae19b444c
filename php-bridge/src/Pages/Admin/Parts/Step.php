<?php

/** One step of the guided set-up: its number, whether it is done, now or later, its content; what is not in hand just now is one line. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Html;

final class Step
{
    private const STATES = ['done' => ['done', 'good', 'success'], 'now' => ['now', 'info', 'primary'], 'later' => ['later', 'plain', 'default']];

    /** @param list<array{string, bool}> $steps title and whether it is done @return list<string> done, now or later for each */
    public static function states(array $steps): array
    {
        $now = true;
        $states = [];
        foreach ($steps as [, $done]) {
            $states[] = $done ? 'done' : ($now ? 'now' : 'later');
            $now = $now && $done;
        }

        return $states;
    }

    /**
     * @param list<array{string, bool}>  $steps
     * @param \Closure(int): string $url of the page with this step open
     */
    public static function list(array $steps, \Closure $url): string
    {
        $html = '';
        $done = 0;
        foreach (self::states($steps) as $i => $state) {
            $done += (int) ($state === 'done');
            $html .= '<li class="list-group-item' . ($state === 'now' ? ' mg-now' : '') . '"' . ($state === 'now' ? ' aria-current="step"' : '') . '><a href="'
                . Html::e($state === 'now' ? '#mg-step-' . ($i + 1) : $url($i + 1)) . '">' . Html::e(($i + 1) . '. ' . $steps[$i][0]) . '</a> '
                . Html::badge(self::STATES[$state][0], self::STATES[$state][1]) . '</li>';
        }
        $percent = intdiv($done * 100, count($steps));

        return '<p id="mg-progress">' . $done . ' of ' . count($steps) . ' done</p><div class="progress"><div class="progress-bar progress-bar-success" role="progressbar"'
            . ' aria-labelledby="mg-progress" aria-valuenow="' . $done . '" aria-valuemin="0" aria-valuemax="' . count($steps) . '" style="width: ' . $percent . '%"></div></div>'
            . '<ol class="list-group mg-steps">' . $html . '</ol>';
    }

    /**
     * The id stands inside: a browser opens what is closed for a link to something in it.
     *
     * @param string $summary HTML: one line, read also while the step is closed
     * @param string $body    HTML
     */
    public static function panel(int $number, string $title, string $state, string $summary, string $body, bool $open): string
    {
        return '<details class="panel panel-' . self::STATES[$state][2] . ' mg-step"' . ($open ? ' open' : '') . '><summary class="panel-heading"><h3 class="panel-title">'
            . Html::e($number . '. ' . $title . ' – ' . self::STATES[$state][0]) . '</h3><span class="mg-summary">' . $summary . '</span></summary><div class="panel-body" id="mg-step-' . $number . '">' . $body . '</div></details>';
    }
}
