<?php

/** One request of the admin page: who may, what is changed, which tab is shown. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Http\Mount;
use WHMCS\Module\Addon\Makegood\Texts;

final class Controller
{
    private const TABS = [
        'overview' => ['Overview', Tabs\Overview::class],
        'outages' => ['Outages', Tabs\Outages::class],
        'credits' => ['Credits', Tabs\Credits::class],
        'review' => ['Review', Tabs\Review::class],
        'claims' => ['Claims', Tabs\Claims::class],
        'deliveries' => ['Deliveries', Tabs\Deliveries::class],
        'policies' => ['Policies', Tabs\Policies::class],
        'health' => ['Health', Tabs\Health::class],
        'settings' => ['Settings', Tabs\Settings::class],
        'setup' => ['Set-up', Tabs\Setup::class],
    ];

    /** Names of tabs before 0.2.0: bookmarks and links in old notes still arrive. */
    private const FORMER = ['entries' => 'credits', 'sources' => 'settings', 'targets' => 'settings', 'maintenance' => 'settings'];

    private readonly string $moduleLink;

    /** @var list<string> HTML */
    private array $notices = [];

    /** @var list<string> texts */
    private array $problems = [];

    /** @param array<string, mixed> $vars as the panel hands them over */
    public function __construct(private readonly array $vars)
    {
        $this->moduleLink = (string) ($vars['modulelink'] ?? 'addonmodules.php?module=makegood');
    }

    public function html(): string
    {
        $admin = Access::adminId();
        if ($admin === null) {
            http_response_code(403);

            return '<p role="alert">Your role has no access to Makegood.</p>';
        }
        $query = Input::query();
        $tab = self::asked($query);
        $counts = [];
        try {
            $context = $this->context($tab, 'admin:' . $admin, $query);
            if (($_SERVER['REQUEST_METHOD'] ?? 'GET') === 'POST') {
                $this->change($context);
            }
            $body = Parts\ModeBanner::engine($context) . $this->tab($tab, $context);
            $counts = ['review' => $context->ledger->cases->countOpen(), 'claims' => $context->ledger->extensions->countOpen()];
        } catch (\Throwable $failure) {
            $body = $this->failed($failure);
        }
        $titles = array_map(static fn (array $row): string => $row[0], self::TABS);

        return Layout::page($this->moduleLink, $titles, $tab, $counts, $this->notices, $this->problems, $body, Mount::html($this->vars, 'admin'));
    }

    /** The tab of the closed list; the overview for anything else, also for what is too long to be one. */
    private static function asked(Input $query): string
    {
        try {
            $asked = $query->text('tab');
        } catch (InvalidInput) {
            return 'overview';
        }

        return self::FORMER[$asked] ?? (isset(self::TABS[$asked]) ? $asked : 'overview');
    }

    private function context(string $tab, string $actor, Input $query): Context
    {
        $app = new App();
        $app->ledger()->migrate();
        $texts = Texts::from($this->vars['_lang'] ?? null);

        return new Context(
            app: $app,
            ledger: $app->ledger(),
            directory: new Directory(),
            explanation: new Explanation($texts),
            form: new Form($this->moduleLink, $tab),
            query: $query,
            texts: $texts,
            actor: $actor,
        );
    }

    private function change(Context $context): void
    {
        if (!Token::isValid($_POST['token'] ?? null)) {
            http_response_code(403);
            // What was written is not lost: it is shown again.
            $document = Input::posted()->document('document', Actions::DOCUMENT_BYTES);
            $context->draft = $document === '' ? null : new PolicyDraft($document, PolicyDraft::DOCUMENT);
            $this->problems[] = 'The form\'s token is missing or too old, so nothing was changed. Send the form again.';

            return;
        }
        try {
            $notice = (new Actions($context))->perform(Input::posted());
            $notice === '' || $this->notices[] = $notice;
        } catch (InvalidInput $wrong) {
            http_response_code(400);
            $this->problems[] = $wrong->getMessage();
        }
    }

    private function tab(string $tab, Context $context): string
    {
        try {
            $class = self::TABS[$tab][1];

            return (new $class($context))->html();
        } catch (InvalidInput $wrong) {
            http_response_code(400);
            $this->problems[] = $wrong->getMessage();

            return '<p>' . Html::link($context->form->url([]), 'Back') . '</p>';
        }
    }

    private function failed(\Throwable $failure): string
    {
        http_response_code(500);
        logActivity('Makegood: the admin page failed: ' . $failure::class . ': ' . $failure->getMessage());
        $this->problems[] = 'This page failed; the reason is in the activity log.';

        return '';
    }
}
