<?php

/**
 * Refunds by the panel's own function refundInvoicePayment(). It is not documented: published modules call it with these six arguments, the meaning of
 * the third and the fifth is inferred, and what it answers is not known [unverified]. So it is asked only where the setting `gateway_refunds` names the
 * gateway, and what happened is read from the panel's rows: a new row is a refund; no new row is one only where the answer is a clear no.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\Reading;
use Makegood\Panel\RefundRefused;
use Makegood\Panel\RefundRow;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;

final class GatewayFunction implements GatewayRefunds
{
    private const NAME = 'refundInvoicePayment';

    /** @param list<string> $gateways */
    private function __construct(private readonly array $gateways)
    {
    }

    /** @param list<string> $gateways whose payments may be sent back @return self|null null: none, or this panel has no such function */
    public static function allowed(array $gateways): ?self
    {
        $file = defined('ROOTDIR') ? ROOTDIR . '/includes/invoicefunctions.php' : '';
        if ($gateways !== [] && !function_exists(self::NAME) && $file !== '' && is_file($file)) {
            require_once $file;
        }

        return $gateways !== [] && function_exists(self::NAME) ? new self($gateways) : null;
    }

    public function refund(string $paymentId, string $amount, string $reference): string
    {
        $payment = Reading::one('Payment ' . $paymentId, static fn (): ?\stdClass => PaymentReader::one($paymentId)) ?? throw new RefundRefused('wrongDetails', 'There is no transaction ' . $paymentId . '.');
        if (!in_array((string) $payment->gateway, $this->gateways, true)) {
            throw new RefundRefused('methodClosed', 'Payments by ' . $payment->gateway . ' are not sent back by the panel.');
        }
        $bookable = self::bookable($payment, $amount);
        $known = array_map(static fn (RefundRow $row): string => $row->id, $this->rows($paymentId));
        $answer = null;
        try {
            $answer = (self::NAME)((int) $paymentId, $bookable, true, false, false, $reference);
        } catch (\Exception $failure) {
            throw new UnableToPost(self::NAME . ' broke down: ' . $failure->getMessage(), 0, $failure);
        }

        return $this->found($paymentId, $amount, $reference, $known, $answer);
    }

    public function rows(string $paymentId): array
    {
        if (preg_match('/^[1-9]\d{0,17}$/D', $paymentId) !== 1) {
            return []; // a part of a payment of several invoices: its refunds are those of the whole
        }

        return Reading::one('Refunds of transaction ' . $paymentId, static fn (): array => array_map(self::row(...), Capsule::table('tblaccounts')
            ->where('refundid', (int) $paymentId)->orderBy('id')->select(['id', 'transid', 'description', 'date'])
            ->selectRaw('CAST(CAST(ROUND(amountout * 100) AS SIGNED INTEGER) AS CHAR) AS hundredths')->get()->all()));
    }

    /** @param list<string> $known ids of the refunds before */
    private function found(string $paymentId, string $amount, string $reference, array $known, mixed $answer): string
    {
        $new = array_values(array_filter($this->rows($paymentId), static fn (RefundRow $row): bool => !in_array($row->id, $known, true)));
        $isNo = is_string($answer) && in_array(strtolower(trim($answer)), ['declined', 'refund declined'], true);
        if (!$isNo && count($new) === 1 && Decimal::shortest($new[0]->amount) === Decimal::shortest($amount)) {
            $new[0]->reference === $reference || $this->mark($new[0]->id, $reference);

            return $new[0]->id;
        }
        if ($isNo && $new === []) {
            throw new RefundRefused('gatewayDeclined', self::NAME . ' answered ' . $answer . '.');
        }
        throw new UnableToPost(self::NAME . ' answered ' . (is_scalar($answer) ? var_export($answer, true) : gettype($answer)) . ' and the panel has ' . count($new) . ' new rows.');
    }

    /** Our reference into the row's description, so that it can be found again; the refund is made, whatever comes of this. */
    private function mark(string $row, string $reference): void
    {
        $answer = localAPI('UpdateTransaction', ['transactionid' => (int) $row, 'description' => $reference . ' Refund']);
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            logActivity('Makegood: transaction ' . $row . ' could not be marked as ' . $reference . '.');
        }
    }

    /** As the panel takes it, above zero and at most what is left: the database compares whole hundredths. @throws RefundRefused */
    private static function bookable(\stdClass $payment, string $amount): string
    {
        try {
            $bookable = Credits::bookable($amount);
        } catch (UnableToPost $failure) {
            throw new RefundRefused('wrongDetails', $failure->getMessage(), $failure);
        }
        $row = Capsule::connection()->selectOne('SELECT CASE WHEN CAST(ROUND(? * 100) AS SIGNED INTEGER) BETWEEN 1 AND CAST(? AS SIGNED INTEGER) - CAST(? AS SIGNED INTEGER) THEN 1 ELSE 0 END AS fits',
            [$bookable, $payment->paid, $payment->returned]);

        return (int) $row->fits === 1 ? $bookable : throw new RefundRefused('wrongDetails', 'Of transaction ' . $payment->id . ' less is left than ' . $amount . '.');
    }

    private static function row(\stdClass $row): RefundRow
    {
        $text = $row->transid . ' ' . $row->description;
        $reference = preg_match('/makegood:[0-9a-f]{32}/', $text, $ours) === 1 ? $ours[0] : (string) $row->transid;

        return new RefundRow((string) $row->id, Decimal::hundredths((string) $row->hundredths), $reference,
            Text::instantMs((string) $row->date) ?? throw new UnableToRead('Transaction ' . $row->id . ' has no date.'));
    }
}
