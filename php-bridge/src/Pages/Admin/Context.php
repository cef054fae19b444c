<?php

/** What every tab and action works with. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Api\Reads;
use Makegood\Ledger\Ledger;
use Makegood\Pages\Directory;
use Makegood\Pages\Explanation;
use Makegood\Pages\Names;
use Makegood\Pages\Site;
use Makegood\Pages\Texts;

final class Context
{
    /** The policy that a form of the editor sent and that was not stored: it is shown again. */
    public ?PolicyDraft $draft = null;

    private ?Reads $reads = null;

    /** @var array<string, mixed>|null */
    private ?array $outgoing = null;

    private ?Finder $finder = null;

    /** @param array<string, string> $texts the language file */
    private function __construct(
        public readonly Site $site,
        public readonly Ledger $ledger,
        public readonly Directory $directory,
        public readonly Explanation $explanation,
        public readonly Form $form,
        public readonly Input $query,
        public readonly Input $posted,
        public readonly array $texts,
        public readonly string $actor,
    ) {
    }

    /** @param string $staff who looks, as the panel numbers its administrators */
    public static function of(Site $site, string $tab, string $staff): self
    {
        $host = $site->host();
        $texts = Texts::from($host->texts());

        return new self(
            site: $site,
            ledger: $site->ledger(),
            directory: new Directory($site->catalogue()),
            explanation: new Explanation($texts),
            form: new Form($host->adminPage(), $tab, $host->token()),
            query: new Input($host->request()->query),
            posted: new Input($host->request()->form),
            texts: $texts,
            actor: 'admin:' . $staff,
        );
    }

    public function reads(): Reads
    {
        return $this->reads ??= new Reads($this->site->panel(), $this->ledger, new Names($this->directory, $this->ledger), $this->site->engine());
    }

    /** What is about to go out; read once for a page. @return array<string, mixed> */
    public function outgoing(): array
    {
        return $this->outgoing ??= $this->reads()->outgoing();
    }

    public function finder(): Finder
    {
        return $this->finder ??= new Finder($this->directory);
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
