<?php

/** The panel's web side, as one request sees it: who looks, what is asked, where the pages are. It decides nothing but who may come in. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Pages\Http\Request;

interface Host
{
    /** The administrator who is logged in and may use the admin page: the panel's id; null otherwise. Asked on every page, action and endpoint. */
    public function staff(): ?string;

    /** The client who is logged in, when who looks may see what was paid; null otherwise. */
    public function client(): ?string;

    /** Somebody is logged in as a client, whether they may see invoices or not. */
    public function isClientLoggedIn(): bool;

    /** The form token of this visitor, the same for the whole session; '' when there is none: then no form is taken. */
    public function token(): string;

    /** What was asked, its values as the person typed them. */
    public function request(): Request;

    /** The module's texts in the visitor's language, as far as they are translated. @return array<string, string> */
    public function texts(): array;

    /** The admin page. It may be relative to itself, where the operator names the folder of the admin area. */
    public function adminPage(): Address;

    /** The client page, from the root of the host: it is linked from other pages, too. */
    public function clientPage(): Address;

    /** Where monitors send to, with scheme and host; a source and its secret are added. */
    public function webhook(): Address;

    /** The folder assets/ as a browser finds it, with a slash at the end; a server may deny it, then the files come through the page. */
    public function assets(): string;

    /** Folder of the panel on this machine: what lies inside may be public. '' when not known. */
    public function root(): string;

    /** What was kept for this visitor with keep(); a panel without sessions answers []. @return array<string, string> */
    public function kept(): array;

    /** Keeps a few short texts for this visitor, in place of those before. They may be lost at any time. @param array<string, string> $texts */
    public function keep(array $texts): void;

    /** Where in this panel things are set, in its own words. */
    public function places(): Places;
}
