<?php

/**
 * Three months of a company: March credited (four currencies, one of them carried), April above the limits and held as a run,
 * May running: an outage that is open, forecasts, a held line, a case of each kind, windows of work, notes.
 */

declare(strict_types=1);

use Makegood\Desk\Desk;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

const BY = 'admin:1';
const NOW = '2026-05-20T11:00:00Z';

function fill(bool $hostile): void
{
    renamed($hostile);
    at('2026-03-01T01:00:00Z');
    $secrets = monitors($hostile);
    policies($hostile);
    cron('2026-03-01T01:05:00Z');
    messages($secrets, $hostile);
    april($secrets, $hostile);
    may($secrets, $hostile);
}

/** What the panel itself is told: servers, products, clients, domains. */
function renamed(bool $hostile): void
{
    if (!$hostile) {
        return;
    }
    foreach ([1 => 'script', 2 => 'image', 3 => 'rtl', 4 => 'long'] as $id => $kind) {
        Capsule::table('tblservers')->where('id', $id)->update(['name' => named(true, $kind, '')]);
        Capsule::table('tblproducts')->where('id', $id)->update(['name' => named(true, ['', 'quote', 'svg', 'entity', 'template'][$id], '')]);
    }
    foreach ([1 => 'image', 2 => 'svg', 3 => 'quote', 7 => 'long', 13 => 'template'] as $id => $kind) {
        // The panel keeps what came through a form escaped, and what an import wrote as it is.
        $name = named(true, $kind, '');
        Capsule::table('tblclients')->where('id', $id)->update(['firstname' => $id === 2 ? $name : htmlspecialchars($name, ENT_QUOTES), 'companyname' => $id % 2 === 1 ? $name : '']);
    }
    foreach ([1 => 'script', 2 => 'quote', 3 => 'svg', 16 => 'long', 17 => 'rtl', 31 => 'entity', 32 => 'template'] as $id => $kind) {
        Capsule::table('tblhosting')->where('id', $id)->update(['domain' => named(true, $kind, '')]);
    }
}

/** @return array<string, string> */
function monitors(bool $hostile): array
{
    $desk = (new App())->desk();
    $secrets = [];
    $names = ['pingdom' => ['image', 'Pingdom main'], 'uptime-kuma' => ['script', 'Kuma Frankfurt'], 'uptimerobot' => ['quote', 'Robot']];
    foreach ($names as $vendor => [$kind, $plain]) {
        $source = $desk->addSource($vendor, substr(named($hostile, $kind, $plain), 0, 100), '', BY);
        $secrets[$vendor] = $source['id'] . '.' . $source['secret'];
    }

    file_put_contents(MakegoodSandbox\Panel::root() . '/secrets.json', json_encode($secrets, JSON_THROW_ON_ERROR));

    return $secrets;
}

function policies(bool $hostile): void
{
    $desk = (new App())->desk();
    $document = ['schema' => 1, 'name' => substr(named($hostile, 'svg', 'Web hosting SLA'), 0, 80), 'zone' => 'UTC', 'maintenance' => ['rule' => 'excluded'],
        'schedule' => ['family' => 'uptimeTiers', 'tiers' => [['below' => '99.9', 'percent' => '10'], ['below' => '99', 'percent' => '25'], ['below' => '95', 'percent' => '50']]]];
    $hash = $desk->putPolicy(json_encode($document, JSON_THROW_ON_ERROR), BY);
    // Small credits of the second product are carried until they are worth paying.
    $least = ['minimumPayout' => [['currency' => 'USD', 'amount' => '7.00'], ['currency' => 'BRL', 'amount' => '1.00'], ['currency' => 'JPY', 'amount' => '1'], ['currency' => 'KWD', 'amount' => '0.100']]];
    $other = $desk->putPolicy(json_encode(['name' => named($hostile, 'entity', 'Business SLA, paid from a minimum')] + $document + $least, JSON_THROW_ON_ERROR), BY);
    foreach (['1' => $hash, '2' => $other, '3' => $hash, '4' => $hash] as $product => $policy) {
        $desk->assign('product', (string) $product, $policy, 1772323200000, BY);
    }
    $desk->goLive('2026-03', BY);
    $desk->addMaintenance('server:2', 1773800000000, 1773807200000, 1772000000000, substr(named($hostile, 'svg', 'Kernel update'), 0, 150), BY);
}

/** @param array<string, string> $secrets */
function down(array $secrets, string $vendor, string $target, string $label, string $state, string $instant): void
{
    $epoch = (int) strtotime($instant);
    at(gmdate('Y-m-d\TH:i:s\Z', $epoch + 60));
    $host = $target === '1' ? 'alpha.harbour-hosting.example' : "$target.example.com";
    deliver($secrets[$vendor], match ($vendor) {
        'pingdom' => ['check_id' => (int) $target, 'check_name' => $label, 'check_type' => 'HTTP', 'check_params' => ['hostname' => $host],
            'current_state' => strtoupper($state), 'previous_state' => $state === 'up' ? 'DOWN' : 'UP', 'state_changed_timestamp' => $epoch],
        'uptime-kuma' => ['heartbeat' => ['monitorID' => (int) $target, 'status' => $state === 'up' ? 1 : 0, 'time' => gmdate('Y-m-d H:i:s', $epoch), 'important' => true],
            'monitor' => ['id' => (int) $target, 'name' => $label, 'hostname' => $host, 'type' => 'http']],
        default => ['monitorID' => $target, 'monitorURL' => "https://$host/", 'monitorFriendlyName' => $label, 'alertType' => $state === 'up' ? '2' : '1',
            'alertTypeFriendlyName' => ucfirst($state), 'alertDetails' => 'x', 'alertDateTime' => (string) $epoch],
    });
}

/** Both monitors of server n see it. @param array<string, string> $secrets @param list<string> $vendors */
function seen(array $secrets, string $target, string $label, string $from, string $to, array $vendors = ['pingdom', 'uptime-kuma']): void
{
    foreach (['down' => $from, 'up' => $to] as $state => $instant) {
        foreach ($instant === '' ? [] : $vendors as $vendor) {
            down($secrets, $vendor, $target, $label, $state, $instant);
        }
    }
}

/** @param array<string, string> $secrets */
function messages(array $secrets, bool $hostile): void
{
    $label = ['1' => named($hostile, 'script', 'Web 1'), '2' => named($hostile, 'svg', 'Web 2'), '3' => named($hostile, 'rtl', 'VPS host'), '4' => substr(named($hostile, 'long', 'Mail'), 0, 180)];
    // First words, so that the targets are known and can be mapped; server 4 keeps one monitor only.
    foreach (['1', '2', '3', '4', '9'] as $target) {
        seen($secrets, $target, $label[$target] ?? named($hostile, 'image', 'Not mapped'), '', '2026-03-01T02:00:00Z', $target === '4' ? ['uptimerobot'] : ['pingdom', 'uptime-kuma']);
    }
    deliver($secrets['pingdom'], ['surprise' => named($hostile, 'svg', 'what is this?')]);
    deliver($secrets['uptime-kuma'], ['heartbeat' => null, 'monitor' => null, 'msg' => named($hostile, 'script', 'Testing')]);
    cron('2026-03-01T02:10:00Z');
    $app = new App();
    foreach ($app->ledger()->targets->all() as $target) {
        $target['target'] === '9' || $app->desk()->mapTarget((string) $target['id'], 'server:' . $target['target'], BY);
    }
    seen($secrets, '1', $label['1'], '2026-03-10T12:00:00Z', '2026-03-10T20:13:20Z');
    seen($secrets, '2', $label['2'], '2026-03-12T01:00:00Z', '2026-03-12T02:30:00Z');
    seen($secrets, '3', $label['3'], '2026-03-18T05:00:00Z', '2026-03-19T05:00:00Z');
    seen($secrets, '1', $label['1'], '2026-03-20T05:00:00Z', '2026-03-20T05:40:00Z', ['pingdom']);
    seen($secrets, '4', $label['4'], '2026-03-21T05:00:00Z', '2026-03-21T09:00:00Z', ['uptimerobot']);
    seen($secrets, '4', $label['4'], '2026-03-25T05:00:00Z', '2026-03-25T06:00:00Z', ['uptimerobot']);
    cron('2026-03-26T06:00:00Z');
    foreach ($app->ledger()->cases->all(10, 'open') as $i => $case) {
        $i === 0 && $app->desk()->refuseCase((string) $case['id'], BY, substr(named($hostile, 'svg', 'Only the monitor was down.'), 0, 200));
    }
    cron('2026-03-28T06:00:00Z');
    cron('2026-04-04T06:00:00Z');
    cron('2026-04-04T07:00:00Z');
}

/** Decided while the limits are low: it waits as one held run. @param array<string, string> $secrets */
function april(array $secrets, bool $hostile): void
{
    $label = named($hostile, 'script', 'Web 1');
    seen($secrets, '1', $label, '2026-04-12T12:00:00Z', '2026-04-12T22:30:00Z');
    cron('2026-04-13T06:00:00Z');
    (new App())->desk()->setLimits(3, ['USD' => '5.00'], BY);
    cron('2026-05-04T06:00:00Z');
    cron('2026-05-04T07:00:00Z');
    $pdo = Capsule::connection()->getPdo();
    $posting = $pdo->query("SELECT p.id FROM mod_makegood_postings p WHERE p.state = 'posted' ORDER BY p.id DESC LIMIT 1")->fetchColumn();
    // As after a crash between the panel's two writes: only a person can say what became of it.
    $pdo->exec("UPDATE mod_makegood_postings SET state = 'review', balance_before = '0.00', credit_id_before = '3' WHERE id = $posting");
    $pdo->exec("UPDATE mod_makegood_entries SET state = 'review' WHERE id = (SELECT entry_id FROM mod_makegood_postings WHERE id = $posting)");
    $ledger = (new App())->ledger();
    $ledger->cases->open('posting/' . $posting, 'posting', 'unclear', ['posting_id' => (int) $posting], (int) (strtotime('2026-05-04T07:00:00Z') * 1000));
}

/** @param array<string, string> $secrets */
function may(array $secrets, bool $hostile): void
{
    $label = named($hostile, 'script', 'Web 1');
    seen($secrets, '1', $label, '2026-05-06T12:00:00Z', '2026-05-06T22:30:00Z');
    seen($secrets, '3', named($hostile, 'rtl', 'VPS host'), '2026-05-08T12:00:00Z', '2026-05-08T13:30:00Z');
    cron('2026-05-08T14:00:00Z');
    cron('2026-05-09T06:00:00Z');
    $desk = (new App())->desk();
    exceptions($desk, $hostile);
    refunds($desk, $hostile);
    $desk->holdLine('1', '2026-05', BY, substr(named($hostile, 'image', 'Asked the client first'), 0, 200));
    $desk->addMaintenance('*', 1779408000000, 1779411600000, 1778300000000, substr(named($hostile, 'rtl', 'Network work'), 0, 150), BY);
    seen($secrets, '1', $label, '2026-05-20T10:21:00Z', '');
    cron(NOW);
    at('2026-05-20T11:10:00Z');
}

/** What only some policies ask: one service's credit has to be claimed, and what staff have written down. */
function exceptions(Desk $desk, bool $hostile): void
{
    $document = ['schema' => 2, 'name' => substr(named($hostile, 'quote', 'Credit on request'), 0, 80), 'zone' => 'UTC', 'expiresAfterMs' => 7_776_000_000,
        'schedule' => ['family' => 'uptimeTiers', 'tiers' => [['below' => '99.9', 'percent' => '10']]], 'claim' => ['windowMs' => 2_592_000_000, 'from' => 'period']];
    $desk->assign('service', '31', $desk->putPolicy(json_encode($document, JSON_THROW_ON_ERROR), BY), 1777593600000, BY);
    $note = substr(named($hostile, 'svg', 'as agreed by phone'), 0, 200);
    $desk->terms->excuse('31', 'client', 1777680000000, 1777683600000, $note, BY);
    $desk->terms->flag('32', 'chargeback', 1777680000000, $note, BY);
    $desk->terms->describeOutage((string) Capsule::table('mod_makegood_outages')->where('status', 'confirmed')->value('id'), substr(named($hostile, 'image', 'network'), 0, 150), '40', 1773150000000, BY);
    $ledger = (new App())->ledger();
    $ledger->claims->add('31', '2026-04', 1777000000000, $note, BY, 1778300000000);
    $ledger->extensions->owe('32', '2026-04', '2', 90_000_000, 1778300000000);
}

/** Cases of as many services: to be decided, paid by hand, not approved; then less than computed, not gone out, looked at again, asked for more. */
function refunds(Desk $desk, bool $hostile): void
{
    $document = ['kind' => 'refund', 'schema' => 1, 'name' => substr(named($hostile, 'svg', 'Hosting refunds'), 0, 80), 'zone' => 'UTC', 'requires' => ['without' => ['breach']],
        'rules' => [['id' => 'moneyBack', 'when' => ['within' => ['days' => 7, 'from' => 'ordered']], 'give' => ['method' => 'full']],
            ['id' => 'prorated', 'when' => new stdClass(), 'give' => ['method' => 'unused', 'time' => ['unit' => 'day', 'count' => 'calendar', 'used' => 'up']]]],
        'review' => ['order' => 'payFirst', 'reasons' => [['code' => 'notNeeded', 'fields' => ['explanation']], ['code' => 'outage', 'route' => 'technical', 'complex' => true, 'fields' => ['evidence']]]]];
    $hash = $desk->putPolicy(json_encode($document, JSON_THROW_ON_ERROR), BY);
    foreach (['1', '2', '3', '4'] as $product) {
        $desk->assign('product', $product, $hash, 1767225600000, BY);
    }
    at('2026-05-18T09:00:00Z');
    $said = named($hostile, 'script', 'We closed the shop.');
    foreach (['2', '3', '31', '16', '28', '17', '32'] as $service) {
        $client = (string) Capsule::table('tblhosting')->where('id', $service)->value('userid');
        $seen = $desk->refunds->quote($service);
        $quote = array_diff_key(json_decode($seen['answer'], true)['quote'], ['steps' => 1]);
        $desk->refunds->request($service, $client, ['reason' => 'notNeeded', 'contact' => substr(named($hostile, 'quote', 'jane@example.com'), 0, 200), 'fields' => ['explanation' => $said]], $quote, $seen['requestedAt'], 'client:' . $client);
    }
    cron('2026-05-18T10:00:00Z');
    try {
        // The next term was invoiced and paid meanwhile: what was seen is not what would be approved, and stands beside it from now on.
        $desk->refunds->act('2', 'approve', BY, 'owner');
        exit("a stale quote was approved\n");
    } catch (Makegood\Desk\StaleQuote) {
    }
    $desk->refunds->act('2', 'approve', BY, 'owner', substr(named($hostile, 'image', 'as promised'), 0, 200));
    $desk->refunds->act('3', 'reject', BY, 'owner', substr(named($hostile, 'rtl', 'The policy keeps it'), 0, 200));
    $desk->refunds->addFact('1', 'customised', substr(named($hostile, 'svg', 'The theme was made to order'), 0, 200), BY);
    decided($desk, '4', 'adjust', substr(named($hostile, 'quote', 'The first days were free'), 0, 200), '1.50');
    decided($desk, '5', 'approve');
    $desk->refunds->act('5', 'fail', BY, 'owner', null, null, null, 'wrongDetails');
    $desk->refunds->act('6', 'reject', BY, 'owner', 'No reason was found');
    $desk->refunds->act('6', 'appeal', 'client:2', null, null, null, ['evidence' => named($hostile, 'script', 'We were told so by telephone.')]);
    $desk->refunds->act('7', 'ask', BY, 'owner', substr(named($hostile, 'image', 'Which tickets?'), 0, 200), null, ['ticket', 'evidence']);
    cron('2026-05-18T11:00:00Z');
}

/** As whoever looked again does, where the next term was invoiced meanwhile. */
function decided(Desk $desk, string $case, string $action, ?string $note = null, ?string $amount = null): void
{
    try {
        $desk->refunds->act($case, $action, BY, 'owner', $note, $amount);
    } catch (Makegood\Desk\StaleQuote) {
        $desk->refunds->act($case, $action, BY, 'owner', $note, $amount);
    }
}
