<?php

/** The panel's configuration file, read without booting the panel. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\ConnectionSettings;
use Makegood\Tests\Support\Temp;
use PHPUnit\Framework\TestCase;

final class ConnectionSettingsTest extends TestCase
{
    use Temp;

    public function testAnSqlitePanel(): void
    {
        $root = $this->temporaryDirectory();
        mkdir($root . '/panel');
        (new \PDO('sqlite:' . $root . '/panel.sqlite'))->exec('CREATE TABLE t (n INT)');
        $settings = $this->settings($root . '/panel', "\$db_driver = 'sqlite'; \$db_name = '$root/panel.sqlite'; echo 'noise';");
        self::assertSame([], $settings->open()->query('SELECT * FROM t')->fetchAll());
        self::assertSame($root . '/makegood-data', $settings->dataDirectory()->path, 'beside the panel, not in it');
        self::assertSame('0700', substr(sprintf('%o', fileperms($root . '/makegood-data')), -4));
    }

    public function testADatabaseFileThatIsGoneIsNotMadeAnew(): void
    {
        $root = $this->temporaryDirectory();
        $settings = $this->settings($root, "\$db_driver = 'sqlite'; \$db_name = '$root/gone.sqlite'; \$makegood_data_dir = '$root/own';");
        self::assertSame($root . '/own', $settings->dataDirectory()->path);
        $this->expectException(\PDOException::class);
        $settings->open();
    }

    public function testAMariaDbPanel(): void
    {
        $socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
        if ($socket === '') {
            self::markTestSkipped('no MariaDB server: set MAKEGOOD_MARIADB_SOCKET');
        }
        $settings = $this->settings($this->temporaryDirectory(), "\$db_host = '$socket'; \$db_port = ''; \$db_username = 'root'; \$db_password = ''; \$db_name = 'mysql';");
        self::assertSame('mysql', $settings->open()->query('SELECT DATABASE()')->fetchColumn());
    }

    /** @dataProvider persistence */
    public function testAConnectionStaysOpenOnlyWhereTheFileSaysSo(string $line, bool $stays): void
    {
        $socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
        if ($socket === '') {
            self::markTestSkipped('no MariaDB server: set MAKEGOOD_MARIADB_SOCKET');
        }
        $settings = $this->settings($this->temporaryDirectory(), "\$db_host = '$socket'; \$db_username = 'root'; \$db_password = ''; \$db_name = 'mysql'; $line");
        $first = $settings->open()->query('SELECT CONNECTION_ID()')->fetchColumn();
        self::assertSame($stays, $first === $settings->open()->query('SELECT CONNECTION_ID()')->fetchColumn());
    }

    /** @return list<array{string, bool}> */
    public static function persistence(): array
    {
        return [['', false], ['$makegood_persistent = false;', false], ['$makegood_persistent = true;', true]];
    }

    public function testTheWaysToTheCoreAreWhatTheFileSays(): void
    {
        $none = $this->settings($this->temporaryDirectory(), '')->transport();
        self::assertSame(['auto', null, null, null, '', false], [$none->choice, $none->binary, $none->library, $none->cacheDirectory, $none->cacheKey, $none->isPage]);
        $root = $this->temporaryDirectory();
        $lines = "\$makegood_transport = 'ffi'; \$makegood_core_binary = '/opt/makegood'; \$makegood_wasmtime_library = '/opt/w.so'; \$makegood_data_dir = '$root/own';";
        $all = $this->settings($root, $lines)->transport();
        self::assertSame(['ffi', '/opt/makegood', '/opt/w.so', $root . '/own'], [$all->choice, $all->binary, $all->library, $all->cacheDirectory]);
        self::assertTrue($all->forPage()->isPage);
        self::assertNotSame($all->cacheKey, $this->settings($root, $lines . ' // another password')->transport()->cacheKey, 'the key is a secret of the file');
    }

    private function settings(string $root, string $php): ConnectionSettings
    {
        file_put_contents($root . '/configuration.php', "<?php\n" . $php);
        return ConnectionSettings::fromFile($root . '/configuration.php');
    }
}
