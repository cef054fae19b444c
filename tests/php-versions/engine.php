<?php

/** Loads every class of the module's bridge under the PHP at hand, then has the engine prove itself; prints `fine …` or what is wrong. */

declare(strict_types=1);

error_reporting(-1);
ini_set('display_errors', '1');
set_error_handler(static function (int $level, string $message, string $file, int $line): never {
    throw new ErrorException($message, 0, $level, $file, $line);
});

require '/module/bridge/autoload.php';

$classes = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/module/bridge', FilesystemIterator::SKIP_DOTS)) as $file) {
    $path = (string) $file;
    if (!str_ends_with($path, '.php') || in_array(basename($path), ['autoload.php', 'index.php'], true) || str_contains($path, '/lang/')) {
        continue;
    }
    $class = 'Makegood\\' . strtr(substr($path, strlen('/module/bridge/'), -4), '/', '\\');
    if (!class_exists($class) && !interface_exists($class) && !enum_exists($class) && !trait_exists($class)) {
        exit("not a class: $path\n");
    }
    ++$classes;
}
$engine = Makegood\Engine\Engine::at('/module/engine');
$engine->selfTest();
$engine->canary();
printf("fine with %s: %d classes, core %s\n", PHP_VERSION, $classes, $engine->identity()['version']);
