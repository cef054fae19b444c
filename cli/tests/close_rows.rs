//! `makegood close` by rows: files that are odd in one place, what is paid then and what is refused.
//!
//! Worked out by hand: March has 44 640 minutes; 90 of them down are 99.798 %, the tier of 10 % of 30.00: 3.00.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

#[allow(dead_code, reason = "the generated month is for the other tests")]
mod month;
mod sheets;

use makegood::json::{Manner, Node, parse};
use month::{Folder, run};
use sheets::{Column, parquet};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

const SERVICES: &str = "service,client,currency,policy,amount\na,1,EUR,p,30\nb,2,EUR,p,30\n";
const OUTAGES: &str =
    "service,from,to\na,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\nb,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\n";
const TIERS: &str = r#""zone":"UTC","schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}"#;

/// What came of a close: exit code, `service gross posting revision` of each row, and why something was refused:
/// `file row path code` or `service path code`.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    code: Option<i32>,
    rows: Vec<String>,
    refused: Vec<String>,
    said: String,
    errors: String,
}

fn text(node: Option<&Node<'_>>) -> String {
    match node {
        Some(Node::Text(text)) => text.clone().into_owned(),
        Some(Node::Number(digits)) => (*digits).to_owned(),
        _ => "-".to_owned(),
    }
}

fn lines_of(path: &std::path::Path) -> Vec<String> {
    fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// A folder with settings, policies, and services and outages where none are given.
fn folder(name: &str, files: &[(&str, &str)]) -> Folder {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("row-{}-{name}", NEXT.fetch_add(1, Ordering::Relaxed)));
    folder.write("p.json", &format!(r#"{{"schema":1,"name":"P","maintenance":{{"rule":"counted"}},{TIERS}}}"#));
    folder.write("late.json", &format!(r#"{{"schema":2,"name":"Late",{TIERS},"settleDelayMs":2592000000,"caps":[{{"per":"client","amounts":[{{"currency":"EUR","amount":"5.00"}}]}}]}}"#));
    folder.write("capped.json", &format!(r#"{{"schema":2,"name":"Capped",{TIERS},"caps":[{{"per":"client","amounts":[{{"currency":"EUR","amount":"5.00"}}]}}]}}"#));
    folder.write(
        "q.json",
        &format!(r#"{{"schema":2,"name":"Q",{TIERS},"counting":{{"rule":"exact","excuses":["client"]}}}}"#),
    );
    let policies: Vec<String> = ["p", "q", "late", "capped"]
        .iter()
        .map(|name| format!(r#"{{"name":"{name}","file":"{name}.json"}}"#))
        .collect();
    folder.write(
        "close.json",
        &format!(
            r#"{{"policies":[{}],"sources":[{{"id":"m","group":"g","enabled":true,"trusted":true}}]}}"#,
            policies.join(",")
        ),
    );
    if !files.iter().any(|(name, _)| name.starts_with("services.")) {
        folder.write("services.csv", SERVICES);
    }
    if !files.iter().any(|(name, _)| name.starts_with("outages.") || name.starts_with("changes.")) {
        folder.write("outages.csv", OUTAGES);
    }
    for (name, text) in files {
        folder.write(name, text);
    }
    folder
}

/// Closes with each file of the folder that is named after an option.
fn close(folder: &Folder, out: &str, more: &[&str]) -> Told {
    let mut words: Vec<String> =
        ["--month", "2026-03", "--as-of", "2026-04-04T06:00:00Z", "--quiet"].map(str::to_owned).to_vec();
    let path = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    words.extend(["--settings".to_owned(), path("close.json"), "--out".to_owned(), path(out)]);
    for name in
        ["services", "changes", "outages", "clients", "charges", "ledger", "maintenance", "spans", "claims", "excused"]
    {
        for format in ["csv", "ndjson", "parquet"] {
            let file = format!("{name}.{format}");
            if folder.path(&file).exists() {
                words.extend([format!("--{name}"), path(&file)]);
            }
        }
    }
    words.extend(more.iter().map(|word| (*word).to_owned()));
    let (code, said, errors) = run(&words);
    let row = |line: String| {
        let tree = parse(&line, Manner::Strict).unwrap();
        let gross = tree.get("adjustment").and_then(|adjustment| adjustment.get("gross"));
        let [service, posting, revision] = ["service", "posting", "revision"].map(|name| text(tree.get(name)));
        format!("{service} {} {posting} {revision}", text(gross))
    };
    let why = |line: String| {
        let tree = parse(&line, Manner::Strict).unwrap();
        let [file, row, service, path, code] =
            ["file", "row", "service", "path", "code"].map(|name| text(tree.get(name)));
        if file == "-" { format!("{service} {path} {code}") } else { format!("{file} {row} {path} {code}") }
    };
    let mut parts: Vec<_> = fs::read_dir(folder.path(out).join("adjustments"))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    parts.retain(|part| part.extension().is_some_and(|end| end == "ndjson"));
    parts.sort();
    Told {
        code,
        rows: parts.iter().flat_map(|part| lines_of(part)).map(row).collect(),
        refused: lines_of(&folder.path(out).join("refused.ndjson")).into_iter().map(why).collect(),
        said,
        errors,
    }
}

fn check(id: &str, files: &[(&str, &str)], code: i32, rows: &[&str], refused: &[&str]) {
    let told = close(&folder(id, files), "out", &[]);
    assert_eq!(told.rows, rows, "{id}: {told:?}");
    assert_eq!(told.refused, refused, "{id}: {told:?}");
    assert_eq!(told.code, Some(code), "{id}: {told:?}");
}

/// Id, the ledger, and what is paid and refused. Without a ledger both services get 3.00.
#[test]
fn a_ledger_that_is_not_understood_pays_nobody_twice() {
    const HEAD: &str = "service,period,n,net,tax,gross\n";
    const BOTH: [&str; 2] = ["a 3.00 3.00 0", "b 3.00 3.00 0"];
    const B: [&str; 1] = ["b 3.00 3.00 0"];
    let paid = |row: &str| format!("{HEAD}{row}\n");
    let unclear = "a entries unclear_ledger";
    let whole = r#""period":"2026-03","route":"accountCredit","revision":0,"carryAfter":"0.00""#;
    let adjustment = r#""adjustment":{"n":1,"net":"3.00","tax":"0.00","gross":"3.00"}"#;
    for (id, name, ledger, rows, refused) in [
        ("nobody", "ledger.csv", paid("a,2026-02,1,9.00,0.00,9.00"), &BOTH[..], &[][..]),
        ("paid", "ledger.csv", paid("a,2026-03,1,3.00,0.00,3.00"), &B, &[]),
        ("amount", "ledger.csv", paid("a,2026-03,1,three,0.00,3.00"), &B, &["ledger 1 gross invalid_amount", unclear]),
        ("n", "ledger.csv", paid("a,2026-03,first,3.00,0.00,3.00"), &B, &["ledger 1 n wrong_type", unclear]),
        ("no n", "ledger.csv", paid("a,2026-03,,3.00,0.00,3.00"), &B, &["ledger 1 n missing_field", unclear]),
        ("no amounts", "ledger.csv", paid("a,2026-03,,,,"), &B, &["ledger 1 n missing_field", unclear]),
        ("no gross", "ledger.csv", paid("a,2026-03,1,3.00,0.00,"), &B, &["ledger 1 gross missing_field", unclear]),
        ("period", "ledger.csv", paid("a,March,1,3.00,0.00,3.00"), &B, &["ledger 1 period invalid_month", unclear]),
        ("no period", "ledger.csv", paid("a,,1,3.00,0.00,3.00"), &B, &["ledger 1 period missing_field", unclear]),
        ("other month", "ledger.csv", paid("a,2026-02,1,x,0.00,3.00"), &BOTH, &["ledger 1 gross invalid_amount"]),
        (
            "other service",
            "ledger.csv",
            paid("z,2026-03,1,3.00,0.00,3.00"),
            &BOTH,
            &["ledger 1 service unknown_service"],
        ),
        (
            "lines without n",
            "ledger.ndjson",
            r#"{"service":"a","period":"2026-03","net":"3.00","tax":"0.00","gross":"3.00"}"#.to_owned(),
            &B,
            &["ledger 1 n missing_field", unclear],
        ),
        ("result", "ledger.ndjson", format!("{{\"service\":\"a\",{whole},{adjustment}}}\n"), &B, &[]),
        ("no adjustment", "ledger.ndjson", format!("{{\"service\":\"a\",{whole},\"adjustment\":null}}\n"), &BOTH, &[]),
        (
            "preview",
            "ledger.ndjson",
            format!("{{\"service\":\"a\",\"final\":false,{whole},{adjustment}}}\n"),
            &B,
            &["ledger 1 final not_due", unclear],
        ),
        (
            "final",
            "ledger.ndjson",
            format!("{{\"service\":\"a\",\"final\":\"maybe\",{whole},{adjustment}}}\n"),
            &B,
            &["ledger 1 final wrong_type", unclear],
        ),
        (
            "half an adjustment",
            "ledger.ndjson",
            format!("{{\"service\":\"a\",{whole},\"adjustment\":\"yes\"}}\n"),
            &B,
            &["ledger 1 adjustment invalid_row", unclear],
        ),
        (
            "currency",
            "ledger.csv",
            "service,period,n,net,tax,gross,currency\na,2026-03,1,3.00,0.00,3.00,USD\n".to_owned(),
            &B,
            &["ledger 1 currency unknown_currency", unclear],
        ),
    ] {
        check(id, &[(name, ledger.as_str())], i32::from(!refused.is_empty()), rows, refused);
    }
    // Schema 2 is settled another way.
    let services = SERVICES.replace(",p,", ",q,");
    let ledger = paid("a,2026-03,1,three,0.00,3.00");
    let files = [("services.csv", services.as_str()), ("ledger.csv", ledger.as_str())];
    check("wide", &files, 1, &B, &["ledger 1 gross invalid_amount", unclear]);
    // A preview, then the month by what it wrote.
    let folder = folder("previewed", &[]);
    assert_eq!(close(&folder, "ahead", &["--preview", "--format", "csv"]).code, Some(0));
    let wrote = fs::read_to_string(folder.path("ahead/adjustments/00001.csv")).unwrap();
    folder.write("ledger.csv", &wrote);
    let told = close(&folder, "out", &[]);
    assert_eq!((told.code, told.rows.len()), (Some(0), 0), "the days of a preview may be over: {told:?}");
}

/// Whose entry it is cannot be told, or the columns of an entry are not there: nobody is paid.
#[test]
fn a_ledger_that_may_be_anyones_stops_the_close() {
    for (id, name, ledger, code) in [
        ("torn", "ledger.csv", "service,period,n,net,tax,gross\na,2026-03,1,3.\n", "file_format"),
        ("torn line", "ledger.ndjson", "{\"service\":\"a\",\"per", "file_format"),
        ("nobody's", "ledger.csv", "service,period,n,net,tax,gross\n,2026-03,1,3.00,0.00,3.00\n", "file_format"),
        ("no n", "ledger.csv", "service,period,net,tax,gross\na,2026-03,3.00,0.00,3.00\n", "column"),
        ("no period", "ledger.csv", "service,n,net,tax,gross\na,1,3.00,0.00,3.00\n", "column"),
    ] {
        let told = close(&folder(id, &[(name, ledger)]), "out", &[]);
        assert_eq!((told.code, told.rows.len()), (Some(2), 0), "{id}: {told:?}");
        assert!(told.errors.starts_with(&format!("makegood close: {code}: ")), "{id}: {}", told.errors);
    }
}

/// Without a file of clients: whose revision and carry a row tells.
#[test]
fn a_row_of_the_ledger_is_about_its_own_client() {
    const HEAD: &str = "service,client,currency,period,n,net,tax,gross,revision,carryAfter\n";
    let both = "service,client,currency,policy,amount\na,1,EUR,p,30\nb,1,EUR,p,30\nc,2,EUR,p,30\n";
    let outages =
        "service,from,to\nb,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\nc,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\n";
    for (id, rows, expected, refused) in [
        ("same", "a,1,EUR,2026-02,1,1.00,0.00,1.00,4,0.50", ["b 3.00 3.50 5", "c 3.00 3.00 0"], &[][..]),
        ("moved", "a,2,EUR,2026-02,1,1.00,0.00,1.00,4,0.50", ["b 3.00 3.00 0", "c 3.00 3.50 5"], &[]),
        ("left", "a,9,EUR,2026-02,1,1.00,0.00,1.00,4,0.50", ["b 3.00 3.00 0", "c 3.00 3.00 0"], &[]),
        ("no client", "a,,EUR,2026-02,1,1.00,0.00,1.00,4,0.50", ["b 3.00 3.50 5", "c 3.00 3.00 0"], &[]),
        (
            "service gone",
            "z,2,EUR,2026-02,1,1.00,0.00,1.00,4,0.50",
            ["b 3.00 3.00 0", "c 3.00 3.50 5"],
            &["ledger 1 service unknown_service"],
        ),
        // What was carried in dollars is not carried in euros; the ledger has moved on all the same.
        ("currency", "a,1,USD,2026-02,1,1.00,0.00,1.00,4,0.50", ["b 3.00 3.00 5", "c 3.00 3.00 0"], &[]),
    ] {
        let ledger = format!("{HEAD}{rows}\n");
        let files = [("services.csv", both), ("outages.csv", outages), ("ledger.csv", ledger.as_str())];
        check(&format!("client {id}"), &files, i32::from(!refused.is_empty()), &expected, refused);
    }
    // Where the ledger stands is not understood: none of the client's services is settled.
    for (id, row, path) in [
        ("carry", "a,1,EUR,2026-02,1,1.00,0.00,1.00,4,much", "carryAfter invalid_amount"),
        ("no carry", "a,1,EUR,2026-02,1,1.00,0.00,1.00,4,", "carryAfter missing_field"),
        ("revision", "a,1,EUR,2026-02,1,1.00,0.00,1.00,-4,0.50", "revision wrong_type"),
    ] {
        let ledger = format!("{HEAD}{row}\n");
        let files = [("services.csv", both), ("outages.csv", outages), ("ledger.csv", ledger.as_str())];
        let told = format!("ledger 1 {path}");
        let refused = [told.as_str(), "a entries unclear_ledger", "b entries unclear_ledger"];
        check(&format!("standing {id}"), &files, 1, &["c 3.00 3.00 0"], &refused);
        let clients = "client,currency,revision,carry\n1,EUR,4,0\n2,EUR,0,0\n";
        let files = [files[0], files[1], files[2], ("clients.csv", clients)];
        let rows = ["b 3.00 3.00 4", "c 3.00 3.00 0"];
        check(&format!("listed {id}"), &files, 1, &rows, &refused[..1]);
    }
}

/// Decimal columns have the decimals of their type.
#[test]
fn decimal_columns_are_amounts_of_their_currency() {
    let folder = folder("decimals", &[]);
    parquet(
        &folder.path("ledger.parquet"),
        &[
            ("service", Column::Text(&[Some("a"), Some("b")])),
            ("period", Column::Text(&[Some("2026-03"), Some("2026-02")])),
            ("n", Column::Integer(&[Some(1), Some(1)])),
            ("net", Column::Decimal(4, &[Some(30_000), Some(10_000)])),
            ("tax", Column::Decimal(4, &[Some(0), Some(0)])),
            ("gross", Column::Decimal(4, &[Some(30_000), Some(10_000)])),
            ("revision", Column::Integer(&[Some(0), Some(6)])),
            ("carry_after", Column::Decimal(4, &[Some(0), Some(5_000)])),
        ],
    );
    let told = close(&folder, "out", &[]);
    assert_eq!((told.code, told.rows, told.refused), (Some(0), vec!["b 3.00 3.50 7".to_owned()], Vec::new()));
    // A paid line without an amount is none: the regular amount holds, not nothing.
    parquet(
        &folder.path("charges.parquet"),
        &[
            ("service", Column::Text(&[Some("a"), Some("b")])),
            ("charge", Column::Text(&[Some("i1"), Some("i2")])),
            ("from", Column::Text(&[Some("2026-03-01"), Some("2026-03-01")])),
            ("amount", Column::Decimal(2, &[Some(5_000), None])),
        ],
    );
    fs::remove_file(folder.path("ledger.parquet")).unwrap();
    let told = close(&folder, "charges", &[]);
    assert_eq!(told.rows, ["a 5.00 5.00 0", "b 3.00 3.00 0"]);
    assert_eq!((told.code, told.refused), (Some(1), vec!["charges 2 amount missing_field".to_owned()]));
}

#[test]
fn ids_are_not_taken_for_each_other() {
    let services =
        "service,client,currency,policy,amount\na,1,EUR,p,30\n1234567890123456789,2,EUR,p,30\n7,3,EUR,p,30\n";
    let folder = folder("ids", &[("services.csv", services)]);
    fs::remove_file(folder.path("outages.csv")).unwrap();
    const FROM: i64 = 1_772_625_600_000;
    let columns = |kind| {
        [
            ("service", kind),
            ("from", Column::Instant(&[Some(FROM); 3])),
            ("to", Column::Instant(&[Some(FROM + 5_400_000); 3])),
        ]
    };
    let ids = [Some(-1), Some(1_234_567_890_123_456_789), Some(7)];
    parquet(&folder.path("outages.parquet"), &columns(Column::Integer(&ids)));
    let told = close(&folder, "out", &[]);
    assert_eq!(told.rows, ["1234567890123456789 3.00 3.00 0", "7 3.00 3.00 0"]);
    assert_eq!(told.refused, ["outages 1 service unknown_service"]);
    // Half of an unsigned column would be negative.
    parquet(&folder.path("outages.parquet"), &columns(Column::Unsigned(&[Some(1), Some(2), Some(7)])));
    let told = close(&folder, "unsigned", &[]);
    assert_eq!(told.code, Some(2));
    assert!(told.errors.starts_with("makegood close: column: "), "{}", told.errors);
    // The same of state changes, which are read by another way.
    fs::remove_file(folder.path("outages.parquet")).unwrap();
    parquet(
        &folder.path("changes.parquet"),
        &[
            ("service", Column::Integer(&[Some(-1), Some(-1), Some(7), Some(7)])),
            ("source", Column::Text(&[Some("m"), Some("m"), Some("m"), Some("m")])),
            ("state", Column::Text(&[Some("down"), Some("up"), Some("down"), Some("up")])),
            ("at", Column::Instant(&[Some(FROM), Some(FROM + 5_400_000), Some(FROM), Some(FROM + 5_400_000)])),
        ],
    );
    let told = close(&folder, "changes", &[]);
    assert_eq!(told.rows, ["7 3.00 3.00 0"]);
    assert_eq!(told.refused, ["changes 1 service unknown_service", "changes 2 service unknown_service"]);
}

/// Id, files, code of the fault.
#[test]
fn a_column_that_is_there_twice_is_a_fault() {
    for (id, name, text) in [
        ("csv", "services.csv", "service,client,currency,policy,amount,amount\na,1,EUR,p,3,0\n"),
        ("alias", "services.csv", "service,client,currency,policy,amount,policy_from,policyFrom\na,1,EUR,p,30,,\n"),
        ("unused", "outages.csv", "service,from,to,to\n"),
    ] {
        let told = close(&folder(id, &[(name, text)]), "out", &[]);
        assert_eq!(told.code, Some(2), "{id}: {told:?}");
        assert!(told.errors.starts_with("makegood close: column: "), "{id}: {}", told.errors);
    }
    let folder = folder("twice", &[]);
    fs::remove_file(folder.path("services.csv")).unwrap();
    let ids = Column::Text(&[Some("a")]);
    parquet(
        &folder.path("services.parquet"),
        &[("service", ids), ("policyFrom", Column::Instant(&[None])), ("policy_from", Column::Instant(&[None]))],
    );
    assert!(close(&folder, "out", &[]).errors.starts_with("makegood close: column: "));
    let line =
        r#"{"service":"a","from":"2026-03-04T12:00:00Z","to":"2026-03-04T13:30:00Z","FROM":"2026-03-04T12:00:00Z"}"#;
    check("line", &[("outages.ndjson", line)], 1, &[], &["outages 1  duplicate_field"]);
}

/// A server that only spans name carries their services all the same.
#[test]
fn changes_of_servers_that_only_spans_name_are_heard() {
    const CHANGES: &str = "server,source,state,at\nx,m,down,2026-03-04T12:00:00Z\nx,m,up,2026-03-04T13:30:00Z\n";
    let services = "service,client,currency,policy,amount\na,1,EUR,p,30\n";
    let spans = "service,from,to,server,state\na,2026-01-01T00:00:00Z,,x,active\n";
    let files = [("services.csv", services), ("spans.csv", spans), ("changes.csv", CHANGES)];
    check("spans", &files, 0, &["a 3.00 3.00 0"], &[]);
    let nested = r#"{"service":"a","client":1,"currency":"EUR","policy":"p","amount":"30","spans":[{"from":"2026-01-01T00:00:00Z","server":"x","state":"active"}]}"#;
    check("nested", &[("services.ndjson", nested), ("changes.csv", CHANGES)], 0, &["a 3.00 3.00 0"], &[]);
}

/// One client, one cell that is wrong.
#[test]
fn a_bad_cell_costs_only_what_it_must() {
    const HEAD: &str = "service,client,currency,policy,amount,anchor,flags\n";
    let outages = OUTAGES.replace("\nb", "\nc");
    for (id, row, refused) in [
        ("anchor", "b,1,EUR,q,30,first,", &["services 2 anchor wrong_type"][..]),
        ("flags", "b,1,EUR,q,30,,a\u{7f}b", &["b flags[0] invalid_word"]),
    ] {
        let services = format!("{HEAD}a,1,EUR,q,30,,\n{row}\nc,1,EUR,q,30,,\n");
        let files = [("services.csv", services.as_str()), ("outages.csv", outages.as_str())];
        check(&format!("cell {id}"), &files, 1, &["a 3.00 3.00 0", "c 3.00 3.00 1"], refused);
    }
    for (id, cell, path) in [("spans", "[", "spans"), ("given", "7", "given"), ("claims", "{}", "claims")] {
        let services: String = ["a", "b", "c"]
            .iter()
            .map(|id| {
                let more = if *id == "b" { format!(",\"{path}\":\"{cell}\"") } else { String::new() };
                format!("{{\"service\":\"{id}\",\"client\":1,\"currency\":\"EUR\",\"policy\":\"q\",\"amount\":\"30\"{more}}}\n")
            })
            .collect();
        let files = [("services.ndjson", services.as_str()), ("outages.csv", outages.as_str())];
        let refused = format!("services 2 {path} wrong_type");
        check(&format!("nested {id}"), &files, 1, &["a 3.00 3.00 0", "c 3.00 3.00 1"], &[refused.as_str()]);
    }
    // An outage with a bad cell: the services that it may have touched.
    let services = "service,client,currency,policy,amount\na,1,EUR,q,30\nb,1,EUR,q,30\nc,1,EUR,q,30\n";
    let outages = "service,from,to,affected\na,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z,\nb,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z,half\nc,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z,\n";
    let files = [("services.csv", services), ("outages.csv", outages)];
    check("affected", &files, 1, &["a 3.00 3.00 0", "c 3.00 3.00 1"], &["b outages[0].affected invalid_percent"]);
}

/// Epoch milliseconds in files of text, wherever an instant may stand.
#[test]
fn instants_may_be_epoch_milliseconds() {
    let outages = "service,from,to\na,1772625600000,1772631000000\n";
    check("csv", &[("outages.csv", outages)], 0, &["a 3.00 3.00 0"], &[]);
    let line = r#"{"service":"a","from":1772625600000,"to":"2026-03-04T13:30:00Z"}"#;
    check("ndjson", &[("outages.ndjson", line)], 0, &["a 3.00 3.00 0"], &[]);
    let changes = "service,source,state,at\na,m,down,1772625600000\na,m,up,1772631000000\n";
    check("changes", &[("changes.csv", changes)], 0, &["a 3.00 3.00 0"], &[]);
    // An hour of the ninety minutes is excused: 99.93 %.
    let services = SERVICES.replace(",p,", ",q,");
    let excused = "service,from,to,kind\na,1772625600000,1772629200000,client\n";
    let files = [("services.csv", services.as_str()), ("excused.csv", excused)];
    check("lists", &files, 0, &["b 3.00 3.00 0"], &[]);
    let bad = "service,from,to\na,1772625600,1772631000\nb,17726256000000,1772631000000\n";
    let refused = ["outages 1 from invalid_instant", "outages 2 from invalid_instant"];
    check("seconds", &[("outages.csv", bad)], 1, &[], &refused);
}

/// A service without a policy in force counts, looked at or passed over.
#[test]
fn services_without_policy_are_counted() {
    let services = "service,client,currency,policy,policyFrom,since,amount\na,1,EUR,p,,,30\nb,2,EUR,,,,30\nc,2,EUR,,,,30\nd,3,EUR,p,2026-03-15T00:00:00Z,,30\ne,4,EUR,p,2026-03-15T00:00:00Z,2026-03-15T00:00:00Z,30\nf,1,EUR,,,,30\ng,3,EUR,p,2026-04-15T00:00:00Z,2026-04-15T00:00:00Z,30\n";
    let outages = "service,from,to\na,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\n";
    let folder = folder("counted", &[("services.csv", services), ("outages.csv", outages)]);
    for (out, more) in [("adjusted", &[][..]), ("all", &["--rows", "all"])] {
        let told = close(&folder, out, more);
        assert_eq!(told.code, Some(0));
        // b, c, f; d and g, to which the policy was promised later.
        assert!(told.said.contains("\"withoutPolicy\":5,"), "{out}: {}", told.said);
    }
}

/// What lies in the folder from another close is not mistaken for results.
#[test]
fn a_close_that_begins_anew_tidies_up() {
    let folder = folder("anew", &[]);
    let out = folder.path("out");
    for name in ["adjustments", "review"] {
        fs::create_dir_all(out.join(name)).unwrap();
    }
    let left = ["adjustments/00007.ndjson", "adjustments/00001.csv", "review/00007.ndjson", "review/servers.ndjson"];
    for name in left.iter().chain(&["adjustments/notes.txt", "journal.ndjson"]) {
        fs::write(out.join(name), "{\"close\":0}\n").unwrap();
    }
    assert_eq!(close(&folder, "out", &[]).code, Some(0));
    for name in left {
        assert!(!out.join(name).exists(), "{name}");
    }
    assert!(out.join("adjustments/notes.txt").exists());
    // A month that was closed is not taken away because its journal is gone.
    fs::remove_file(out.join("journal.ndjson")).unwrap();
    let before = fs::read(out.join("adjustments/00001.ndjson")).unwrap();
    assert_eq!(close(&folder, "out", &[]).code, Some(2));
    assert_eq!(fs::read(out.join("adjustments/00001.ndjson")).unwrap(), before);
}

/// What goes out counts as posted, whichever way it goes.
#[test]
fn every_route_of_a_panel_posts() {
    for (routes, posted, review) in [(r#""accountCredit""#, 2, 0), (r#""invoiceLine""#, 2, 0), ("", 0, 2)] {
        let policies = r#"[{"name":"p","file":"p.json"}]"#;
        let settings = format!(r#"{{"policies":{policies},"capabilities":{{"routes":[{routes}]}}}}"#);
        let told = close(&folder("routes", &[("close.json", settings.as_str())]), "out", &[]);
        assert_eq!(told.code, Some(0), "{routes}: {told:?}");
        assert!(told.said.contains(&format!("\"posted\":{posted},")), "{routes}: {}", told.said);
        assert!(told.said.contains(&format!("\"review\":{review},")), "{routes}: {}", told.said);
    }
}

/// The cap of a client holds over all services in order, also when one of them may not be settled yet.
#[test]
fn what_a_client_is_owed_counts_before_it_is_due() {
    let mut services = String::from("service,client,currency,policy,amount\nlate,1,EUR,late,30\n");
    for number in 0..999 {
        services.push_str(&format!("{number},1,EUR,capped,30\n"));
    }
    services.push_str("last,1,EUR,capped,30\n");
    let clients = "client,currency,given\n1,EUR,0.00\n";
    let outages = "service,from,to\nlate,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\nlast,2026-03-04T12:00:00Z,2026-03-04T13:30:00Z\n";
    let files = [("services.csv", services.as_str()), ("clients.csv", clients), ("outages.csv", outages)];
    // 3.00 of 5.00 are owed to the one that is not due: 2.00 are left for the last, a thousand services later.
    check("given", &files, 1, &["last 2.00 2.00 0"], &["late  not_due"]);
    let files = [files[0], files[2]];
    check("nothing given", &files, 1, &["last 2.00 2.00 0"], &["late  not_due"]);
}
