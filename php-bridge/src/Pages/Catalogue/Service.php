<?php

/** A service by its names, and whose it is now. */

declare(strict_types=1);

namespace Makegood\Pages\Catalogue;

final class Service
{
    /**
     * @param string $product the product's name; '' when it is gone
     * @param string $name    its own name, as its domain; '' when it has none
     * @param bool   $isUsed  active or suspended: not over, not yet to come
     */
    public function __construct(
        public readonly string $id,
        public readonly string $clientId,
        public readonly string $productId,
        public readonly string $product,
        public readonly string $name,
        public readonly bool $isUsed,
    ) {
    }

    /** "Web Starter - site17.example.com" */
    public function label(): string
    {
        return trim($this->product . ' - ' . $this->name, ' -');
    }
}
