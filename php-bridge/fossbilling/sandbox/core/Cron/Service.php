<?php

/** Cron: the tasks in the documented order, with onBeforeAdminCronRun before all billing and onAfterAdminCronRun at the end. */

declare(strict_types=1);

namespace Box\Mod\Cron;

use FossSandbox\CoreService;
use FossSandbox\People;
use FossSandbox\Profile;

class Service extends CoreService
{
    // What runs outside of any catch: an exception ends the whole run.
    private const FIRST = ['invoice_batch_pay_with_credits', 'invoice_batch_activate_paid'];
    private const ORDER_07 = ['invoice_batch_send_reminders', 'invoice_batch_generate', 'invoice_batch_invoke_due_event', 'order_batch_suspend_expired',
        'order_batch_cancel_suspended'];
    private const LATER = ['invoice_batch_generate', 'invoice_batch_send_reminders', 'invoice_batch_invoke_due_event', 'order_batch_suspend_expired',
        'order_batch_cancel_suspended'];

    public function runCrons(): bool
    {
        People::actAsCron(true);
        try {
            $this->call('hook_batch_connect');
            $this->fire('onBeforeAdminCronRun');
            array_map($this->call(...), self::FIRST);
            $failed = Profile::is('0.7') ? array_map($this->call(...), self::ORDER_07) && false : $this->isolated();
            $this->di['mod_service']('system')->setParamValue('last_cron_exec', self::now(), true);
            $this->fire('onAfterAdminCronRun');

            return !$failed;
        } finally {
            People::actAsCron(false);
        }
    }

    /** @return bool whether a task failed */
    private function isolated(): bool
    {
        $failed = false;
        foreach (self::LATER as $task) {
            try {
                $this->call($task);
            } catch (\Throwable $error) {
                $failed = true;
                $this->di['logger']->error("Failed to run cron task $task: " . $error->getMessage());
            }
        }

        return $failed;
    }

    private function call(string $task): void
    {
        $this->di['api_system']->$task([]);
    }
}
