<?php

/** JSON for the admin pages: what the components draw, a policy tried out, a drill, and the forms' actions for scripts. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Api\Reads;
use Makegood\Desk\Drill;
use Makegood\Desk\Trial;
use Makegood\Engine\CoreRefused;
use Makegood\Pages\Admin\Actions;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\DrillLog;
use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;

final class AdminEndpoints implements Endpoints
{
    private const METHODS = [
        'act' => 'POST',
        'credit' => 'GET',
        'drill' => 'POST',
        'outage' => 'GET',
        'outgoing' => 'GET',
        'preview' => 'GET',
        'quote' => 'GET',
        'source' => 'GET',
        'timeline' => 'GET',
        'trial' => 'POST',
    ];

    private string $staff = '';

    public function __construct(private readonly Site $site)
    {
    }

    public function admit(): void
    {
        $this->staff = $this->site->host()->staff() ?? throw Refused::forbidden();
    }

    public function methods(): array
    {
        return self::METHODS;
    }

    public function answer(string $name, Params $query, Params $form): Response
    {
        $this->site->ledger()->migrate();

        return match ($name) {
            'act' => Json::ok($this->act()),
            'credit' => Json::ok($this->reads()->credit($query->id('entry'))),
            'drill' => Json::ok($this->drill($form)),
            'outage' => Json::ok($this->reads()->outage($query->text('id'))),
            'outgoing' => Json::ok($this->reads()->outgoing()),
            'preview' => Json::ok($this->reads()->preview($this->client($query->id('client')))),
            'quote' => Json::ok(Access::quote($this->site, $query->id('case'), null)),
            'source' => Json::ok($this->reads()->source($query->id('id'))),
            'timeline' => Json::ok($this->reads()->timeline($query->id('service'), $query->period(), null)),
            'trial' => $this->trial($form),
            default => throw Refused::notFound(),
        };
    }

    private function reads(): Reads
    {
        return new Reads($this->site->panel(), $this->site->ledger(), $this->names(), $this->site->engine());
    }

    private function names(): Names
    {
        return new Names(new Directory($this->site->catalogue()), $this->site->ledger());
    }

    /** What the form of the same action would say, as plain text and as it stands on the page. @return array{message: string, html: string} */
    private function act(): array
    {
        $context = Context::of($this->site, 'overview', $this->staff);
        $html = (new Actions($context))->perform($context->posted);
        $text = html_entity_decode(strip_tags(str_replace('<', ' <', $html)), ENT_QUOTES | ENT_HTML5, 'UTF-8');

        return ['message' => trim((string) preg_replace('/\s+/u', ' ', $text)), 'html' => $html];
    }

    /** A document that the core refuses is the person's to mend: they are told in the core's own words. */
    private function trial(Params $form): Response
    {
        $document = str_replace("\r\n", "\n", $form->text('document', Actions::DOCUMENT_BYTES));
        $trial = new Trial($this->site->panel(), $this->site->engine());
        try {
            return Json::ok($trial->look($document, $form->text('currency', 3), $form->text('amount', 40), null));
        } catch (CoreRefused $refused) {
            return Json::refusedByCore($refused);
        }
    }

    /** @return array<string, mixed> */
    private function drill(Params $form): array
    {
        $length = $form->whole('length');
        if (!in_array($length, Drill::LENGTHS_MS, true)) {
            throw Refused::invalidInput('"length" must be one of: ' . implode(', ', Drill::LENGTHS_MS) . '.');
        }
        $service = $this->service($form->id('service'));

        $drill = (new Drill($this->site->panel(), $this->site->engine(), $this->site->ledger(), $this->names()))->play($service, $length);
        DrillLog::played($this->site->ledger(), $service, $length, 'admin:' . $this->staff, $this->site->panel()->now());

        return $drill;
    }

    private function client(string $id): string
    {
        return $this->site->catalogue()->clients([$id]) !== [] ? $id : throw Refused::notFound();
    }

    private function service(string $id): string
    {
        return $this->site->catalogue()->services([$id]) !== [] ? $id : throw Refused::notFound();
    }
}
