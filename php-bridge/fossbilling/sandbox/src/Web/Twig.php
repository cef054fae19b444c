<?php

/** Twig as the panel sets it up: templates of themes and modules, filters, globals; mails get the same filters. */

declare(strict_types=1);

namespace FossSandbox\Web;

use FossSandbox\Panel;
use FossSandbox\Profile;
use FossSandbox\UndocumentedUse;
use Twig\Environment;
use Twig\Extension\SandboxExtension;
use Twig\Loader\ArrayLoader;
use Twig\Loader\FilesystemLoader;
use Twig\Sandbox\SecurityPolicy;
use Twig\TwigFilter;
use Twig\TwigFunction;

final class Twig
{
    /** Renders NAME.html.twig of an area (admin or client) with the globals of who is logged in. */
    public static function page(string $area, string $name, array $vars): string
    {
        $folders = [];
        foreach (glob(PATH_MODS . '/*', GLOB_ONLYDIR) ?: [] as $module) {
            $folders[] = $module . '/' . Profile::templates($area);
        }
        // The theme's override wins, then modules, then the theme itself.
        $folders = [Panel::root() . "/themes/$area/html_custom", ...$folders, dirname(__DIR__, 2) . "/themes/$area"];
        $twig = self::environment(new FilesystemLoader(array_filter($folders, is_dir(...))), $area);
        foreach (self::globals($area) as $key => $value) {
            $twig->addGlobal($key, $value);
        }

        return $twig->load(preg_replace('/\.html\.twig$/', '', $name) . '.html.twig')->render($vars);
    }

    /** @return array{subject: string, content: string} */
    public static function mail(string $text, array $vars): array
    {
        $twig = self::environment(new ArrayLoader(['mail' => $text]));
        if (!Profile::is('0.7')) {
            // Later lines render mails in a closed room: these tags and filters, no objects.
            $policy = new SecurityPolicy(['if', 'for', 'block', 'apply', 'set'], ['escape', 'e', 'default', 'title', 'length', 'date', 'first', 'url', 'trans',
                'markdown_to_html'], [], [], []);
            $twig->addExtension(new SandboxExtension($policy, true));
        }
        $template = $twig->load('mail');
        // Mails know the company as guest.system_company.
        $vars += ['guest' => ['system_company' => Panel::container()['mod_service']('system')->getCompany()]];

        return ['subject' => trim($template->renderBlock('subject', $vars)), 'content' => trim($template->renderBlock('content', $vars))];
    }

    private static function environment(\Twig\Loader\LoaderInterface $loader, string $area = 'client'): Environment
    {
        $twig = new Environment($loader, ['strict_variables' => !Profile::is('0.7'), 'autoescape' => 'html']);
        $di = Panel::container();
        $filters = Profile::is('0.7') ? self::filters07($di['url']) : self::filters08($di['url'], $area);
        $filters += ['trans' => static fn (?string $text, array $values = []): string => __trans((string) $text, $values)];
        foreach ($filters as $name => $filter) {
            $twig->addFilter(new TwigFilter($name, $filter));
        }
        // The sandbox's own templates are the same in all lines; 0.7 has no slots.
        $twig->addFunction(new TwigFunction('slot', static fn (string $slot, array $vars = []): string => Profile::is('0.7') ? '' : self::widgets($slot, $vars), ['is_safe' => ['html']]));
        if (!Profile::is('0.7')) {
            $twig->addFunction(new TwigFunction('render_widgets', self::widgets(...), ['is_safe' => ['html']]));
            $form = static fn (array $config = []): string => 'method="post" data-fb-api="'
                . htmlspecialchars((string) json_encode(['type' => 'form'] + $config), ENT_QUOTES, 'UTF-8') . '"';
            $twig->addFunction(new TwigFunction('fb_api_form', $form, ['is_safe' => ['html']]));
            $twig->addFunction(new TwigFunction('has_permission', static fn (string $module, ?string $key = null): bool
                => $di['mod_service']('staff')->hasPermission(null, $module, $key)));
        }
        $twig->registerUndefinedFilterCallback(static fn (string $name) => throw new UndocumentedUse("Twig filter $name is not imitated in this line"));
        $twig->registerUndefinedFunctionCallback(static fn (string $name) => throw new UndocumentedUse("Twig function $name is not imitated in this line"));

        return $twig;
    }

    /** @return array<string, callable> */
    private static function filters07(\FossSandbox\Url $url): array
    {
        return ['money' => self::money(...), 'link' => static fn (?string $uri, ?array $params = null): string => $url->link($uri, $params),
            'alink' => static fn (?string $uri, ?array $params = null): string => $url->adminLink($uri, $params),
            'mod_asset_url' => self::asset(...), 'markdown' => static fn (?string $text): string => htmlspecialchars((string) $text, ENT_QUOTES, 'UTF-8')];
    }

    /** An address is of the area that the page is in, unless it says otherwise. @return array<string, callable> */
    private static function filters08(\FossSandbox\Url $url, string $here): array
    {
        return ['money' => self::money(...), 'url' => static fn (?string $uri, ?array $params = null, ?string $area = null): string
                => ($area ?? $here) === 'admin' ? $url->adminLink($uri, $params) : $url->link($uri, $params),
            'api_url' => static fn (string $action, ?array $query = null, ?string $role = null): string => $url->link('api/' . ($role ?? $here) . "/$action", $query),
            'mod_asset_url' => self::asset(...), 'markdown_to_html' => static fn (?string $text): string => htmlspecialchars((string) $text, ENT_QUOTES, 'UTF-8')];
    }

    private static function asset(string $file, string $module): string
    {
        return SYSTEM_URL . 'modules/' . ucfirst($module) . "/assets/$file";
    }

    /** @return array<string, mixed> */
    private static function globals(string $area): array
    {
        $di = Panel::container();
        $globals = ['guest' => $di['api_guest'], 'CSRFToken' => Front::token(), 'app_area' => $area, 'FOSSBillingVersion' => \FOSSBilling\Version::VERSION,
            'request' => new RequestView($_GET), 'theme' => ['code' => 'sandbox'], 'sandbox_base' => SYSTEM_URL, 'sandbox_time' => \MakegoodSandbox\Clock::timestamp() . ' ' . date_default_timezone_get()];
        if ($area === 'admin' && \FossSandbox\People::admin() !== null) {
            $admin = \FossSandbox\People::admin();
            $globals += ['admin' => $di['api_admin'], 'profile' => ['name' => \FossSandbox\Rows::value($admin, 'name')],
                'sandbox_menu' => $di['mod_service']('extension')->getAdminNavigation($admin)];
        }
        if (\FossSandbox\People::client() !== null) {
            $globals += ['client' => $di['api_client']];
        }

        return $globals;
    }

    /** What modules put into a slot; a widget that fails is left out, with a line in the log. */
    private static function widgets(string $slot, array $vars = []): string
    {
        $di = Panel::container();
        $found = [];
        foreach ($di['mod_service']('extension')->getInstalledMods() as $name) {
            $service = $di['mod']($name)->hasService() ? $di['mod_service']($name) : null;
            foreach ($service instanceof \FOSSBilling\Interfaces\WidgetProviderInterface ? $service->getWidgets() : [] as $widget) {
                if (($widget['slot'] ?? null) === $slot && isset($widget['template'])) {
                    $found[] = [$widget['priority'] ?? 10, $widget['template']];
                }
            }
        }
        usort($found, static fn (array $a, array $b): int => $a[0] <=> $b[0]);
        $html = '';
        foreach ($found as [, $template]) {
            try {
                $html .= self::page(str_starts_with($slot, 'admin.') ? 'admin' : 'client', 'widgets/' . $template, $vars);
            } catch (\Throwable $error) {
                $di['logger']->error("widget $template failed: " . $error->getMessage());
            }
        }

        return $html;
    }

    private static function money(mixed $amount, ?string $currency = null): string
    {
        return sprintf('%s %s', number_format((float) $amount, 2, '.', ','), (string) $currency);
    }
}
