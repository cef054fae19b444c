<?php

/** $di['logger']: what is worth a line goes to activity_system, all of it to data/log/application.log. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;

final class Logger
{
    private const LEVELS = ['emergency' => 0, 'alert' => 1, 'critical' => 2, 'error' => 3, 'err' => 3, 'warning' => 4, 'warn' => 4, 'notice' => 5, 'info' => 6, 'debug' => 7];

    private string $channel = 'application';

    public function setChannel(string $channel): self
    {
        Profile::is('main') && throw new UndocumentedUse('main has withChannel(), not setChannel()');

        return $this->to($channel);
    }

    public function withChannel(string $channel): self
    {
        Profile::is('main') || throw new UndocumentedUse('only main has withChannel()');

        return $this->to($channel);
    }

    public function __call(string $level, array $arguments): void
    {
        if (!isset(self::LEVELS[$level])) {
            throw new UndocumentedUse("the logger has no documented $level()");
        }
        $message = (string) array_shift($arguments);
        if (is_array($arguments[0] ?? null)) {
            foreach ($arguments[0] as $key => $value) {
                $message = is_scalar($value) ? str_replace('{' . $key . '}', (string) $value, $message) : $message;
            }
        } elseif ($arguments !== []) {
            $message = vsprintf($message, array_map(static fn (mixed $v): string => is_scalar($v) ? (string) $v : get_debug_type($v), $arguments));
        }
        $file = Panel::root() . '/data/log/application.log';
        file_put_contents($file, Clock::timestamp() . " $this->channel.$level $message\n", FILE_APPEND);
        if ($this->channel === 'application' && self::LEVELS[$level] <= 6) {
            $this->row(self::LEVELS[$level], $message);
        }
    }

    private function to(string $channel): self
    {
        $logger = clone $this;
        $logger->channel = $channel;

        return $logger;
    }

    private function row(int $priority, string $message): void
    {
        $session = Panel::container()['session'];
        Rows::sql('INSERT INTO activity_system (priority, admin_id, client_id, message, ip, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            [$priority, $session->get('admin')['id'] ?? null, $session->get('client_id'), $message, '127.0.0.1', Clock::timestamp(), Clock::timestamp()]);
    }
}
