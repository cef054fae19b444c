<?php

/** One request of the admin page: who may, what is changed, which tab is shown. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Html;
use Makegood\Pages\Http\Mount;
use Makegood\Pages\Http\Token;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Shown;
use Makegood\Pages\Site;

final class Controller
{
    private const TITLE = 'Makegood';
    private const TABS = [
        'overview' => ['Overview', Tabs\Overview::class],
        'outages' => ['Outages', Tabs\Outages::class],
        'credits' => ['Credits', Tabs\Credits::class],
        'review' => ['Review', Tabs\Review::class],
        'refunds' => ['Refunds', Tabs\Refunds::class],
        'claims' => ['Claims', Tabs\Claims::class],
        'deliveries' => ['Deliveries', Tabs\Deliveries::class],
        'policies' => ['Policies', Tabs\Policies::class],
        'health' => ['Health', Tabs\Health::class],
        'settings' => ['Settings', Tabs\Settings::class],
        'setup' => ['Set-up', Tabs\Setup::class],
    ];

    /** Names of tabs before 0.2.0: bookmarks and links in old notes still arrive. */
    private const FORMER = ['entries' => 'credits', 'sources' => 'settings', 'targets' => 'settings', 'maintenance' => 'settings'];

    /** @var list<string> HTML */
    private array $notices = [];

    /** @var list<string> texts */
    private array $problems = [];

    private int $status = 200;

    public function __construct(private readonly Site $site)
    {
    }

    public function answer(): Shown
    {
        $staff = $this->site->host()->staff();
        if ($staff === null) {
            return new Shown(self::TITLE, '<p role="alert">Your role has no access to Makegood.</p>', 403);
        }
        $request = $this->site->host()->request();
        $tab = self::asked(new Input($request->query));
        $counts = [];
        try {
            $this->site->ledger()->migrate();
            $context = Context::of($this->site, $tab, $staff);
            if ($request->isPost()) {
                $this->change($context);
            }
            $body = Parts\ModeBanner::engine($context) . $this->tab($tab, $context);
            $counts = ['review' => $context->ledger->cases->countOpen() + $context->ledger->reversals->countAsked(), 'claims' => $context->ledger->extensions->countOpen(), 'refunds' => $context->ledger->refundCases->countOpen()];
        } catch (\Throwable $failure) {
            $body = $this->failed($failure);
        }
        $titles = array_map(static fn (array $row): string => $row[0], self::TABS);
        $html = Layout::page($this->site->host()->adminPage(), $titles, $tab, $counts, $this->notices, $this->problems, $body, Mount::html($this->site, 'admin'));

        return new Shown(self::TITLE, $html, $this->status);
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

    private function change(Context $context): void
    {
        if (!Token::isValid($this->site->host())) {
            $this->status = 403;
            // What was written is not lost: it is shown again.
            $document = $context->posted->document('document', Actions::DOCUMENT_BYTES);
            $context->draft = $document === '' ? null : new PolicyDraft($document, PolicyDraft::DOCUMENT);
            $this->problems[] = 'The form\'s token is missing or too old, so nothing was changed. Send the form again.';

            return;
        }
        try {
            $notice = (new Actions($context))->perform($context->posted);
            $notice === '' || $this->notices[] = $notice;
        } catch (InvalidInput $wrong) {
            $this->status = 400;
            $this->problems[] = $wrong->getMessage();
        }
    }

    private function tab(string $tab, Context $context): string
    {
        try {
            $class = self::TABS[$tab][1];

            return (new $class($context))->html();
        } catch (InvalidInput $wrong) {
            $this->status = 400;
            $this->problems[] = $wrong->getMessage();

            return '<p>' . Html::link($context->form->url([]), 'Back') . '</p>';
        }
    }

    private function failed(\Throwable $failure): string
    {
        $this->status = 500;
        Trouble::log($this->site, 'the admin page', $failure);
        $this->problems[] = 'This page failed; the reason is in the activity log.';

        return '';
    }
}
