<?php

/** Everything that is set once and changed seldom: monitors, targets, maintenance, limits, mode, who may come in. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Instant;
use Makegood\Ledger\Levels;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Parts\LevelsForm;
use Makegood\Pages\Admin\Parts\LimitsFields;
use Makegood\Pages\Admin\Parts\MaintenanceTable;
use Makegood\Pages\Admin\Parts\ModeBanner;
use Makegood\Pages\Admin\Parts\MonitorPage;
use Makegood\Pages\Admin\Parts\MonitorTable;
use Makegood\Pages\Admin\Parts\TargetForm;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Html;
use Makegood\Run\Mode;

final class Settings implements Tab
{
    private const SECTIONS = ['monitors' => 'Monitors', 'targets' => 'Targets', 'maintenance' => 'Maintenance', 'limits' => 'Limits', 'mode' => 'Mode', 'access' => 'Access'];

    /** Tabs before 0.2.0 that are sections now. */
    private const FORMER = ['sources' => 'monitors', 'targets' => 'targets', 'maintenance' => 'maintenance'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        if ($this->context->query->text('source') !== '') {
            $source = $this->context->ledger->sources->byId((string) $this->context->query->id('source')) ?? throw new InvalidInput('There is no such monitor.');

            return (new MonitorPage($this->context, $source))->html();
        }
        $asked = self::FORMER[$this->context->query->text('tab')] ?? $this->context->query->text('section');
        $links = '';
        foreach (self::SECTIONS as $section => $title) {
            $links .= '<li' . ($section === $asked ? ' class="active"' : '') . '><a href="#mg-' . $section . '">' . Html::e($title) . '</a></li>';
        }
        // The section that was asked for comes first: without scripts nothing else can bring it into view.
        $sections = self::SECTIONS;
        if (isset($sections[$asked])) {
            $sections = [$asked => $sections[$asked]] + $sections;
        }
        $html = '';
        foreach ($sections as $section => $title) {
            $html .= Html::panel($title, $this->{$section}(), $section === $asked ? 'primary' : 'default', 'mg-' . $section);
        }

        return '<h2>Settings</h2><ul class="nav nav-pills">' . $links . '</ul>' . $html;
    }

    private function monitors(): string
    {
        $table = new MonitorTable($this->context);

        return $table->html() . '<h4>Add a monitor</h4>' . $table->form('mg-s-') . '<h4>Who has to agree</h4>'
            . LevelsForm::html($this->context, $this->context->ledger->levels->all()[Levels::ALL] ?? []);
    }

    private function targets(): string
    {
        return (new TargetForm($this->context))->html();
    }

    private function maintenance(): string
    {
        return (new MaintenanceTable($this->context))->html();
    }

    private function limits(): string
    {
        return $this->context->form->of('setLimits', [], LimitsFields::html($this->context, 'mg-l-', false), 'Save the limits');
    }

    private function mode(): string
    {
        $mode = Mode::of($this->context->ledger);
        $month = $mode->from() ?? Instant::month($this->context->site->panel()->now());
        $live = $this->context->form->of('goLive', [], Html::input('First month that is decided', 'from', 'mg-mode-from', ['type' => 'month', 'required' => true, 'value' => $month]), $mode->isLive()
            ? 'Change the first month' : 'Go live', $mode->isLive() ? 'default' : 'primary');

        return ModeBanner::html($this->context) . '<div class="row"><div class="col-md-6">' . $live . '</div><div class="col-md-6">' . ($mode->isLive()
            ? '<p>Back to dry run: everything is still computed, nothing is decided or credited, also nothing that was decided before.</p>'
                . $this->context->form->of('goDry', [], '', 'Back to dry run', 'danger') : '') . '</div></div>';
    }

    private function access(): string
    {
        $places = $this->context->site->host()->places();

        return '<ul><li>Which roles may open these pages: <em>' . Html::e($places->roles) . '</em>.'
            . ' Every change here is written down with the administrator who made it, see Health.</li>'
            . '<li>When cron runs Makegood and how long it may take is set ' . Html::e($places->settings . ': now ' . $places->schedule) . '.</li><li>Clients see their own credits only.'
            . ($places->permission === '' ? '' : ' A user whom a client has invited needs the permission <em>' . Html::e($places->permission) . '</em>.') . '</li>'
            . '<li>Monitors need no login: each has an address with a secret of its own. A new secret ends the old one at once.</li></ul>';
    }
}
