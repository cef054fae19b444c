<?php

/**
 * An administrator with a browser: opens pages of the panel, takes the form's token, posts the form.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Admin
{
    private readonly Http $http;

    /** @param string $page path of the module's page up to the name of a tab */
    public function __construct(string $url, private readonly string $page)
    {
        $this->http = new Http($url, ['sandbox_admin' => '1']);
    }

    /**
     * Sends a form of the panel's own, with the token of the page that it stands on.
     *
     * @param array<string, string> $fields
     * @param string $answer must be in what comes back
     */
    public function panelForm(string $page, string $action, array $fields, string $answer): void
    {
        $shown = $this->expect($this->http->get($page), "the page {$page}");
        $done = $this->expect($this->http->form($action, self::token($shown) + $fields), $action);
        if (!str_contains($done, $answer)) {
            throw new Failed("{$action} in the admin area was not answered with \"{$answer}\": " . substr(strip_tags($done), 0, 400));
        }
    }

    /** The HTML of one of the module's tabs. */
    public function tab(string $tab): string
    {
        return $this->expect($this->http->get($this->page . $tab), "the tab {$tab}");
    }

    /**
     * Opens a tab, fills in a form and sends it.
     *
     * @param array<string, string> $fields
     * @return string the page that answers
     */
    public function submit(string $tab, string $action, array $fields): string
    {
        $page = $this->tab($tab);
        if (!str_contains($page, "name=\"do\" value=\"{$action}\"")) {
            throw new Failed("the tab {$tab} has no form {$action}");
        }
        return $this->send($tab, $page, ['do' => $action] + $fields);
    }

    /** Accepts one waiting case: its own form must be on the review page. */
    public function accept(string $case, string $note): void
    {
        $page = $this->tab('review');
        $form = '~<form[^>]*>(?:(?!</form>).)*name="case" value="' . preg_quote($case, '~') . '"(?:(?!</form>).)*value="accept"~s';
        if (preg_match($form, $page) !== 1) {
            throw new Failed("the review page offers no acceptance of case {$case}");
        }
        $this->send('review', $page, ['do' => 'decideCase', 'case' => $case, 'decision' => 'accept', 'note' => $note]);
    }

    /** @param array<string, string> $fields */
    private function send(string $tab, string $page, array $fields): string
    {
        return $this->expect($this->http->form($this->page . $tab, self::token($page) + $fields), $fields['do']);
    }

    /** @param array{status: int, body: string} $answer */
    private function expect(array $answer, string $what): string
    {
        if ($answer['status'] !== 200) {
            $why = preg_match('~role="alert">([^<]*)~', $answer['body'], $found) === 1 ? $found[1] : substr(strip_tags($answer['body']), 0, 400);
            throw new Failed("{$what} was answered with {$answer['status']}: " . html_entity_decode(trim($why), ENT_QUOTES | ENT_HTML5));
        }
        return $answer['body'];
    }

    /** The first token on the page, under the name that its form has for it. @return array<string, string> */
    private static function token(string $page): array
    {
        $field = '/name="(token|CSRFToken)" value="([^"]+)"/';
        return preg_match($field, $page, $found) === 1 ? [$found[1] => $found[2]] : throw new Failed('the page has no form token');
    }
}
