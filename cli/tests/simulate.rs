//! `makegood simulate`: the core's amounts over months, in three forms, and faults with their places.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use makegood::json::{Manner, Node, parse};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own, taken away at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("makegood-simulate-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn with(self, name: &str, text: &str) -> Self {
        std::fs::write(self.0.join(name), text).unwrap();
        self
    }

    /// Runs in the folder; exit code, standard output, standard error.
    fn run(&self, words: &str) -> (Option<i32>, String, String) {
        simulate(&self.0, words)
    }

    fn json(&self, words: &str) -> String {
        let (code, said, errors) = self.run(&format!("{words} --format json"));
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{words}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn simulate(folder: &Path, words: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_makegood"));
    let output = command.arg("simulate").args(words.split_whitespace()).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn policy(name: &str, schedule: &str, rest: &str) -> String {
    format!(r#"{{"schema":2,"name":"{name}","zone":"UTC","schedule":{schedule}{rest}}}"#)
}

const TIERS: &str =
    r#"{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"25"}]}"#;
const HOURS: &str = r#"{"family":"perUnit","share":{"percent":"10"},"unitMs":3600000,"round":"up","per":"incident"}"#;

/// The member at a path like `policies.0.months.1.totals.0.gross`.
fn at<'n>(node: &'n Node<'_>, path: &str) -> &'n str {
    let mut here = node;
    for part in path.split('.') {
        here = match (here, part.parse::<usize>()) {
            (Node::List(elements), Ok(place)) => &elements[place],
            (Node::Object(members), _) => &members.iter().find(|(name, _)| name == part).unwrap().1,
            _ => panic!("{path}: no {part}"),
        };
    }
    match here {
        Node::Text(text) => text,
        Node::Number(digits) => digits,
        Node::Null => "null",
        other => panic!("{path}: {other:?}"),
    }
}

/// 90 minutes of 44 640 are 99.798 %: 10 % of 10.00, also where the months to look at reach beyond the last year.
#[test]
fn the_last_months_that_are_read_are_counted() {
    let folder = Folder::new("last")
        .with("tiers.json", &policy("Tiers", TIERS, ""))
        .with("outages.csv", "subject,from,to\nserver:a,2099-10-10T00:00:00Z,2099-10-10T01:30:00Z\n");
    let words = "--policy tiers.json --outages outages.csv --fee 10 --currency USD --from 2099-10 --to 2099-11";
    let said = folder.json(words);
    let node = parse(&said, Manner::Strict).unwrap();
    assert_eq!(at(&node, "policies.0.months.0.totals.0.gross"), "1.00");
    assert_eq!(at(&node, "policies.0.months.1.totals.0.gross"), "0.00");
}

/// Worked out by hand: 10.00 a month, and what months leave to each other.
#[test]
fn months_follow_each_other() {
    let folder = Folder::new("months")
        .with("tiers.json", &policy("Tiers", TIERS, ""))
        .with("year.json", &policy("Year", HOURS, r#","caps":[{"per":"year","percent":"9"}]"#))
        .with("payout.json", &policy("Payout", TIERS, r#","minimumPayout":[{"currency":"USD","amount":"2"}]"#))
        .with("rolling.json", &policy("Rolling", &TIERS.replace("uptimeTiers", "rollingYear"), ""))
        .with("claim.json", &policy("Claim", TIERS, r#","claim":{"windowMs":86400000,"from":"outage"}"#))
        .with("longer.json", &policy("Longer", r#"{"family":"extension","unitMs":3600000,"round":"up","factor":"2","per":"incident","beyondMs":0}"#, ""))
        // 10 h in January 2025, 90 min in February, 10 h in January 2026, an hour in March 2026.
        .with("outages.csv", "subject,from,to\nserver:a,2025-01-10T00:00:00Z,2025-01-10T10:00:00Z\nserver:a,2025-02-10T00:00:00Z,2025-02-10T01:30:00Z\nserver:a,2026-01-20T00:00:00Z,2026-01-20T10:00:00Z\nserver:a,2026-03-20T00:00:00Z,2026-03-20T01:00:00Z\n");
    let words = "--outages outages.csv --fee 10 --currency USD --from 2025-01 --to 2026-03";
    for (file, more, expected, why) in [
        // 744 h, 10 h down: 98.66 %; 672 h, 1.5 h down: 99.78 %; 744 h, 1 h down: 99.87 %.
        (
            "tiers",
            "",
            &[
                (0, "2.50", "2.50"),
                (1, "1.00", "1.00"),
                (2, "0.00", "0.00"),
                (12, "2.50", "2.50"),
                (14, "1.00", "1.00"),
            ][..],
            "each month by itself",
        ),
        // 10 % an hour; at most 10.80 within twelve months: 10.00, then 0.80 of 2.00; January 2026 has left January 2025 behind.
        (
            "year",
            "",
            &[(0, "10.00", "10.00"), (1, "0.80", "0.80"), (12, "10.00", "10.00"), (14, "0.80", "0.80")],
            "the year's cap moves on",
        ),
        // 2.50 goes out, 1.00 waits, 2.50 more go out with it, 1.00 waits.
        (
            "payout",
            "",
            &[(0, "2.50", "2.50"), (1, "1.00", "0.00"), (12, "2.50", "3.50"), (14, "1.00", "0.00")],
            "small sums wait for others",
        ),
        // 8760 h: 10 h are 99.886 %, credited in January 2025; what is looked at again is 1.5 h, and 11.5 h in January 2026.
        (
            "rolling",
            "",
            &[
                (0, "1.00", "1.00"),
                (1, "0.00", "0.00"),
                (11, "0.00", "0.00"),
                (12, "1.00", "1.00"),
                (14, "0.00", "0.00"),
            ],
            "downtime is credited once",
        ),
        ("claim", "", &[(0, "2.50", "2.50"), (14, "1.00", "1.00")], "everyone claims"),
        ("claim", " --claims none", &[(0, "0.00", "0.00"), (14, "0.00", "0.00")], "nobody claims"),
    ] {
        let said = folder.json(&format!("{words} --policy {file}.json{more}"));
        let node = parse(&said, Manner::Strict).unwrap();
        for (month, gross, posted) in expected {
            let of = |name| at(&node, &format!("policies.0.months.{month}.totals.0.{name}")).to_owned();
            assert_eq!((of("gross").as_str(), of("posted").as_str()), (*gross, *posted), "{file} {month}: {why}");
        }
    }
    let said = folder.json(&format!("{words} --policy longer.json"));
    let node = parse(&said, Manner::Strict).unwrap();
    // 2 × (10 + 2 + 10 + 1) hours.
    assert_eq!(at(&node, "policies.0.extensionMs"), "165600000");
    assert!(
        folder.run(&format!("{words} --policy longer.json")).1.contains("total               1 d 22 h longer"),
        "time is shown"
    );
}

/// What an owner asks, worked out by hand for 31 minutes down in November.
#[test]
fn the_next_step_and_the_cost_of_an_outage_are_found() {
    let folder = Folder::new("next")
        .with("tiers.json", &policy("Tiers", TIERS, ""))
        .with("outages.csv", "id,subject,from,to\nshort,server:a,2026-11-05T14:10:00Z,2026-11-05T14:41:00Z\nlong,server:b,2026-11-30T12:00:00Z,2026-12-01T03:00:00Z\n")
        .with("services.csv", "id,server,amount,currency\none,a,10.00,USD\ntwo,b,1000,JPY\nthree,b,7.50,USD\n");
    let words = "--policy tiers.json --outages outages.csv --services services.csv --from 2026-11 --to 2026-11";
    let said = folder.json(words);
    let node = parse(&said, Manner::Strict).unwrap();
    for (path, expected, why) in [
        // 12 h of 720 h: 98.33 %. Nothing is above 25 %.
        (
            "policies.0.months.0.worst.service",
            "three",
            "by client the first of those that were down most; December is not looked at",
        ),
        ("policies.0.months.0.worst.downtimeMs", "43200000", "up to the end of the month"),
        ("policies.0.months.0.worst.gross", "1.88", "half up"),
        ("policies.0.months.0.worst.next", "null", "the last tier is reached"),
        // 7.50 × 25 % = 1.875.
        ("policies.0.totals.0.gross", "250", "yen have no decimals"),
        ("policies.0.outages.0.saved", "", "31 min alone earn nothing"),
        ("policies.0.outages.1.services", "2", "both services on b"),
        ("policies.0.outages.1.saved.0.gross", "250", "by currency, in the order of their codes"),
        ("policies.0.outages.1.saved.1.gross", "1.88", "the other currency"),
        ("policies.0.clients.0.client", "two", "a service without a client is a client"),
    ] {
        if expected.is_empty() {
            assert!(
                said.contains(
                    r#""outage":"short","countedMs":1860000,"excludedMs":0,"exclusion":null,"services":1,"saved":[]"#
                ),
                "{why}: {said}"
            );
        } else {
            assert_eq!(at(&node, path), expected, "{path}: {why}");
        }
    }
    // Only the first service: 0.1 % of 43200 minutes is 43.2, and 31 were down.
    let folder = folder.with("services.csv", "id,server,amount,currency\none,a,10.00,USD\n");
    let said = folder.json(words);
    let node = parse(&said, Manner::Strict).unwrap();
    assert_eq!(at(&node, "policies.0.months.0.worst.next.extraMs"), "780000");
    assert_eq!(at(&node, "policies.0.months.0.worst.next.gross"), "1.00");
    assert_eq!(at(&node, "policies.0.months.0.worst.availability"), "99.928240");
    // 43 minutes meet 99.9 %, an hour does not; 7.2 h are 99 %.
    let samples = ["0.00", "0.00", "0.00", "1.00", "1.00", "1.00", "2.50", "2.50", "2.50"];
    for (place, gross) in samples.iter().enumerate() {
        assert_eq!(at(&node, &format!("policies.0.samples.{place}.gross")), *gross, "{place}");
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

const EXAMPLE: &str = "--policy uptime.json --policy hours.json --policy claim.json --outages outages.csv --maintenance maintenance.csv --services services.csv --from 2025-12 --to 2026-11";

/// A request written here, with the recurring price in place of paid lines, gives what the simulation says.
#[test]
fn amounts_are_those_of_call() {
    let (code, said, errors) = simulate(&examples(), &format!("{EXAMPLE} --format json"));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let simulated = parse(&said, Manner::Strict).unwrap();
    let document = std::fs::read_to_string(examples().join("uptime.json")).unwrap();
    let tax = r#"{"mode":"exclusive","rates":["20"]}"#;
    // Service, server, price, tax, month and its place, outage.
    for (service, client, server, price, tax, month, place, from, to) in [
        ("shop-test", "bertha", "web2", "10.00", tax, "2026-01", 1, "2026-01-14T18:05:00Z", "2026-01-14T20:52:00Z"),
        ("data", "emil", "db1", "85.00", "null", "2026-03", 3, "2026-03-29T00:30:00Z", "2026-03-29T02:10:00Z"),
        // 21:15 to 23:40 UTC in Berlin is 23:15 to 01:40: a part of it is May.
        ("portal", "emil", "web1", "10.00", "null", "2026-05", 5, "2026-04-30T21:15:00Z", "2026-04-30T23:40:00Z"),
        ("shop-test", "bertha", "web2", "10.00", tax, "2026-09", 9, "2026-09-11T16:33:00Z", "2026-09-12T05:10:00Z"),
    ] {
        let hash = "0".repeat(64);
        let request = format!(
            r#"{{"contract":1,"command":"settle","asOf":"2027-06-01T00:00:00Z","capabilities":{{"routes":["accountCredit"]}},
            "zones":[{{"name":"Europe/Berlin","tzdata":null,"offsets":[{{"from":null,"seconds":3600}},{{"from":"2026-03-29T01:00:00Z","seconds":7200}},{{"from":"2026-10-25T01:00:00Z","seconds":3600}}]}}],
            "policies":[{{"hash":"{hash}","document":{document}}}],
            "outages":[{{"id":"o","subject":"server:{server}","from":"{from}","to":"{to}"}}],
            "clients":[{{"id":"{client}","currency":"USD","revision":0,"carry":"0.00"}}],
            "services":[{{"id":"{service}","client":"{client}","period":"{month}","spans":[{{"from":"2025-01-01T00:00:00Z","to":null,"server":"{server}","state":"active"}}],
              "assignments":[{{"scope":"product","policy":"{hash}","from":"2025-01-01T00:00:00Z"}}],"charges":[],
              "recurring":{{"months":1,"amount":"{price}","tax":{tax}}},"entries":[]}}]}}"#
        );
        let answer = String::from_utf8(makegood::call(request.as_bytes())).unwrap();
        let answer = parse(&answer, Manner::Strict).unwrap_or_else(|_| panic!("{answer}"));
        let results = format!("policies.0.months.{place}.results");
        let nth = (0..8).find(|nth| at(&simulated, &format!("{results}.{nth}.service")) == service).unwrap();
        assert_ne!(at(&answer, "results.0.entitlement.gross"), "0.00", "{service} {month} shows something");
        for name in [
            "availability",
            "downtimeMs",
            "entitlement.net",
            "entitlement.tax",
            "entitlement.gross",
            "adjustment.gross",
            "from",
            "to",
            "posting",
        ] {
            let expected = at(&answer, &format!("results.0.{name}"));
            assert_eq!(at(&simulated, &format!("{results}.{nth}.{name}")), expected, "{service} {month} {name}");
        }
    }
}

#[test]
fn the_three_forms_say_the_same() {
    let (code, table, errors) = simulate(&examples(), EXAMPLE);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let (_, page, _) = simulate(&examples(), &format!("{EXAMPLE} --format html"));
    let (_, json, _) = simulate(&examples(), &format!("{EXAMPLE} --format json"));
    let json = parse(&json, Manner::Strict).unwrap();
    for place in 0..3 {
        for currency in 0..2 {
            let sum = at(&json, &format!("policies.{place}.totals.{currency}.gross"));
            let code = at(&json, &format!("policies.{place}.totals.{currency}.currency"));
            let text = format!("{sum} {code}");
            assert!(table.contains(&text) && page.contains(&text), "{text}");
        }
    }
    assert!(page.contains("<bdi>Upgrade took &quot;a little&quot; longer</bdi>"));
    assert_eq!(page.matches("<svg class=\"bars\"").count(), 6, "three policies, two currencies");
    assert_eq!(page.matches("<svg class=\"curve\"").count(), 3);
    assert!(page.contains("Availability below 99.9 % earns 10 % of the monthly fee."), "the steps are sentences");
    assert!(
        !page.contains("step_") && !page.contains('{') || page.find('{') < page.find("</style>"),
        "no sentence has a hole"
    );
    let body = page.split("</style>").nth(1).unwrap();
    assert!(!body.contains('{') && !body.contains("step_"), "no sentence has a hole");
}

/// Names of other people stay text; the page asks for nothing.
#[test]
fn a_page_is_closed_to_hostile_names() {
    let evil = "<script>alert(1)</script>'&";
    let folder = Folder::new("hostile")
        .with("a.json", &policy(evil, TIERS, ""))
        .with(
            "outages.csv",
            &format!(
                "id,subject,from,to,title\n{evil},server:{evil},2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,{evil}\n"
            ),
        )
        .with("services.csv", &format!("id,client,server,amount,currency\n{evil},{evil},{evil},10,USD\n"));
    let words = "--policy a.json --outages outages.csv --services services.csv --from 2026-03 --to 2026-03 --format html --out page.html";
    assert_eq!(folder.run(words), (Some(0), String::new(), String::new()));
    let page = std::fs::read_to_string(folder.0.join("page.html")).unwrap();
    assert!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;").count() > 8);
    for never in ["<script", "http:", "https:", "url(", "<link", "<img", "@import", " onload", "style=\""] {
        assert!(!page.contains(never), "{never}");
    }
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\""));
}

/// Every fault says where it is, what it is, and what to do.
#[test]
fn faults_say_where() {
    let good = "--policy a.json --outages outages.csv --fee 10 --currency USD --from 2026-03 --to 2026-03";
    let folder = Folder::new("faults")
        .with("a.json", &policy("A", TIERS, ""))
        .with("outages.csv", "subject,from,to\nserver:a,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z\n")
        .with("no.json", "{\"schema\":2,")
        .with("two-sided.json", &policy("A", r#"{"family":"uptimeTiers","tiers":[{"below":"99","atOrAbove":"98","percent":"10"}]}"#, ""))
        .with("zone.json", &policy("A", TIERS, "").replace("UTC", "Europe/Atlantis"))
        .with("rows.csv", "subject,from,to,id\nweb1,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,a\nserver:a,2026-03-01,2026-03-02,b\nserver:a,2026-03-03T00:00:00Z,2026-03-02T00:00:00Z,c\nserver:a,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,a\nserver:a,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,a\n")
        .with("share.csv", "subject,from,to,affected\nserver:a,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,half\n")
        .with("services.csv", "id,client,amount,currency,anchor\na,c,1.234,USD,\na,c,1,Dollar,\nb,c,1,USD,\nd,c,1,EUR,\ne,e,1,USD,32\n")
        .with("tax.csv", "id,server,amount,currency,taxMode,taxRate\n\na,a,1,USD,gross,20\n");
    assert_eq!(folder.run(good).0, Some(0), "the words that the rows change");
    let instead = |from: &str, to: &str| good.replace(from, to);
    for (words, expected) in [
        (instead("a.json", "no.json"), &["no.json: invalid_json:"][..]),
        (instead("a.json", "missing.json"), &["missing.json: unreadable:"]),
        (instead("a.json", "two-sided.json"), &["two-sided.json: unknown_field: schedule.tiers[0].atOrAbove:"]),
        (instead("a.json", "zone.json"), &["zone.json: unknown_zone:"]),
        (
            instead("outages.csv", "rows.csv"),
            &[
                "rows.csv:2: invalid_subject:",
                "rows.csv:3: invalid_instant:",
                "rows.csv:4: invalid_interval:",
                "rows.csv:6: duplicate_id: The id \"a\" stands in line 5",
            ],
        ),
        (instead("outages.csv", "share.csv"), &["share.csv:2: invalid_percent: affected:"]),
        (
            instead("--fee 10", "--services services.csv"),
            &[
                "services.csv:2: invalid_amount:",
                "services.csv:3: duplicate_id:",
                "services.csv:5: conflicting_key:",
                "services.csv:6: out_of_range:",
            ],
        ),
        (instead("--fee 10", "--services tax.csv"), &["tax.csv:3: invalid_word: charges[0].tax.mode:"]),
        (instead("--policy a.json", ""), &["makegood simulate: missing_option: --policy"]),
        (instead("--fee 10 --currency USD", ""), &["makegood simulate: missing_option: --fee"]),
        (instead("--currency USD", ""), &["makegood simulate: missing_option: --fee needs"]),
        (instead("--fee 10", "--fee 1.234"), &["makegood simulate: invalid_amount:"]),
        (instead("USD", "usd"), &["makegood simulate: unknown_currency:"]),
        (instead("--to 2026-03", "--to 2026-02"), &["makegood simulate: invalid_interval:"]),
        (instead("--to 2026-03", "--to 2036-03"), &["makegood simulate: too_many:"]),
        (instead("--to 2026-03", "--to March"), &["makegood simulate: invalid_month:"]),
        (format!("{good} --format pdf"), &["makegood simulate: invalid_word:"]),
        (format!("{good} --claims some"), &["makegood simulate: invalid_word:"]),
        (format!("{good} --fees 1"), &["makegood simulate: unknown_option:"]),
        (format!("{good} --fee 1"), &["makegood simulate: duplicate_option:"]),
        (format!("{good} --format"), &["makegood simulate: missing_value:"]),
        (format!("{good} --out nowhere/page.html"), &["nowhere/page.html: unwritable:"]),
    ] {
        let (code, said, errors) = folder.run(&words);
        assert!(code == Some(2) && said.is_empty(), "{words}: {code:?} {said}");
        let lines: Vec<&str> = errors.lines().collect();
        assert_eq!(lines.len(), expected.len() * 2, "{words}: {errors}");
        for (place, start) in expected.iter().enumerate() {
            assert!(lines[place * 2].starts_with(start), "{words}: {errors}");
            assert!(lines[place * 2 + 1].starts_with("  help: "), "{words}: {errors}");
        }
    }
}

#[test]
fn help_is_told() {
    let (code, said, errors) = simulate(&examples(), "--help");
    assert!(code == Some(0) && said.starts_with("makegood simulate") && errors.is_empty());
}
