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

    /** @param array<string, mixed> $scenario */
    public function __construct(private readonly Options $options, private readonly array $scenario, private readonly Children $children)
    {
        $this->panel = new Panel($options, $children);
        $this->memory = new Memory($options->home . '/demo.json');
    }

    public function run(): void
    {
        $started = hrtime(true);
        self::say("Makegood demo: a hosting company in March 2026, on {$this->options->database}. Its data stays in {$this->options->home}.\n");
        $this->panel->install($this->scenario['from']);
        $this->panel->serve($this->options->check ? Panel::freePort() : $this->options->port);
        $this->books = new Books($this->panel->sql());
        $this->admin = new Admin($this->panel->url());
        $setup = new Setup($this->scenario, $this->admin, $this->books, $this->memory);
        $setup->run();
        $before = $this->books->created();
        (new Month($this->scenario, $this->panel, $setup, $this->books, $this->memory))->play(self::say(...));
        if ($this->options->check) {
            $this->acceptWaiting();
        }
        self::say("\n" . (new Report($this->books, $this->options->module))->text());
        self::say(sprintf('Played in %.1f s.', (hrtime(true) - $started) / 1e9));
        $this->options->check ? self::say($this->books->line($before)) : $this->serve();
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
        self::say($accepted === 0 ? 'Nothing new waits to be accepted.' : "Accepted on the review page: {$accepted} outage. The cron runs once more.");
    }

    /** Until stopped. The panel's time stands still; what people decide is carried out by a cron soon after. */
    private function serve(): void
    {
        $url = $this->panel->url();
        self::say("\nThe panel is open:\n"
            . "  {$url}/login                                       choose who you are: Ada Admin, or a client\n"
            . "  {$url}/admin/addonmodules.php?module=makegood      Makegood's pages (as Ada); tab Review: one outage waits for your click\n"
            . "  {$url}/index.php?m=makegood                        a client's credits and why (as Omar Qasim or Bea Larsen)\n"
            . 'Stop with Ctrl-C; `make demo-reset` forgets everything.');
        $seen = $this->books->mark();
        while ($this->panel->serverRuns()) {
            sleep(1);
            if ($this->books->mark() !== $seen) {
                $this->panel->cron();
                $seen = $this->books->mark();
            }
        }
    }

    private static function say(string $line): void
    {
        fwrite(STDOUT, $line . "\n");
    }
}
