<?php

/** A client asks for another client's things, over HTTP: by every number, month, endpoint, page and call. What is somebody else's is not found. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

class ClientAttackTest extends ModuleTestCase
{
    use Served;

    private const WORD = 'victimslabel';

    public function testAnotherClientsThingsAreNotFound(): void
    {
        $victim = $this->order(['title' => ucfirst(self::WORD), 'client_id' => 1, 'price' => '123.40', 'expires_at' => '2026-04-18 00:00:00']);
        $this->sql('UPDATE service_hosting SET sld = ?', [self::WORD]);
        $own = $this->order(['title' => 'Mine', 'client_id' => 2, 'server' => 2]);
        $this->month();
        [$entry, $ownEntry] = [$this->entryOf($victim), $this->entryOf($own)];
        $invoice = (string) $this->sql("SELECT MAX(invoice_id) AS id FROM invoice_item WHERE rel_id LIKE 'sla:%'")[0]['id'];
        self::assertSame('12.34', (string) $this->sql('SELECT gross FROM mod_makegood_entries WHERE id = ?', [$entry])[0]['gross'], 'there is something to see');
        $this->serve('2026-04-05T07:00:00Z');
        $pages = [
            'entry' => "/makegood?api=credit&entry=$entry", 'entry with a blank' => "/makegood?api=credit&entry=%20$entry", 'as a list' => "/makegood?api=credit&entry[]=$entry",
            'SQL' => "/makegood?api=credit&entry=$ownEntry%20OR%20id=$entry", 'with zeros' => "/makegood?api=credit&entry=000$entry", 'exponent' => "/makegood?api=credit&entry={$entry}e0",
            'month' => "/makegood?api=timeline&service=$victim&period=2026-03", 'month before' => "/makegood?api=timeline&service=$victim&period=2026-02",
            'month that is none' => "/makegood?api=timeline&service=$victim&period=2026-13", 'client in the address' => '/makegood?api=preview&client=1',
            'client in the address of the notice' => '/makegood?api=notice&client=1&id=1', 'page of the service' => "/makegood?service=$victim&period=2026-03",
            'page of the service, no month' => "/makegood?service=$victim", 'SLA of the service' => "/makegood?sla=$victim&service=$victim", 'page of the entry' => "/makegood?entry=$entry&client=1",
            'the staff\'s endpoint' => "/admin/makegood?api=credit&entry=$entry", 'the staff\'s page' => '/admin/makegood?tab=credits', 'an endpoint of staff in the client area' => '/makegood?api=outgoing',
            'outage' => '/makegood?api=outage&id=1', 'source' => '/makegood?api=source&id=1', 'invoice' => "/invoice/$invoice", 'credit by the API' => "/api/client/makegood/credit?id=$entry",
            'staff call' => '/api/admin/makegood/outgoing', 'staff call of a client' => '/api/admin/makegood/client?id=1', 'notice of an order' => "/api/client/makegood/notice?order=$victim",
        ];
        foreach (['a client' => 'sandbox_client=2', 'nobody' => '', 'a client that is none' => 'sandbox_client=77'] as $who => $cookie) {
            foreach ($pages as $id => $path) {
                [$status, $body] = $this->ask('GET', $path, $cookie);
                self::assertStringNotContainsStringIgnoringCase(self::WORD, $body, "$who, $id");
                self::assertStringNotContainsString('12.34', $body, "$who, $id");
                self::assertNotSame(500, $status, "$who, $id: $body");
                str_contains($path, 'api=credit') || str_contains($path, 'api=timeline') || str_contains($path, '/admin') ? self::assertContains($status, [302, 400, 401, 403, 404], "$who, $id") : null;
            }
        }
        $this->assertCallsAreTheirOwn($entry, $victim);
        $this->assertOwnersSee($entry, $victim);
        $this->assertClaimsAreTheirOwn($victim);
    }

    /** By the panel's API, with the client's own token: no session and no form stands in the way. */
    private function assertCallsAreTheirOwn(string $entry, string $service): void
    {
        $this->sql("UPDATE client SET api_token = 'of-two' WHERE id = 2");
        $this->sql("UPDATE client SET api_token = 'of-one' WHERE id = 1");
        $call = fn (string $method, array $data, string $token): array => $this->ask('POST', "/api/client/makegood/$method", '', (string) json_encode($data), ['Content-Type' => 'application/json',
            'Authorization' => 'Basic ' . base64_encode("client:$token")]);
        foreach ([['credit', ['id' => $entry]], ['credit', ['id' => $entry, 'client_id' => 1]], ['credits', ['client_id' => 1, 'client' => 1]], ['services', ['client_id' => 1]],
            ['notice', ['order' => $service]], ['credit', ['id' => [$entry]]], ['credit', ['id' => "$entry OR 1=1"]]] as [$method, $data]) {
            [$status, $body] = $call($method, $data, 'of-two');
            self::assertStringNotContainsStringIgnoringCase(self::WORD, $body, $method);
            self::assertStringNotContainsString('12.34', $body, $method);
            self::assertSame(200, $status, "$method: $body"); // errors, too: so does the panel
            $method === 'credit' && self::assertStringContainsString('"result":null', $body);
            self::assertSame(401, $call($method, $data, 'of-nobody')[0], $method);
        }
        self::assertStringContainsString('12.34', $call('credit', ['id' => $entry], 'of-one')[1], 'its owner is told');
        self::assertSame(401, $this->ask('POST', '/api/admin/makegood/outgoing', '', '{}', ['Authorization' => 'Basic ' . base64_encode('client:of-two')])[0]);
    }

    /** The same addresses open for their owner: so it was not the address that was wrong. */
    private function assertOwnersSee(string $entry, string $service): void
    {
        foreach (["/makegood?api=credit&entry=$entry" => '12.34', "/makegood?api=timeline&service=$service&period=2026-03" => '"', "/makegood?service=$service&period=2026-03" => self::WORD] as $path => $what) {
            [$status, $body] = $this->ask('GET', $path, 'sandbox_client=1');
            self::assertSame(200, $status, $path);
            self::assertStringContainsString($what, $body, $path);
        }
    }

    /** The client area's one form asks for a credit: never for somebody else's service, and not without the session's token. */
    private function assertClaimsAreTheirOwn(string $service): void
    {
        foreach (['', 'token=', 'token=' . str_repeat('0', 64)] as $token) {
            foreach (['sandbox_client=2', 'sandbox_client=1', ''] as $cookie) {
                $this->ask('POST', "/makegood?service=$service&period=2026-03", $cookie, "do=claim&service=$service&period=2026-03&$token");
            }
        }
        self::assertSame([], $this->sql('SELECT id FROM mod_makegood_claims'));
    }

    private function entryOf(string $order): string
    {
        return (string) $this->sql('SELECT id FROM mod_makegood_entries WHERE service_id = ?', [$order])[0]['id'];
    }
}
