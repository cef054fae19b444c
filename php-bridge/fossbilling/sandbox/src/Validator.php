<?php

/** $di['validator']: parameters that must be there. */

declare(strict_types=1);

namespace FossSandbox;

final class Validator
{
    /** @param array<string, string> $required parameter => what to say when it is missing */
    public function checkRequiredParamsForArray(array $required, array $data, ?array $variables = null, int $code = 0): void
    {
        foreach ($required as $name => $message) {
            if (!isset($data[$name]) || (is_string($data[$name]) && trim($data[$name]) === '')) {
                throw new \FOSSBilling\InformationException($message, $variables, $code);
            }
        }
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the validator has no documented $name()");
    }
}
