<?php

/** A question whose answer the build knows: whoever answers it otherwise does not decide over money. */

declare(strict_types=1);

namespace Makegood\Engine;

final class KnownAnswer
{
    /**
     * @param string $sha256   of the answer
     * @param bool   $isCanary asked often: at the first call and before each batch of postings
     * @param bool   $ofMore   needs the second generated file
     */
    public function __construct(
        public readonly string $request,
        public readonly string $sha256,
        public readonly bool $isCanary = false,
        public readonly bool $ofMore = false,
    ) {
    }

    /**
     * @param list<self> $rows
     * @param string     $code the reason code when one comes out differently
     * @throws EngineUnavailable
     */
    public static function check(array $rows, Transport $transport, string $code = 'selfTest'): void
    {
        if ($rows === []) {
            throw new EngineUnavailable('The engine came without known answers to test it with.', 'manifest');
        }
        foreach ($rows as $i => $known) {
            try {
                $answer = $transport->call($known->request);
            } catch (EngineFailure $trap) {
                throw new EngineUnavailable('The core trapped on known question ' . $i . ': ' . $trap->getMessage(), $code, $trap);
            }
            if (!hash_equals($known->sha256, hash('sha256', $answer))) {
                throw new EngineUnavailable('The core gives a wrong answer to known question ' . $i . ' on this PHP.', $code);
            }
        }
    }
}
