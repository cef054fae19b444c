<?php

/** Ends an order and the orders of its group by the panel's own service. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

final class Cancellation
{
    private const ENDED = 'canceled';

    public function __construct(private readonly Handle $panel)
    {
    }

    /** Safe to call again after a failure half-way: what is ended is left alone. @throws UnableToPost */
    public function of(string $serviceId, string $note): void
    {
        foreach ($this->running($serviceId) as $id => $state) {
            try {
                $this->end((string) $id, $state, $note);
            } catch (UnableToPost $known) {
                throw $known;
            } catch (\Throwable $failure) {
                $this->panel->mend();
                throw new UnableToPost('Order ' . $id . ' could not be cancelled: ' . $failure->getMessage(), 0, $failure);
            }
        }
    }

    /** @throws UnableToRead */
    public function isDone(string $serviceId): bool
    {
        return $this->running($serviceId) === [];
    }

    /** An order that was never set up cannot be cancelled by the panel's own word for it: only its state is changed. */
    private function end(string $id, string $state, string $note): void
    {
        $order = $this->panel->order($id) ?? throw new UnableToPost('There is no order ' . $id . '.');
        $orders = $this->panel->service('Order');
        in_array($state, ['pending_setup', 'failed_setup'], true) ? $orders->updateOrder($order, ['id' => (int) $id, 'status' => self::ENDED, 'reason' => $note]) : $orders->cancelFromOrder($order, $note);
    }

    /** @return array<int|string, string> id → state, the order's own first */
    private function running(string $serviceId): array
    {
        $all = [$serviceId, ...Bundle::of($this->panel, $serviceId)];
        $states = array_column($this->panel->db()->rows('SELECT id, status FROM client_order WHERE id IN (' . Amounts::ids($all) . ') ORDER BY id'), 'status', 'id');
        isset($states[(int) $serviceId]) || throw new UnableToRead('There is no order ' . $serviceId . '.');

        return array_filter(array_map('strval', $states), static fn (string $state): bool => $state !== self::ENDED);
    }
}
