<?php

/** Names of the services in a list, read with one query. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class ServiceNames
{
    /** @var array<string, string> */
    private readonly array $labels;

    /** @param list<array<string, mixed>> $rows with service_id */
    public function __construct(Context $context, array $rows)
    {
        $this->labels = $rows === [] ? [] : $context->directory->services(array_map('strval', array_column($rows, 'service_id')));
    }

    /** @return string HTML */
    public function of(string $service): string
    {
        return Html::e(trim(($this->labels[$service] ?? '') . ' (service ' . $service . ')'));
    }
}
