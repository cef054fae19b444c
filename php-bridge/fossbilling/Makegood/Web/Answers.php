<?php

/** What the module's API answers: reads of the ledger as arrays, failures as the panel's own exceptions. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\App;
use Box\Mod\Makegood\Hooks\Guard;
use Makegood\Api\NotFound;
use Makegood\Api\Owner;
use Makegood\Api\Reads;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Client\ServiceNotice;
use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Panel\UnableToRead;

final class Answers
{
    private const NOT_FOUND = 'There is no such thing, or it is not yours.';

    private readonly Names $names;

    private function __construct(private readonly App $app)
    {
        $this->names = new Names(new Directory($app->catalogue()), $app->ledger());
    }

    /**
     * @param callable(self): array<string, mixed> $work
     *
     * @return array<string, mixed>
     *
     * @throws \FOSSBilling\InformationException
     */
    public static function of(App $app, callable $work): array
    {
        try {
            $app->migrate();

            return $work(new self($app));
        } catch (NotFound) {
            throw new \FOSSBilling\InformationException(self::NOT_FOUND, [], 404);
        } catch (UnableToRead | UnableToDo $unable) {
            throw new \FOSSBilling\InformationException(ucfirst($unable->getMessage()));
        } catch (EngineUnavailable | EngineFailure $engine) {
            Guard::failed($app->di, 'an API call', $engine);
            throw new \FOSSBilling\InformationException('Makegood cannot compute at the moment. Its health page says why.', [], 503);
        } catch (\PDOException | \Error $failure) {
            // Such a message names tables and files: it is for the log.
            Guard::failed($app->di, 'an API call', $failure);
            throw new \FOSSBilling\InformationException('Makegood cannot answer at the moment.', [], 503);
        }
    }

    /** Number of a row out of what a call was given. @throws \FOSSBilling\InformationException */
    public static function id(mixed $data): string
    {
        $id = is_array($data) ? ($data['id'] ?? null) : null;
        $text = is_int($id) || is_string($id) ? (string) $id : '';

        return preg_match('/^[1-9]\d{0,17}$/D', $text) === 1 ? $text : throw new \FOSSBilling\InformationException('"id" is missing, or is no number.');
    }

    /** @param array<array-key, mixed> $data order: of one order; else of all of the client's */
    public static function notice(App $app, string $client, array $data): string
    {
        try {
            $catalogue = $app->catalogue();
            $asked = isset($data['order']) && is_scalar($data['order']) ? [(string) (int) $data['order']] : array_slice($catalogue->servicesOf($client), 0, 100);
            $notices = [];
            foreach ($catalogue->services($asked) as $id => $service) {
                if ($service->clientId === $client) {
                    $notices[(string) $id] = (new ServiceNotice($app))->html($client, (string) $id);
                }
            }
            $notices = array_filter($notices);

            // One of each sort is enough for a page of all: it leads to the page of credits.
            return isset($data['order']) ? implode('', $notices) : implode('', array_slice(array_unique($notices), 0, 3));
        } catch (\Throwable $failure) {
            Guard::failed($app->di, 'a notice', $failure);

            return ''; // the page that it would have stood on is the panel's
        }
    }

    /** @return array<string, mixed> */
    public function services(string $client): array
    {
        $services = [];
        foreach ($this->app->catalogue()->services($this->app->catalogue()->servicesOf($client)) as $id => $service) {
            $services[] = ['service' => (string) $id, 'label' => $service->label(), 'product' => $service->productId];
        }

        return ['services' => $services, 'notice' => $this->reads()->notice($client)];
    }

    /** @return array<string, mixed> */
    public function credits(string $client): array
    {
        return $this->reads()->preview($client, true);
    }

    /** @return array<string, mixed> @throws NotFound */
    public function credit(string $client, string $entry): array
    {
        return (new Owner($this->app->ledger()))->hasEntry($client, $entry) ? $this->reads()->credit($entry) : throw new NotFound(self::NOT_FOUND);
    }

    /** @return array<string, mixed> */
    public function preview(string $client): array
    {
        return $this->reads()->preview($client);
    }

    /** @return array<string, mixed> */
    public function outgoing(): array
    {
        return $this->reads()->outgoing();
    }

    /** @return array<string, mixed> */
    public function status(): array
    {
        return ['version' => App::VERSION, 'health' => $this->app->desk()->health(), 'totals' => $this->app->desk()->totals()];
    }

    private function reads(): Reads
    {
        return new Reads($this->app->panel(), $this->app->ledger(), $this->names, $this->app->engine());
    }
}
