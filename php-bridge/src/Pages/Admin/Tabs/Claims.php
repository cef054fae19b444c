<?php

/** What policies may ask beside monitors and bills: services to prolong, claims, excused time, flags. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\ClaimTable;
use Makegood\Pages\Admin\Parts\ExcuseTable;
use Makegood\Pages\Admin\Parts\ExtensionTable;
use Makegood\Pages\Admin\Parts\FlagTable;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Html;

final class Claims implements Tab
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        return '<h2>Claims and exceptions</h2><p>What counts here depends on the policy of each service: one that gives its credit by itself looks at no claim, one that excuses'
            . ' nothing at no excuse. What you change in a month that is decided already is decided again by the difference.</p>'
            . Html::panel('Services to prolong', (new ExtensionTable($this->context))->html(), 'default', 'mg-extensions')
            . Html::panel('Claims', (new ClaimTable($this->context))->html(), 'default', 'mg-claims')
            . Html::panel('Excused time', (new ExcuseTable($this->context))->html(), 'default', 'mg-excuses')
            . Html::panel('Flags', (new FlagTable($this->context))->html(), 'default', 'mg-flags');
    }
}
