<?php

/** Routes of the module that the address names, and templates. Base of Box_AppAdmin and Box_AppClient. */

declare(strict_types=1);

use FossSandbox\UndocumentedUse;
use FossSandbox\Web\Redirect;
use FossSandbox\Web\Twig;

abstract class Box_App
{
    protected ?Pimple\Container $di = null;
    protected string $url = '/';
    protected string $mod = 'index';
    /** @var list<array{string, string, string, array<string, string>, ?string}> */
    private array $routes = [];

    abstract protected function area(): string;

    abstract protected function registerRoutes(): void;

    public function setDi(Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function setUrl($url): void
    {
        $this->url = '/' . trim((string) $url, '/');
        $this->mod = explode('/', trim($this->url, '/'))[0] ?: 'index';
    }

    public function get(string $url, string $methodName, ?array $conditions = [], ?string $class = null): void
    {
        $this->routes[] = ['GET', $url, $methodName, $conditions ?? [], $class];
    }

    public function post(string $url, string $methodName, ?array $conditions = [], ?string $class = null): void
    {
        $this->routes[] = ['POST', $url, $methodName, $conditions ?? [], $class];
    }

    public function put(string $url, string $methodName, ?array $conditions = [], ?string $class = null): void
    {
        $this->routes[] = ['PUT', $url, $methodName, $conditions ?? [], $class];
    }

    public function delete(string $url, string $methodName, ?array $conditions = [], ?string $class = null): void
    {
        $this->routes[] = ['DELETE', $url, $methodName, $conditions ?? [], $class];
    }

    public function getRequest(): Symfony\Component\HttpFoundation\Request
    {
        return $this->di['request'];
    }

    public function render($fileName, $variableArray = []): string
    {
        return Twig::page($this->area(), $fileName, $variableArray);
    }

    public function redirect($path): never
    {
        throw new Redirect($this->area() === 'admin' ? $this->di['url']->adminLink($path) : $this->di['url']->link($path));
    }

    /** The page "not found": text in 0.7, a response later. */
    public function show404(Exception $e): mixed
    {
        $page = $this->render('error', ['exception' => $e]);
        if (FossSandbox\Profile::is('0.7')) {
            http_response_code(404);

            return $page;
        }

        return new Symfony\Component\HttpFoundation\Response($page, 404);
    }

    /** What the route's controller gives: text, or a response in 0.8 and later. */
    public function run(): mixed
    {
        $this->registerRoutes();
        foreach ($this->routes as [$method, $pattern, $name, $conditions, $class]) {
            $params = strcasecmp($method, (string) ($_SERVER['REQUEST_METHOD'] ?? 'GET')) === 0 ? self::match($pattern, $conditions, $this->url) : null;
            if ($params !== null) {
                return $this->call($class ?? throw new UndocumentedUse("the route $pattern names no class"), $name, $params);
            }
        }
        throw new FOSSBilling\InformationException('Page :url not found', [':url' => $this->url], 404);
    }

    /** ":id" matches what its condition says, else letters, digits and some signs. @return array<string, string>|null */
    private static function match(string $pattern, array $conditions, string $url): ?array
    {
        $expression = preg_replace_callback('/:([a-zA-Z_]\w*)/', static fn (array $found): string
            => '(?P<' . $found[1] . '>' . ($conditions[$found[1]] ?? '[a-zA-Z0-9_\+\-%]+') . ')', rtrim($pattern, '/'));
        if (preg_match('@^' . $expression . '/?$@D', $url, $found) !== 1) {
            return null;
        }

        return array_filter($found, is_string(...), ARRAY_FILTER_USE_KEY);
    }

    /** Parameters are given by name; the app comes first. */
    private function call(string $class, string $name, array $params): mixed
    {
        $controller = new $class();
        method_exists($controller, 'setDi') && $controller->setDi($this->di);
        $arguments = [];
        foreach ((new ReflectionMethod($controller, $name))->getParameters() as $i => $parameter) {
            if ($i === 0) {
                $arguments[] = $this;
            } elseif (isset($params[$parameter->getName()])) {
                $arguments[$parameter->getName()] = $params[$parameter->getName()];
            } elseif ($parameter->isDefaultValueAvailable()) {
                $arguments[$parameter->getName()] = $parameter->getDefaultValue();
            }
        }

        return $controller->$name(...$arguments);
    }
}
