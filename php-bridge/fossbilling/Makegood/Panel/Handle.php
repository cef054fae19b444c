<?php

/** The panel's container, and what differs in it between the panel's lines: beans or entities, and how a transaction is run. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Ledger\Db;

final class Handle
{
    private const CLIENT = 'Box\\Mod\\Client\\Entity\\Client';
    private const ORDER = 'Box\\Mod\\Order\\Entity\\Order';
    private const INVOICE = 'Box\\Mod\\Invoice\\Entity\\Invoice';

    private ?Db $db = null;

    public function __construct(public readonly \Pimple\Container $di)
    {
    }

    public function pdo(): \PDO
    {
        return $this->di['pdo'];
    }

    /** To read the panel's own tables with, as text. */
    public function db(): Db
    {
        return $this->db ??= new Db($this->pdo());
    }

    /** Lines without beans: one connection for all, which Doctrine has to know the transactions of. */
    public function hasEntities(): bool
    {
        return !isset($this->di['db']);
    }

    /** 0.7, before there were widgets. */
    public static function isBefore08(): bool
    {
        return !interface_exists('FOSSBilling\\Interfaces\\WidgetProviderInterface');
    }

    /**
     * A transaction that is open already is joined by a savepoint: what fails in here leaves the rest of it as it was.
     *
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    public function transactional(callable $work): mixed
    {
        if ($this->hasEntities()) {
            // Behind Doctrine's back its next flush would fail, and the whole run with it.
            return $this->di['em']->getConnection()->transactional(static fn (): mixed => $work());
        }
        $pdo = $this->pdo();
        $isJoined = $pdo->inTransaction();
        $isJoined ? $pdo->exec('SAVEPOINT makegood') : $pdo->beginTransaction();
        try {
            $result = $work();
            $isJoined ? $pdo->exec('RELEASE SAVEPOINT makegood') : $pdo->commit();

            return $result;
        } catch (\Throwable $failure) {
            try {
                $isJoined ? $pdo->exec('ROLLBACK TO SAVEPOINT makegood') : $pdo->rollBack();
            } catch (\PDOException) {
                // The database rolled back by itself; the first failure is the one to tell.
            }
            throw $failure;
        }
    }

    /** @return object|null the panel's own object of a client, for its services to work with */
    public function client(string $id): ?object
    {
        return $this->model('Client', self::CLIENT, $id);
    }

    public function invoice(string $id): ?object
    {
        return $this->model('Invoice', self::INVOICE, $id);
    }

    public function order(string $id): ?object
    {
        return $this->model('ClientOrder', self::ORDER, $id);
    }

    /** A service of the panel: `Invoice`, or `Invoice` and `InvoiceItem`. */
    public function service(string $module, string $part = ''): object
    {
        return $this->di['mod_service']($module, $part);
    }

    /** One of the panel's own settings; null when it is not set. */
    public function setting(string $name): ?string
    {
        $value = $this->db()->value('SELECT value FROM setting WHERE param = ? ORDER BY id LIMIT 1', [$name]);

        return $value === null ? null : (string) $value;
    }

    /**
     * A write by Doctrine that failed closes its manager, and with it all that the panel does next: the panel itself then makes another one.
     * Never where the panel holds objects of the one before.
     */
    public function mend(): void
    {
        $factory = 'FOSSBilling\\Doctrine\\EntityManagerFactory';
        if ($this->hasEntities() && !$this->di['em']->isOpen() && method_exists($factory, 'create')) {
            unset($this->di['em']);
            $this->di['em'] = $factory::create();
        }
    }

    private function model(string $bean, string $entity, string $id): ?object
    {
        if ($this->hasEntities()) {
            $manager = $this->di['em'];
            $found = $manager->getRepository($entity)->find((int) $id);
            if ($found !== null && $manager->contains($found)) {
                $manager->refresh($found); // what it was when somebody else loaded it may be over
            }

            return $found;
        }
        $found = $this->di['db']->load($bean, (int) $id);

        return is_object($found) && (int) $found->id > 0 ? $found : null;
    }
}
