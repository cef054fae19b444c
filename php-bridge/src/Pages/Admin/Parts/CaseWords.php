<?php

/** What a case is about, in one line: the title of its box, its link on the overview. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;

final class CaseWords
{
    /** kind/reason → title; {it}: the server, service, posting or run */
    private const TITLES = [
        'outage/singleMonitor' => 'One monitor saw {it} down',
        'outage/stale' => 'The monitor fell silent after it saw {it} down',
        'outage/receivedTime' => '{it} was down, it is not clear exactly when',
        'outage/level' => 'No monitor of a kind that has to agree saw {it} down',
        'outage/silent' => 'All monitors that are alive saw {it} down',
        'posting/unclear' => 'Posting {it}: not clear whether it was written',
        'posting/noRoute' => 'Posting {it}: this panel has no way to post it',
        'posting/currency' => 'Posting {it}: the client has another currency now',
        'posting/corrected' => 'Posting {it}: later evidence took it back before it was posted',
        'posting/lineChanged' => 'Posting {it}: its line on an invoice was changed, or taken away after it was paid',
        'posting/engine' => 'Posting {it}: computed again, it comes out differently',
        'claim/claimed' => 'A credit is claimed for {it}',
        'run/aboveLimits' => 'Run {it} is above your limits',
    ];
    private const OTHERS = ['outage' => 'Outage of {it}', 'posting' => 'Posting {it}', 'run' => 'Run {it}'];

    /** @param array<string, mixed> $case @return string text */
    public static function title(Context $context, array $case): string
    {
        $kind = (string) $case['kind'];
        $it = match ($kind) {
            'outage' => $context->directory->shortSubject((string) $case['subject']),
            'posting' => (string) $case['posting_id'],
            'claim' => $context->directory->shortSubject('service:' . $case['service_id']),
            default => (string) $case['run_id'],
        };

        return ucfirst(strtr(self::TITLES[$kind . '/' . $case['reason']] ?? self::OTHERS[$kind] ?? 'Case ' . $case['id'], ['{it}' => $it]));
    }
}
