<?php

/** Who is not a monitor gets nothing in, by any of the three doors; a monitor that repeats itself changes nothing. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Cron;
use MakegoodSandbox\Clock;

class WebhookAttackTest extends ModuleTestCase
{
    use Served;

    private const DOORS = ['route' => '/makegood/webhook', 'api' => '/api/guest/makegood/webhook', 'file' => '/modules/Makegood/webhook.php'];
    private const BODY = '{"check_id":803318,"current_state":"DOWN","previous_state":"UP","state_changed_timestamp":1772625600}';
    private const STORED = 202;
    private const REFUSED = 401;
    private const TOO_LARGE = 413;

    /** From 0.8 on the panel's API answers what is no JSON itself, with 200 and an error in it; before, it hands it on. */
    private const BY_PANEL = [200, 413];

    /** What makes it through a door is one more message; nothing else is. Numbers are statuses; a list: any of them. */
    public function testWhatComesInByEachDoor(): void
    {
        $desk = $this->app()->desk();
        [$own, $other, $off] = [$desk->addSource('pingdom', 'A', 'a', 'admin:1'), $desk->addSource('pingdom', 'B', 'b', 'admin:1'), $desk->addSource('pingdom', 'C', 'c', 'admin:1')];
        $desk->enableSource($off['id'], false, 'admin:1');
        $old = $own['secret'];
        $new = $desk->rotateSecret($own['id'], 'admin:1');
        $right = "s={$own['id']}.$new";
        $json = ['Content-Type' => 'application/json'];
        $tooLarge = array_fill_keys(array_keys(self::DOORS), self::TOO_LARGE);
        $refused = array_fill_keys(array_keys(self::DOORS), self::REFUSED);
        $rows = [
            ['the right secret', 'POST', $right, self::BODY, $json, self::STORED],
            ['the same again', 'POST', $right, self::BODY, $json, self::STORED],
            ['by GET', 'GET', $right . '&check=1', '', [], self::STORED],
            ['by PUT', 'PUT', $right, self::BODY, $json, ['route' => self::STORED, 'api' => [self::STORED, 400, 404, 405], 'file' => self::STORED]],
            ['by DELETE', 'DELETE', $right, '', [], [401, 404, 405, 400]],
            ['by PATCH', 'PATCH', $right, self::BODY, $json, [401, 404, 405, 400]],
            ['by HEAD', 'HEAD', $right, '', [], [404, 405]],
            ['no secret', 'POST', '', self::BODY, $json, self::REFUSED],
            ['an empty one', 'POST', 's=', self::BODY, $json, self::REFUSED],
            ['the number alone', 'POST', 's=' . $own['id'], self::BODY, $json, self::REFUSED],
            ['a forged one', 'POST', "s={$own['id']}." . str_repeat('a', 64), self::BODY, $json, self::REFUSED],
            ['its digest', 'POST', "s={$own['id']}." . hash('sha256', $new), self::BODY, $json, self::REFUSED],
            ['the one before', 'POST', "s={$own['id']}.$old", self::BODY, $json, self::REFUSED],
            ['another source\'s', 'POST', "s={$own['id']}.{$other['secret']}", self::BODY, $json, self::REFUSED],
            ['a source that is switched off', 'POST', "s={$off['id']}." . str_repeat('b', 64), self::BODY, $json, self::REFUSED],
            ['a source that is none', 'POST', "s=99.$new", self::BODY, $json, self::REFUSED],
            ['a negative one', 'POST', "s=-{$own['id']}.$new", self::BODY, $json, self::REFUSED],
            ['in capitals', 'POST', "s={$own['id']}." . strtoupper($new), self::BODY, $json, self::REFUSED],
            ['one character less', 'POST', "s={$own['id']}." . substr($new, 1), self::BODY, $json, self::REFUSED],
            ['SQL', 'POST', "s={$own['id']}%20OR%201=1.$new", self::BODY, $json, self::REFUSED],
            ['a list', 'POST', "s[]={$own['id']}.$new", self::BODY, $json, self::REFUSED],
            ['in the body', 'POST', '', "s={$own['id']}.$new", [], self::REFUSED],
            ['as a cookie', 'POST', '', self::BODY, $json + ['Cookie' => "s={$own['id']}.$new"], self::REFUSED],
            ['a long one', 'POST', 's=' . str_repeat('9', 5000), self::BODY, $json, self::REFUSED],
            ['10 MB', 'POST', $right, str_repeat('x', 10 << 20), $json, ['api' => self::BY_PANEL] + $tooLarge],
            ['10 MB of a form', 'POST', $right, 'a=' . str_repeat('x', 10 << 20), [], ['api' => self::BY_PANEL] + $tooLarge],
            ['10 MB of nobody', 'POST', '', str_repeat('x', 10 << 20), $json, ['api' => [self::REFUSED, ...self::BY_PANEL]] + $refused],
            ['a long query', 'POST', $right . '&a=' . str_repeat('x', 70000), self::BODY, $json, [self::TOO_LARGE, 414, 400]],
        ];
        $this->serve('2026-03-05T12:00:00Z', true);
        $expected = 0;
        foreach (self::DOORS as $door => $path) {
            foreach ($rows as [$id, $method, $query, $body, $headers, $wanted]) {
                $wanted = is_array($wanted) && isset($wanted[$door]) ? $wanted[$door] : $wanted;
                [$status, $text] = $this->ask($method, "$path?$query", '', $body, $headers);
                // The panel itself answers what never gets to us, in its own way; of ours is only what is stored.
                self::assertContains($status, (array) $wanted, "$door, $id: $text");
                $expected += $status === self::STORED ? 1 : 0;
                self::assertSame($expected, $this->deliveries(), "$door, $id: $status, and what is stored");
                self::assertStringNotContainsString($new, $text, "$door, $id");
            }
        }
        self::assertGreaterThanOrEqual(3 * 3, $expected);
        self::assertSame([], array_column($this->sql("SELECT id FROM mod_makegood_deliveries WHERE query LIKE '%$new%' OR body LIKE '%$new%'"), 'id'), 'no secret is kept');
        Clock::travel('2026-03-05T12:05:00Z');
        Cron::run();
        self::assertCount(1, $this->sql('SELECT id FROM mod_makegood_observations'), 'a message that comes again says nothing new');
    }

    private function deliveries(): int
    {
        return (int) $this->sql('SELECT COUNT(*) AS n FROM mod_makegood_deliveries')[0]['n'];
    }
}
