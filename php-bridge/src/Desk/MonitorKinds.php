<?php

/** The monitors that are understood, for people: in the order in which they are offered. Words are the contract's. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Sources;

final class MonitorKinds
{
    /** @var array<string, MonitorKind>|null by word */
    private static ?array $all = null;

    /** @return array<string, MonitorKind> by word */
    public static function all(): array
    {
        return self::$all ??= array_column(array_merge(self::services(), self::own(), self::others()), null, 'word');
    }

    public static function of(string $word): ?MonitorKind
    {
        return self::all()[$word] ?? null;
    }

    public static function name(string $word): string
    {
        return self::of($word)?->name ?? $word;
    }

    /** @return list<string> */
    public static function words(): array
    {
        return array_keys(self::all());
    }

    /** Words that an administrator may choose: what the product makes itself is never added. @return list<string> */
    public static function addable(): array
    {
        return array_values(array_diff(self::words(), Sources::BUILT_IN));
    }

    /** @return list<MonitorKind> services that watch from elsewhere */
    private static function services(): array
    {
        return [
            new MonitorKind('pingdom', 'Pingdom', 'In Pingdom open Integrations, add one of type Webhook and paste this address as its URL. Then edit each uptime check'
                . ' and tick that integration.'),
            new MonitorKind('uptimerobot', 'UptimeRobot', 'In UptimeRobot open Integrations & API, add a Webhook, paste this address as "URL to notify" and tick "Send as'
                . ' JSON". Choose it in the notification settings of each monitor.'),
            new MonitorKind('hetrixtools', 'HetrixTools', 'In HetrixTools open Contact Lists, edit the list of your monitors and paste this address as its Webhook URL. Each message'
                . ' names the places that saw the failure: see "own quorum" in this monitor\'s settings.'),
            new MonitorKind('better-stack', 'Better Stack', 'In Better Stack open Integrations, Exporting data, add an outgoing webhook for incidents and paste this address.'),
            new MonitorKind('statuscake', 'StatusCake', 'In StatusCake open Contact Groups and paste this address as the Webhook URL of the group that your tests use. Its messages'
                . ' carry no time, so an outage waits for a person unless an API key lets us ask for the exact times.'),
            new MonitorKind('updown', 'updown.io', 'In updown.io open Settings, add a webhook recipient and paste this address.'),
            new MonitorKind('site24x7', 'Site24x7', 'In Site24x7 open Admin, Third-Party Integrations, add Webhooks, paste this address, choose POST, send it as JSON and keep the'
                . ' default parameters.'),
            new MonitorKind('checkly', 'Checkly', 'In Checkly open Alert settings, add a Webhook channel with method POST, paste this address, and as its body the template'
                . ' monitors/checkly/body.json of this module. With its "webhook secret" set here as the signing secret, forged messages are refused.'),
            new MonitorKind('datadog', 'Datadog', 'In Datadog open Integrations, Webhooks, add one with this address and the payload monitors/datadog/payload.json of this module,'
                . ' and name it (@webhook-…) in the notification of each synthetic test.'),
            new MonitorKind('cloudwatch', 'AWS CloudWatch (SNS)', 'In AWS make an SNS topic, choose it as the action of your alarms (ALARM, OK and INSUFFICIENT_DATA), and subscribe this'
                . ' address with protocol HTTPS. The subscription is confirmed by the next cron run.'),
            new MonitorKind('freshping', 'Freshping', 'In Freshping open Integrations, add a Webhook and paste this address.'),
        ];
    }

    /** @return list<MonitorKind> monitors that a host runs */
    private static function own(): array
    {
        return [
            new MonitorKind('uptime-kuma', 'Uptime Kuma', 'In Uptime Kuma open Settings, Notifications, choose Webhook, paste this address as "Post URL" and keep the request body'
                . ' "Preset - application/json". Tick "Apply on all existing monitors", or switch it on in each monitor.', 'own'),
            new MonitorKind('alertmanager', 'Prometheus Alertmanager', 'In alertmanager.yml add a receiver with webhook_configs, url: this address and send_resolved: true, and a route to it'
                . ' for the alerts that mean an outage. Set "late start" below to their "for:".', 'own'),
            new MonitorKind('prometheus', 'Prometheus (history)', 'Nothing is sent: the nightly pull asks the query API. Give its address and the query below.', 'own',
                history: ['url' => 'Address, https://…', 'query' => 'Query', 'step' => 'Step, s', 'auth' => 'Key as (bearer or basic)'], hasWebhook: false),
            new MonitorKind('grafana', 'Grafana', 'In Grafana open Alerting, Contact points, add one of type Webhook and paste this address. Under "HMAC signature" the secret can'
                . ' be set that is entered here as the signing secret. Set "late start" below to the rule\'s pending period.', 'own'),
            new MonitorKind('zabbix', 'Zabbix', 'In Zabbix open Alerts, Media types, Import, choose monitors/zabbix/ of this module, paste this address as its parameter url, and'
                . ' let your trigger actions use it, with recovery operations.', 'own'),
            new MonitorKind('nagios', 'Nagios, Icinga 2', 'Put monitors/nagios/ of this module on the monitoring host, write this address into its configuration, and use the command'
                . ' as host and service notification command of the contact that receives problems and recoveries.', 'own'),
        ];
    }

    /** @return list<MonitorKind> */
    private static function others(): array
    {
        return [
            new MonitorKind('statuspage', 'Status page (Atlassian, Better Stack)', 'Subscribe this address to the page\'s updates as a webhook. What a page says is shown as evidence and announces'
                . ' maintenance; it is never counted as a vote.', votes: false),
            new MonitorKind('mapped', 'Any other monitor', 'Give this address to your monitor and say below, in a mapping, where its messages name the check, the state and the time.', 'own'),
            new MonitorKind('csv', 'CSV file', 'A file with the columns target, state and at (label, address, location and kind may follow) is uploaded on this monitor\'s page,'
                . ' or sent to this address.', 'own'),
            new MonitorKind('manual', 'Entered by hand', 'What people saw is entered under Outages.', 'own', hasWebhook: false),
            new MonitorKind('panel', 'This panel', 'The panel\'s network issues are evidence; its server status is a vote of the machine it runs on.', 'own', hasWebhook: false),
        ];
    }
}
