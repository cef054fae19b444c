<?php

/** Reads of an adapter: whatever a panel throws becomes UnableToRead, which the bridge knows. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Reading
{
    /**
     * @template T
     *
     * @param string        $what as a sentence begins: "The balance of client 7"
     * @param callable(): T $work
     *
     * @return T
     *
     * @throws UnableToRead
     */
    public static function one(string $what, callable $work): mixed
    {
        try {
            return $work();
        } catch (UnableToRead $known) {
            throw $known;
        } catch (\Exception $failure) {
            throw new UnableToRead($what . ' cannot be read: ' . $failure->getMessage(), 0, $failure);
        }
    }

    /**
     * Rows as they come; a list that breaks off in the middle ends in an exception, never as if it were complete.
     *
     * @template T
     *
     * @param callable(): iterable<T> $rows
     *
     * @return iterable<T>
     *
     * @throws UnableToRead
     */
    public static function rows(string $what, callable $rows): iterable
    {
        try {
            yield from $rows();
        } catch (UnableToRead $known) {
            throw $known;
        } catch (\Exception $failure) {
            throw new UnableToRead($what . ' cannot be read: ' . $failure->getMessage(), 0, $failure);
        }
    }
}
