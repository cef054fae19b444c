<?php

/** Asks the module's pages for JSON or a file, in this process: what would be sent is caught instead. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Http\Ending;
use Makegood\Pages\Http\Response;
use MakegoodSandbox\Addons;

trait CatchesAnswers
{
    protected ?Response $answer = null;

    /** @before */
    protected function catchAnswers(): void
    {
        Ending::replace(function (Response $response): never {
            $this->answer = $response;
            throw new AnswerSent();
        });
    }

    /** @after */
    protected function sendAnswersAgain(): void
    {
        Ending::replace(null);
        unset($_SERVER['HTTP_IF_NONE_MATCH']);
        $_GET = $_POST = [];
        $_SERVER['REQUEST_METHOD'] = 'GET';
    }

    /**
     * @param 'output'|'clientarea'   $area
     * @param array<string, mixed>    $query
     * @param array<string, mixed>    $form
     */
    protected function ask(string $area, string $method, array $query, array $form = []): Response
    {
        [$_GET, $_POST] = [$query, $form];
        $_SERVER['REQUEST_METHOD'] = $method;
        $this->answer = null;
        $level = ob_get_level();
        ob_start();
        try {
            Addons::invoke('makegood', $area, Addons::vars('makegood', $area === 'output' ? 'addonmodules.php?module=makegood' : 'index.php?m=makegood'));
            self::fail('the page went on as if nothing had been asked of it');
        } catch (AnswerSent) {
            self::assertNotNull($this->answer);
        } finally {
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
        }

        return $this->answer;
    }

    /** @return array<string, mixed> */
    protected static function json(Response $response): array
    {
        return json_decode($response->body, true, 64, JSON_THROW_ON_ERROR);
    }
}
