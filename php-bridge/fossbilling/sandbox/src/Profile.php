<?php

/** Which line of the product this process imitates: 0.7, 0.8 or main. Chosen once, by FOSS_PROFILE or by the first panel that is booted. */

declare(strict_types=1);

namespace FossSandbox;

final class Profile
{
    public const ALL = ['0.7', '0.8', 'main'];

    private const VERSIONS = ['0.7' => '0.7.2', '0.8' => '0.8.5'];

    private static ?string $name = null;

    public static function name(): string
    {
        return self::$name ?? self::choose((string) (getenv('FOSS_PROFILE') ?: '0.7'));
    }

    /** @throws \LogicException when the process imitates another line already */
    public static function choose(string $name): string
    {
        if (!in_array($name, self::ALL, true)) {
            throw new \InvalidArgumentException("no profile is called \"$name\"; known: " . implode(', ', self::ALL));
        }
        if (self::$name !== null && self::$name !== $name) {
            throw new \LogicException('this process imitates ' . self::$name . " already; $name needs a process of its own");
        }

        return self::$name = $name;
    }

    public static function version(): string
    {
        return self::VERSIONS[self::name()] ?? Assumptions::value('main.version');
    }

    public static function is(string ...$names): bool
    {
        return in_array(self::name(), $names, true);
    }

    /** Records are beans with public columns; in main they are entities with private properties. */
    public static function hasBeans(): bool
    {
        return self::name() !== 'main';
    }

    /** html_admin, html_client, html_email in 0.7; templates/admin and so on later. */
    public static function templates(string $area): string
    {
        return self::is('0.7') ? "html_$area" : "templates/$area";
    }
}
