<?php

/**
 * What an administrator sets up once: the module, its sources, policies, their assignment, the map of targets to servers.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Setup
{
    /** @param array<string, mixed> $scenario */
    public function __construct(
        private readonly array $scenario,
        private readonly Panel $panel,
        private readonly Admin $admin,
        private readonly Books $books,
        private readonly Memory $memory,
    ) {
    }

    /** Each step looks first whether it has been taken, so a run that was cut off goes on here. */
    public function run(): void
    {
        if (!$this->memory->isDone('activate')) {
            $this->panel->activate($this->admin);
            $this->memory->done('activate');
        }
        foreach ($this->scenario['sources'] as $name => $source) {
            if ($this->memory->secret($name) === null) {
                $this->memory->keepSecret($name, $this->addSource($source));
            }
        }
        foreach ($this->scenario['policies'] as $name => $document) {
            $this->store($name, $document);
        }
        foreach ($this->scenario['assignments'] as $product => $policy) {
            $this->assign((string) $product, $policy);
        }
        // Before its first month: what is due for March is decided and credited, as expected.md says.
        if (!$this->memory->isDone('go live')) {
            $this->admin->submit('setup', 'goLive', ['from' => substr($this->scenario['inForceFrom'], 0, 7)]);
            $this->memory->done('go live');
        }
        $this->confirmAddress();
    }

    /** On another port the panel has another address, and nothing is posted until somebody says that it has moved. */
    private function confirmAddress(): void
    {
        $known = $this->books->rows("SELECT value FROM mod_makegood_meta WHERE name = 'installation_url'")[0]['value'] ?? null;
        if ($known !== null && $known !== $this->panel->installation()) {
            $this->admin->submit('settings', 'confirmInstallation', []);
        }
    }

    /** Maps every target that has been seen to the server it watches. */
    public function map(): void
    {
        foreach ($this->scenario['targets'] as $map) {
            $known = $this->books->rows(
                'SELECT t.id, t.subject FROM mod_makegood_targets t JOIN mod_makegood_sources s ON s.id = t.source_id WHERE s.name = ? AND t.target = ?',
                [$this->scenario['sources'][$map['source']]['name'], $map['target']],
            );
            if ($known === []) {
                throw new Failed("no message has named target {$map['target']} of {$map['source']} yet: did the cron drain the deliveries?");
            }
            if ($known[0]['subject'] !== $map['subject']) {
                $id = (string) $known[0]['id'];
                $this->admin->submit('setup', 'mapTargets', ["subject-{$id}" => $map['subject'], "service-{$id}" => '']);
            }
        }
    }

    /**
     * The address with the secret is shown this one time.
     *
     * @param array{vendor: string, name: string, group: string} $source
     * @return string `<id>.<secret>`
     */
    private function addSource(array $source): string
    {
        $page = $this->admin->submit('setup', 'addSource', $source);
        if (preg_match('/webhook(?:\.php)?\?s=(\d+\.[0-9a-f]{64})/', $page, $found) !== 1) {
            throw new Failed("the page after adding {$source['name']} shows no webhook address");
        }
        return $found[1];
    }

    /** @param array<string, mixed> $document */
    private function store(string $name, array $document): void
    {
        if ($this->memory->isDone("policy {$name}")) {
            return;
        }
        $this->admin->submit('policies', 'putPolicy', ['document' => json_encode($document, JSON_THROW_ON_ERROR)]);
        if ($this->hash($name) === null) {
            throw new Failed("policy {$name} was not stored");
        }
        $this->memory->done("policy {$name}");
    }

    private function assign(string $product, string $policy): void
    {
        if ($this->memory->isDone("assign {$product}")) {
            return;
        }
        $fields = ['policy' => (string) $this->hash($policy), 'product' => $product, 'service' => '', 'from' => $this->scenario['inForceFrom']];
        $this->admin->submit('policies', 'assignPolicy', $fields);
        if ($this->books->rows("SELECT id FROM mod_makegood_assignments WHERE scope = 'product' AND scope_id = ?", [$product]) === []) {
            throw new Failed("policy {$policy} was not assigned to product {$product}");
        }
        $this->memory->done("assign {$product}");
    }

    private function hash(string $policy): ?string
    {
        $name = $this->scenario['policies'][$policy]['name'];
        return $this->books->rows('SELECT hash FROM mod_makegood_policies WHERE name = ? ORDER BY created_ms DESC', [$name])[0]['hash'] ?? null;
    }
}
