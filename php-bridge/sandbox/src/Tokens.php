<?php

/** Form tokens, bound to the session. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Tokens
{
    /** @param string $type plain: the token; form: a hidden field; link: a part of a query string */
    public static function generate(string $type): string
    {
        $token = $_SESSION['token'] ??= bin2hex(random_bytes(20));

        return match ($type) {
            'plain' => $token,
            'form' => '<input type="hidden" name="token" value="' . $token . '">',
            'link' => '&token=' . $token,
            default => throw new UndocumentedUse("generate_token knows plain, form and link, not \"$type\""),
        };
    }

    public static function check(string $namespace): bool
    {
        if (!in_array($namespace, ['WHMCS.admin.default', 'WHMCS.default'], true)) {
            throw new UndocumentedUse("check_token is known with WHMCS.admin.default and WHMCS.default, not \"$namespace\"");
        }
        $given = $_POST['token'] ?? $_GET['token'] ?? '';
        $good = isset($_SESSION['token']) && is_string($given) && hash_equals($_SESSION['token'], $given);
        if (!$good && Assumptions::is('token.failure', 'dies')) {
            throw new Stop('Invalid Token');
        }

        return $good;
    }
}
