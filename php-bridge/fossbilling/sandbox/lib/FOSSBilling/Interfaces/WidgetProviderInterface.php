<?php

/** A module's Service that shows widgets in slots of the core's templates. */

declare(strict_types=1);

namespace FOSSBilling\Interfaces;

interface WidgetProviderInterface
{
    /** @return list<array{slot: string, template: string, priority?: int, context?: array}> */
    public function getWidgets(): array;
}
