<?php

/**
 * What differs between the panel's lines, under one name each: the base class of API calls and the interface of widgets.
 * Also makes the classes of bridge/ loadable; those of this folder the panel loads itself. Loads nothing else: it runs on every page.
 */

declare(strict_types=1);

if (!interface_exists(\FOSSBilling\InjectionAwareInterface::class)) {
    http_response_code(404);
    exit;
}

require_once __DIR__ . '/bridge/autoload.php';

if (!class_exists('Box\\Mod\\Makegood\\Compat\\Api', false)) {
    class_alias(class_exists('FOSSBilling\\Api\\AbstractApi') ? 'FOSSBilling\\Api\\AbstractApi' : 'Api_Abstract', 'Box\\Mod\\Makegood\\Compat\\Api');
    $makegood_widgets = 'FOSSBilling\\Interfaces\\WidgetProviderInterface';
    if (!interface_exists($makegood_widgets)) {
        require_once __DIR__ . '/NoWidgets.php';
        $makegood_widgets = 'Box\\Mod\\Makegood\\NoWidgets';
    }
    class_alias($makegood_widgets, 'Box\\Mod\\Makegood\\Compat\\Widgets');
    unset($makegood_widgets);
}
