<?php

/** What a page does, for the FPM measurement: the posted request through the engine. An empty body is answered at once. */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;

header('Content-Type: application/json');
$body = file_get_contents('php://input');
if ($body === '') {
    echo json_encode(['opcache' => (bool) (opcache_get_status(false)['opcache_enabled'] ?? false)]);
    return;
}
require __DIR__ . '/../src/autoload.php';
echo Json::encode(Engine::at(__DIR__ . '/../../dist')->call(Json::decode($body)));
