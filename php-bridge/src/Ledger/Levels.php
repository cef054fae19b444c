<?php

/** How many groups of which level have to say down, besides the quorum: of one subject, or of all (`*`). */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Levels
{
    public const ALL = '*';
    private const TABLE = 'mod_makegood_levels';

    public function __construct(private readonly Db $db)
    {
    }

    /** What a subject's own rows say stands over what is said for all; 0 there: none of that level is needed. @param array<string, int> $atLeast level => groups */
    public function set(string $subject, array $atLeast): void
    {
        $this->db->transaction(function () use ($subject, $atLeast): void {
            $this->db->run('DELETE FROM ' . self::TABLE . ' WHERE subject = ?', [$subject]);
            foreach ($atLeast as $level => $number) {
                $this->db->insert(self::TABLE, [
                    'subject' => Fits::ascii($subject, Fits::SUBJECT, 'subject'), 'level' => Fits::ascii($level, Fits::WORD, 'level'), 'at_least' => $number,
                ]);
            }
        });
    }

    /** @return array<string, array<string, int>> subject => level => groups, as it was set */
    public function all(): array
    {
        $all = [];
        foreach ($this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY subject, level') as $row) {
            $all[$row['subject']][$row['level']] = (int) $row['at_least'];
        }
        return $all;
    }

    /**
     * @param array<string, array<string, int>> $all as `all` gives it
     * @return array<string, int> what holds for one subject: level => groups, in a fixed order, none of 0
     */
    public static function holding(array $all, string $subject): array
    {
        $holding = array_filter(($all[$subject] ?? []) + ($all[self::ALL] ?? []));
        ksort($holding, SORT_STRING);
        return $holding;
    }
}
