<?php

/** Why an endpoint answers nothing: a code of the closed list, its status, a sentence. Carries nothing internal. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

final class Refused extends \RuntimeException
{
    public const STATUS = [
        'invalid_input' => 400,
        'forbidden' => 403,
        'token' => 403,
        'not_found' => 404,
        'method' => 405,
        'internal' => 500,
        'engine' => 503,
    ];

    private function __construct(public readonly string $word, string $message, public readonly string $help, public readonly string $allow = '')
    {
        parent::__construct($message);
    }

    public static function invalidInput(string $message): self
    {
        return new self('invalid_input', $message, '');
    }

    public static function forbidden(): self
    {
        return new self('forbidden', 'You have no access to this.', 'Log in with an account that may see it.');
    }

    public static function token(): self
    {
        return new self('token', 'The form\'s token is missing or too old, so nothing was done.', 'Load the page again.');
    }

    /** One sentence for what is not there and for what is somebody else's: nobody learns which. */
    public static function notFound(): self
    {
        return new self('not_found', 'There is nothing here by this name or number.', '');
    }

    public static function method(string $allow): self
    {
        return new self('method', 'This address answers ' . $allow . ' only.', '', $allow);
    }

    public static function internal(): self
    {
        return new self('internal', 'Something went wrong; the reason is in the activity log.', 'Try again later.');
    }

    public static function engine(): self
    {
        return new self('engine', 'The engine cannot be used at the moment; the reason is in the activity log.', 'Try again later.');
    }

    public function status(): int
    {
        return self::STATUS[$this->word];
    }
}
