<?php

/** The ways to the core that a host offers, fastest first. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Transports
{
    public static function auto(Manifest $manifest, TransportSettings $settings): Chain
    {
        $core = new Candidate('compiled', static fn (): Transport => new CompiledCore($manifest));
        return new Chain($manifest, [self::ffi($manifest, $settings), self::process($settings), $core]);
    }

    private static function ffi(Manifest $manifest, TransportSettings $settings): Candidate
    {
        $library = $settings->library;
        return new Candidate('ffi', static fn (): Transport => new FfiCore($manifest, (string) $library, $settings), match (true) {
            !in_array($settings->choice, ['auto', 'ffi'], true) => self::notChosen($settings),
            $library === null => 'no libwasmtime is named',
            default => null,
        });
    }

    private static function process(TransportSettings $settings): Candidate
    {
        $binary = $settings->binary;
        return new Candidate('process', static fn (): Transport => new ProcessCore((string) $binary, $settings->timeoutMs), match (true) {
            !in_array($settings->choice, ['auto', 'process'], true) => self::notChosen($settings),
            $binary === null => 'no native program is named',
            $settings->isPage => 'a page starts no process, cron does',
            default => null,
        });
    }

    private static function notChosen(TransportSettings $settings): string
    {
        return in_array($settings->choice, TransportSettings::CHOICES, true) ? 'not chosen'
            : '$makegood_transport is none of ' . implode(', ', TransportSettings::CHOICES);
    }
}
