<?php
/** stub */
declare(strict_types=1);
namespace FossSandbox\Web;
final class Front { public static function isPage(): bool { return false; } }
