<?php

/** Whose history can be asked for. */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Pull\Vendors\BetterStack;
use Makegood\Pull\Vendors\Pingdom;
use Makegood\Pull\Vendors\Prometheus;
use Makegood\Pull\Vendors\StatusCake;
use Makegood\Pull\Vendors\Updown;
use Makegood\Pull\Vendors\UptimeRobot;

final class Vendors
{
    public const WORDS = ['pingdom', 'uptimerobot', 'better-stack', 'statuscake', 'prometheus', 'updown'];

    public static function of(string $word): ?Vendor
    {
        return match ($word) {
            'pingdom' => new Pingdom(),
            'uptimerobot' => new UptimeRobot(),
            'better-stack' => new BetterStack(),
            'statuscake' => new StatusCake(),
            'prometheus' => new Prometheus(),
            'updown' => new Updown(),
            default => null,
        };
    }
}
