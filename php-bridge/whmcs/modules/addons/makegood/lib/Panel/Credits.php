<?php

/** A client's credit log and balance, through the panel's documented API only. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\CreditRow;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

final class Credits
{
    /** Balance as the panel has it, two decimals for every currency; "0.00" when there is none. */
    public static function balance(string $clientId): string
    {
        $answer = self::call('GetClientsDetails', ['clientid' => (int) $clientId, 'stats' => false]);
        $balance = $answer['client']['credit'] ?? $answer['credit'] ?? null;
        if (!is_scalar($balance)) {
            throw new UnableToRead('GetClientsDetails answered without a credit balance for client ' . $clientId);
        }

        return (string) $balance;
    }

    /** @return list<CreditRow> rows with an id above $afterId, ascending */
    public static function rows(string $clientId, string $afterId): array
    {
        $answer = self::call('GetCredits', ['clientid' => (int) $clientId]);
        $found = [];
        foreach (self::listed($answer['credits'] ?? []) as $row) {
            $id = (int) $row['id'];
            if ($id > (int) $afterId) {
                $found[$id] = new CreditRow(
                    id: (string) $id,
                    amount: (string) $row['amount'],
                    description: (string) $row['description'],
                );
            }
        }
        ksort($found);

        return array_values($found);
    }

    /** '0' when the log is empty. */
    public static function lastId(string $clientId): string
    {
        $rows = self::rows($clientId, '0');

        return $rows === [] ? '0' : $rows[count($rows) - 1]->id;
    }

    /**
     * One AddCredit call.
     *
     * @param bool $isRemoval takes the credit away: type `remove`. Whether the panel refuses to take more than there is, nothing says [unverified]
     *
     * @throws UnableToPost when the panel refuses, answers nothing of use or breaks down in the middle
     */
    public static function add(string $clientId, string $amount, string $description, string $date, bool $isRemoval = false): void
    {
        $params = [
            'clientid' => (int) $clientId,
            'description' => $description,
            'amount' => self::bookable($amount),
            'date' => $date,
            'type' => $isRemoval ? 'remove' : 'add',
        ];
        try {
            $answer = localAPI('AddCredit', $params);
        } catch (\Exception $failure) {
            throw new UnableToPost('AddCredit broke down: ' . $failure->getMessage(), 0, $failure);
        }
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            $message = is_array($answer) ? (string) ($answer['message'] ?? '') : '';
            throw new UnableToPost($message === '' ? 'AddCredit answered neither success nor a message' : $message);
        }
    }

    /**
     * The panel takes "###" or "###.##": the zeros that a currency of three decimals brings along ("0.370") are dropped,
     * a single decimal gets its second ("0.5" → "0.50"). Digits that are not zero are never dropped.
     *
     * @throws UnableToPost when the amount has more decimals than the panel can book
     */
    public static function bookable(string $amount): string
    {
        if (preg_match('/^(\d+)(?:\.(\d{1,2})0*)?$/D', $amount, $part) !== 1) {
            throw new UnableToPost('the panel books at most two decimals, so it cannot book ' . $amount);
        }

        return isset($part[2]) ? $part[1] . '.' . str_pad($part[2], 2, '0') : $part[1];
    }

    /**
     * @param array<string, mixed> $params
     *
     * @return array<string, mixed>
     */
    private static function call(string $command, array $params): array
    {
        try {
            $answer = localAPI($command, $params);
        } catch (\Exception $failure) {
            throw new UnableToRead($command . ' broke down: ' . $failure->getMessage(), 0, $failure);
        }
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            $message = is_array($answer) ? (string) ($answer['message'] ?? '') : '';
            throw new UnableToRead($command . ' failed: ' . ($message === '' ? 'no message' : $message));
        }

        return $answer;
    }

    /**
     * The panel nests lists as credits → credit → rows; a single row may come unwrapped, an empty list as an empty string.
     *
     * @return list<array<string, mixed>>
     */
    private static function listed(mixed $credits): array
    {
        $rows = is_array($credits) ? ($credits['credit'] ?? $credits) : [];
        if (!is_array($rows)) {
            return [];
        }

        return isset($rows['id']) ? [$rows] : array_values(array_filter($rows, 'is_array'));
    }
}
