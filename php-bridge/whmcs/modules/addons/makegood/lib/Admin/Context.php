<?php

/** What every tab and action works with. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use Makegood\Api\Reads;
use Makegood\Ledger\Ledger;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Names;

final class Context
{
    /** The policy that a form of the editor sent and that was not stored: it is shown again. */
    public ?PolicyDraft $draft = null;

    private ?Reads $reads = null;

    /** @var array<string, mixed>|null */
    private ?array $outgoing = null;

    /** @param array<string, string> $texts the language file */
    public function __construct(
        public readonly App $app,
        public readonly Ledger $ledger,
        public readonly Directory $directory,
        public readonly Explanation $explanation,
        public readonly Form $form,
        public readonly Input $query,
        public readonly array $texts,
        public readonly string $actor,
    ) {
    }

    public function reads(): Reads
    {
        return $this->reads ??= new Reads($this->app->panel(), $this->ledger, new Names($this->directory, $this->ledger), $this->app->engine());
    }

    /** What is about to go out; read once for a page. @return array<string, mixed> */
    public function outgoing(): array
    {
        return $this->outgoing ??= $this->reads()->outgoing();
    }

    public function finder(): Finder
    {
        return new Finder($this->directory);
    }

    public function rows(): Rows
    {
        return new Rows($this->ledger);
    }

    /** A word of the contract in the panel's language; the word itself when there is none. */
    public function word(string $word, string $kind = 'word'): string
    {
        return $this->texts[$kind . '_' . $word] ?? $word;
    }
}
