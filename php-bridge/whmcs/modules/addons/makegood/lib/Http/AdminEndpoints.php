<?php

/** JSON for the admin pages: what the components draw, a policy tried out, a drill, and the forms' actions for scripts. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Http;

use Makegood\Api\Reads;
use Makegood\Desk\Drill;
use Makegood\Desk\Trial;
use Makegood\Engine\CoreRefused;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Admin\Access;
use WHMCS\Module\Addon\Makegood\Admin\Actions;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\DrillLog;
use WHMCS\Module\Addon\Makegood\Admin\Form;
use WHMCS\Module\Addon\Makegood\Admin\Input;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Names;
use WHMCS\Module\Addon\Makegood\Texts;

final class AdminEndpoints implements Endpoints
{
    private const METHODS = [
        'act' => 'POST',
        'credit' => 'GET',
        'drill' => 'POST',
        'outage' => 'GET',
        'outgoing' => 'GET',
        'preview' => 'GET',
        'source' => 'GET',
        'timeline' => 'GET',
        'trial' => 'POST',
    ];

    private readonly App $app;

    private int $admin = 0;

    /** @param array<string, mixed> $vars as the panel hands them over */
    public function __construct(private readonly array $vars)
    {
        $this->app = new App();
    }

    public function admit(): void
    {
        $this->admin = Access::adminId() ?? throw Refused::forbidden();
    }

    public function methods(): array
    {
        return self::METHODS;
    }

    public function answer(string $name, Params $query, Params $form): Response
    {
        $this->app->ledger()->migrate();

        return match ($name) {
            'act' => Json::ok($this->act()),
            'credit' => Json::ok($this->reads()->credit($query->id('entry'))),
            'drill' => Json::ok($this->drill($form)),
            'outage' => Json::ok($this->reads()->outage($query->text('id'))),
            'outgoing' => Json::ok($this->reads()->outgoing()),
            'preview' => Json::ok($this->reads()->preview($this->client($query->id('client')))),
            'source' => Json::ok($this->reads()->source($query->id('id'))),
            'timeline' => Json::ok($this->reads()->timeline($query->id('service'), $query->period(), null)),
            'trial' => $this->trial($form),
            default => throw Refused::notFound(),
        };
    }

    private function reads(): Reads
    {
        return new Reads($this->app->panel(), $this->app->ledger(), $this->names(), $this->app->engine());
    }

    private function names(): Names
    {
        return new Names(new Directory(), $this->app->ledger());
    }

    /** What the form of the same action would say, as plain text and as it stands on the page. @return array{message: string, html: string} */
    private function act(): array
    {
        $texts = Texts::from($this->vars['_lang'] ?? null);
        $html = (new Actions(new Context(
            app: $this->app,
            ledger: $this->app->ledger(),
            directory: new Directory(),
            explanation: new Explanation($texts),
            form: new Form((string) ($this->vars['modulelink'] ?? ''), 'overview'),
            query: Input::query(),
            texts: $texts,
            actor: 'admin:' . $this->admin,
        )))->perform(Input::posted());

        $text = html_entity_decode(strip_tags(str_replace('<', ' <', $html)), ENT_QUOTES | ENT_HTML5, 'UTF-8');

        return ['message' => trim((string) preg_replace('/\s+/u', ' ', $text)), 'html' => $html];
    }

    /** A document that the core refuses is the person's to mend: they are told in the core's own words. */
    private function trial(Params $form): Response
    {
        $document = str_replace("\r\n", "\n", $form->text('document', Actions::DOCUMENT_BYTES));
        $trial = new Trial($this->app->panel(), $this->app->engine());
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

        $drill = (new Drill($this->app->panel(), $this->app->engine(), $this->app->ledger(), $this->names()))->play($service, $length);
        DrillLog::played($this->app->ledger(), $service, $length, 'admin:' . $this->admin, $this->app->panel()->now());

        return $drill;
    }

    private function client(string $id): string
    {
        return Capsule::table('tblclients')->where('id', (int) $id)->exists() ? $id : throw Refused::notFound();
    }

    private function service(string $id): string
    {
        return (new Directory())->has('service:' . $id) ? $id : throw Refused::notFound();
    }
}
