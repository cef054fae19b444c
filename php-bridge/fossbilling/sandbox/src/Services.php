<?php

/** The container's services, under the names that modules use; names that the real one has and the sandbox does not imitate fail loudly. */

declare(strict_types=1);

namespace FossSandbox;

use Pimple\Container;

final class Services
{
    /** Real names that no module of ours may need. */
    private const NOT_IMITATED = ['pager', 'twig', 'central_alerts', 'extension_manager', 'updater', 'server_manager', 'theme', 'cart', 'table',
        'license_server', 'geoip', 'table_export_csv', 'parse_markdown', 'http_client', 'filesystem', 'rate_limiter', 'translate',
        'csv_response_factory', 'twig_factory', 'password', 'cookie_queue', 'update_finalization', 'update_readiness'];

    /** Who acts while no web session says it: cron and the command line. */
    private static ?Session $session = null;

    public static function reset(): void
    {
        self::$session = null;
    }

    public static function container(array $config): Container
    {
        $di = new Container();
        foreach (self::NOT_IMITATED as $name) {
            $di[$name] = static fn () => throw new UndocumentedUse("\$di['$name'] is not imitated");
        }
        self::database($di, $config);
        self::modules($di);
        self::people($di);
        self::apis($di);
        $di['logger'] = static fn (): Logger => new Logger();
        $di['crypt'] = static fn (): Crypt => new Crypt();
        $di['cache'] = static fn (): Cache => new Cache();
        $di['session'] = static fn (): Session => self::$session ??= new Session();
        $di['request'] = static fn (): \Symfony\Component\HttpFoundation\Request => \Symfony\Component\HttpFoundation\Request::createFromGlobals();
        $di['tools'] = static fn (): Tools => new Tools();
        $di['validator'] = static fn (): Validator => new Validator();
        $di['url'] = static fn (): Url => new Url(SYSTEM_URL, ADMIN_PREFIX);
        $di['period'] = $di->protect(static function (string $code): object {
            $class = Profile::is('main') ? \FOSSBilling\Period::class : \Box_Period::class;

            return new $class($code);
        });
        $di['events_manager'] = static function () use ($di): \Box_EventManager {
            $manager = new \Box_EventManager();
            $manager->setDi($di);

            return $manager;
        };

        return $di;
    }

    private static function database(Container $di, array $config): void
    {
        if (Profile::is('main')) {
            $di['dbal'] = static fn (): \Doctrine\DBAL\Connection => new \Doctrine\DBAL\Connection(Database::open($config['db']));
            $di['pdo'] = static fn (): \PDO => $di['dbal']->getNativeConnection();
            $di['em'] = static fn (): \Doctrine\ORM\EntityManager => new \Doctrine\ORM\EntityManager($di['dbal']);

            return;
        }
        $di['pdo'] = static fn (): \PDO => Database::open($config['db']);
        $di['db'] = static function () use ($di): \Box_Database {
            $db = new \Box_Database();
            $db->setDi($di);

            return $db;
        };
        if (Profile::is('0.8')) {
            // Each its own connection: what $di['pdo'] has not committed is not seen here.
            $di['dbal'] = static fn (): \Doctrine\DBAL\Connection => new \Doctrine\DBAL\Connection(Database::open($config['db']));
            $di['em'] = static fn (): \Doctrine\ORM\EntityManager => new \Doctrine\ORM\EntityManager(new \Doctrine\DBAL\Connection(Database::open($config['db'])));
        }
    }

    private static function modules(Container $di): void
    {
        $di['mod'] = $di->protect(static function (string $name) use ($di): object {
            $class = Profile::is('0.7') ? \Box_Mod::class : \FOSSBilling\Module::class;
            $module = new $class($name);
            $module->setDi($di);

            return $module;
        });
        $di['mod_service'] = $di->protect(static fn (string $name, string $sub = ''): object => $di['mod']($name)->getService($sub));
        $di['mod_config'] = $di->protect(static fn (string $name): array => $di['mod']($name)->getConfig());
    }

    private static function people(Container $di): void
    {
        // Asked again each time: the session may have changed.
        $di['is_client_logged'] = $di->factory(static fn (): bool => People::askClient());
        $di['is_admin_logged'] = $di->factory(static fn (): bool => People::admin() !== null ? true : People::turnAway('admin'));
        $di['loggedin_client'] = $di->factory(static fn (): object => People::client() ?? People::turnAway('client'));
        $di['loggedin_admin'] = $di->factory(static fn (): object => People::admin() ?? People::cron() ?? People::turnAway('admin'));
        $di['auth'] = static fn (): Auth => new Auth();
        $di['is_client_email_validated'] = $di->protect(static fn (mixed $model): bool => true);
        $di['set_return_uri'] = $di->factory(static fn () => null);
    }

    private static function apis(Container $di): void
    {
        $di['api'] = $di->protect(static fn (string $role): ApiHandler => new ApiHandler($role));
        foreach (['guest', 'client', 'admin', 'system'] as $role) {
            $di["api_$role"] = $di->factory(static fn (): ApiHandler => new ApiHandler($role));
        }
        if (!Profile::is('0.7')) {
            unset($di['api']);
        }
    }
}
