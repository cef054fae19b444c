<?php

/** What policies may ask beside monitors and bills: services to prolong, claims, excused time, flags. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Parts\ClaimTable;
use WHMCS\Module\Addon\Makegood\Admin\Parts\ExcuseTable;
use WHMCS\Module\Addon\Makegood\Admin\Parts\ExtensionTable;
use WHMCS\Module\Addon\Makegood\Admin\Parts\FlagTable;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

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
