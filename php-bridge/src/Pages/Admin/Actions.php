<?php

/** Everything the admin page can change: a closed list, each one a call to the desk. The token was checked before. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Ledger\DoesNotFit;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UnknownZone;

final class Actions
{
    public const DOCUMENT_BYTES = 65_536;

    /** action → the class that has a method of that name */
    private const KNOWN = [
        'addSource' => Actions\Monitors::class,
        'rotateSource' => Actions\Monitors::class,
        'enableSource' => Actions\Monitors::class,
        'trustSource' => Actions\Monitors::class,
        'mapTarget' => Actions\Monitors::class,
        'mapTargets' => Actions\Monitors::class,
        'setSource' => Actions\Watching::class,
        'setSigning' => Actions\Watching::class,
        'dropSigning' => Actions\Watching::class,
        'setHistory' => Actions\Watching::class,
        'dropHistory' => Actions\Watching::class,
        'setMapping' => Actions\Watching::class,
        'uploadCsv' => Actions\Watching::class,
        'enterOutage' => Actions\Watching::class,
        'setLevels' => Actions\Watching::class,
        'addMaintenance' => Actions\Monitors::class,
        'withdrawMaintenance' => Actions\Monitors::class,
        'putPolicy' => Actions\Policies::class,
        'assignPolicy' => Actions\Policies::class,
        'applyPreset' => Actions\Policies::class,
        'acceptOutage' => Actions\Decisions::class,
        'decideCase' => Actions\Decisions::class,
        'holdLine' => Actions\Outgoing::class,
        'releaseLine' => Actions\Outgoing::class,
        'setLimits' => Actions\Outgoing::class,
        'goLive' => Actions\Outgoing::class,
        'goDry' => Actions\Outgoing::class,
        'confirmInstallation' => Actions\Outgoing::class,
        'drill' => Actions\Rehearsal::class,
        'enterClaim' => Actions\Exceptions::class,
        'setClaimRule' => Actions\Exceptions::class,
        'withdrawClaim' => Actions\Exceptions::class,
        'addExcuse' => Actions\Exceptions::class,
        'withdrawExcuse' => Actions\Exceptions::class,
        'setFlag' => Actions\Exceptions::class,
        'liftFlag' => Actions\Exceptions::class,
        'setOutageDetail' => Actions\Exceptions::class,
        'doneExtension' => Actions\Exceptions::class,
        'actRefund' => Actions\Refunds::class,
        'addRefundFact' => Actions\Refunds::class,
        'dropRefundFact' => Actions\Refunds::class,
        'doneRefund' => Actions\Refunds::class,
        'setRefundRole' => Actions\Refunds::class,
        'setOffice' => Actions\RefundSettings::class,
        'setRefundKinds' => Actions\RefundSettings::class,
        'setOverage' => Actions\RefundSettings::class,
        'setRefundMails' => Actions\RefundSettings::class,
        'enterReversal' => Actions\Reversals::class,
        'decideReversal' => Actions\Reversals::class,
        'setTakeBack' => Actions\Reversals::class,
    ];

    public function __construct(private readonly Context $context)
    {
    }

    /** A form for an action that does not exist is a mistake of ours, found while the page is made. */
    public static function known(string $action): void
    {
        if (!isset(self::KNOWN[$action])) {
            throw new \LogicException('unknown action ' . $action);
        }
    }

    /**
     * @return string HTML that says what was done
     *
     * @throws InvalidInput with a sentence for the administrator when nothing was done
     */
    public function perform(Input $input): string
    {
        $action = $input->word('do', array_keys(self::KNOWN));
        $class = self::KNOWN[$action];
        try {
            return (new $class($this->context))->{$action}($input);
        } catch (CoreRefused $refused) {
            throw new InvalidInput(trim($refused->summary() . ' ' . $refused->help));
        } catch (UnableToDo | DoesNotFit | UnknownZone | UnableToRead $unable) {
            throw new InvalidInput(ucfirst($unable->getMessage()));
        } catch (EngineUnavailable | EngineFailure $engine) {
            throw new InvalidInput('The engine cannot be used, so nothing was changed: ' . $engine->getMessage());
        }
    }
}
