<?php

/**
 * The whole demo: set up, play March 2026, accept what waits (CHECK), tell what happened, serve the panel (without CHECK).
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Demo
{
    private readonly Panel $panel;
    private readonly Memory $memory;
    private Books $books;
    private Admin $admin;

    /** @param array<string, mixed> $scenario @param callable(string): void $say gets one line at a time */
    public function __construct(
        private readonly Options $options,
        private readonly array $scenario,
        private readonly Children $children,
        private readonly \Closure $say,
    ) {
        $this->panel = $options->panel === 'whmcs' ? new WhmcsPanel($options, $children) : new FossbillingPanel($options, $children);
        $this->memory = new Memory($options->home . '/demo.json');
    }

    public function run(): void
    {
        $started = hrtime(true);
        $this->say("Makegood demo: a hosting company in March 2026, {$this->panel->title()} on {$this->options->database}. Its data stays in {$this->options->home}.\n");
        $before = $this->play();
        $this->say("\n" . (new Report($this->books, $this->options->module))->text());
        $comparison = $this->options->check && $this->options->panel !== 'whmcs' ? $this->compare() : null;
        $this->say(sprintf('Played in %.1f s.', (hrtime(true) - $started) / 1e9));
        if (!$this->options->check) {
            $this->serve();
            return;
        }
        $this->say($this->books->line($before) . ($comparison === null ? '' : " {$comparison->figures()}"));
        $comparison?->mustBeSame();
    }

    /** The month, and what waits accepted (CHECK). @return int what the module had created before */
    private function play(): int
    {
        $this->panel->start($this->scenario['from'], $this->options->check ? ServedPanel::freePort() : $this->options->port);
        $this->books = Books::of($this->panel);
        $this->admin = $this->panel->admin();
        $setup = new Setup($this->scenario, $this->panel, $this->admin, $this->books, $this->memory);
        $setup->run();
        $before = $this->books->created();
        $month = new Month($this->scenario, $this->panel, $setup, $this->books, $this->memory, $this->admin);
        $month->play($this->say);
        if ($this->options->check) {
            $this->acceptWaiting();
        }
        if ($this->panel->waitsForInvoices()) {
            $month->playInvoices($this->say);
        }
        (new RefundStories(require dirname(__DIR__) . '/refunds.php', $this->panel, $this->memory, $this->admin))->play($this->say);
        return $before;
    }

    /** The same month on WHMCS, played before or now. */
    private function compare(): Comparison
    {
        $options = $this->options->ofReference();
        $other = new WhmcsPanel($options, $this->children);
        if (!$this->isPlayed($options, $other)) {
            $this->say("The same month is played on WHMCS, for comparison, in {$options->home}.");
            (new self($options, $this->scenario, $this->children, static fn () => null))->play();
        }
        $comparison = Comparison::of($other, $this->panel);
        $this->say("The same month on two panels\n" . $comparison->text());
        return $comparison;
    }

    private function isPlayed(Options $options, Panel $panel): bool
    {
        if (!is_file($options->root() . '/clock') || !$panel->clock()->hasReached($this->scenario['to'])) {
            return false;
        }
        $isOpen = static fn (array $case): bool => $case['state'] === 'open' && $case['reason'] === 'singleMonitor';
        return array_filter(Books::of($panel)->cases(), $isOpen) === [];
    }

    /** One click on the outage that only one monitor saw; the missing recovery goes on waiting. */
    private function acceptWaiting(): void
    {
        $accepted = 0;
        foreach ($this->books->cases() as $case) {
            if ($case['state'] === 'open' && $case['reason'] === 'singleMonitor') {
                $this->admin->accept((string) $case['id'], 'The data centre confirms it.');
                $accepted++;
            }
        }
        $this->panel->cron();
        $this->say($accepted === 0 ? 'Nothing new waits to be accepted.' : "Accepted on the review page: {$accepted} outage. The cron runs once more.");
    }

    /** Until stopped. The panel's time stands still; what people decide is carried out by a cron soon after. */
    private function serve(): void
    {
        $addresses = $this->panel->addresses();
        $width = max(array_map(strlen(...), array_keys($addresses)));
        $lines = array_map(static fn (string $url, string $what): string => '  ' . str_pad($url, $width + 2) . $what, array_keys($addresses), $addresses);
        $this->say("\nThe panel is open:\n" . implode("\n", $lines) . "\nStop with Ctrl-C; `make demo-reset` forgets everything.");
        $seen = $this->books->mark();
        while ($this->panel->serverRuns()) {
            sleep(1);
            if ($this->books->mark() !== $seen) {
                $this->panel->cron();
                $seen = $this->books->mark();
            }
        }
    }

    private function say(string $line): void
    {
        ($this->say)($line);
    }
}
