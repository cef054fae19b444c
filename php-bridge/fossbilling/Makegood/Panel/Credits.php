<?php

/** A client's balance and its rows. The panel writes them by its own service; amounts are read as text, for its services answer floats. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\CreditRow;
use Makegood\Panel\Decimal;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

final class Credits
{
    /** What the panel calls credit that nobody paid for. */
    private const TYPE = 'gift';

    public function __construct(private readonly Handle $panel)
    {
    }

    /** Two decimals for every currency; "0.00" when there is none. @throws UnableToRead */
    public function balance(string $clientId): string
    {
        $this->known($clientId);

        return Decimal::money((string) $this->panel->db()->value('SELECT ' . Amounts::text('COALESCE(SUM(' . Amounts::hundredths('amount') . '), 0)')
            . ' AS hundredths FROM client_balance WHERE client_id = ?', [(int) $clientId]));
    }

    /** @return list<CreditRow> with an id above $afterId, ascending @throws UnableToRead */
    public function rows(string $clientId, string $afterId): array
    {
        $this->known($clientId);
        $rows = $this->panel->db()->rows('SELECT id, ' . Amounts::text(Amounts::hundredths('amount')) . ' AS hundredths, description FROM client_balance'
            . ' WHERE client_id = ? AND id > ? ORDER BY id', [(int) $clientId, (int) $afterId]);

        return array_map(static fn (array $row): CreditRow => new CreditRow(
            id: (string) $row['id'],
            amount: Decimal::money((string) $row['hundredths']),
            description: (string) $row['description'],
        ), $rows);
    }

    /** '0' when there is none. @throws UnableToRead */
    public function lastId(string $clientId): string
    {
        $this->known($clientId);

        return (string) ($this->panel->db()->value('SELECT MAX(id) FROM client_balance WHERE client_id = ?', [(int) $clientId]) ?? '0');
    }

    /** @throws UnableToPost when the panel refuses, or breaks down in the middle */
    public function add(string $clientId, string $amount, string $description): void
    {
        // The panel takes whatever PHP takes for a number ("-5", "1e3") and its column rounds: so only what the column holds as it stands.
        $bookable = Text::bookable($amount) ?? throw new UnableToPost('the panel books amounts above zero with at most two decimals, so it cannot book ' . $amount);
        try {
            $client = $this->panel->client($clientId) ?? throw new UnableToPost('There is no client ' . $clientId . '.');
            $isAdded = $this->panel->service('Client')->addFunds($client, $bookable, $description, ['type' => self::TYPE]);
        } catch (UnableToPost $known) {
            throw $known;
        } catch (\Throwable $failure) {
            $this->panel->mend();
            throw new UnableToPost('addFunds broke down: ' . $failure->getMessage(), 0, $failure);
        }
        if ($isAdded !== true) {
            throw new UnableToPost('addFunds did not say that it added the funds.');
        }
    }

    /** A negative row by the panel's own balance service, which does not look at what there is [unverified in main]. @throws UnableToPost */
    public function remove(string $clientId, string $amount, string $description): void
    {
        $bookable = Text::bookable($amount) ?? throw new UnableToPost('the panel books amounts above zero with at most two decimals, so it cannot book ' . $amount);
        try {
            $client = $this->panel->client($clientId) ?? throw new UnableToPost('There is no client ' . $clientId . '.');
            $this->panel->service('Client', 'Balance')->deductFunds($client, $bookable, $description, ['type' => self::TYPE]);
        } catch (UnableToPost $known) {
            throw $known;
        } catch (\Throwable $failure) {
            $this->panel->mend();
            throw new UnableToPost('deductFunds broke down: ' . $failure->getMessage(), 0, $failure);
        }
    }

    /** @throws UnableToRead */
    private function known(string $clientId): void
    {
        if ($this->panel->db()->row('SELECT id FROM client WHERE id = ?', [(int) $clientId]) === null) {
            throw new UnableToRead('There is no client ' . $clientId . '.');
        }
    }
}
