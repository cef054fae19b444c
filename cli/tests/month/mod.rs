//! A made-up month, written in each format of `makegood close`, and settled request by request by `makegood::call`.

use makegood::json::{Manner, Node, parse};
use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// A folder that is gone with its test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("makegood-close-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn append(&self, name: &str, text: &str) {
        File::options().append(true).open(self.path(name)).unwrap().write_all(text.as_bytes()).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Exit code, standard output, standard error.
pub fn run(words: &[String]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_makegood")).arg("close").args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Kills a run once its journal has one part more than `parts` (or in the beginning); whether it was not over before.
pub fn killed_after(words: &[String], out: &Path, parts: usize) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_makegood"));
    let mut child = command.arg("close").args(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    loop {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        let lines = fs::read_to_string(out.join("journal.ndjson")).map_or(0, |text| text.lines().count());
        if lines > parts {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
    }
}

/// Numbers that look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

type Row = Vec<Option<String>>;

pub struct Month {
    services: Vec<Row>,
    pub changes: Vec<Row>,
    pub charges: Vec<Row>,
    pub entries: Vec<Row>,
    clients: Vec<Row>,
    maintenance: Vec<Row>,
    decisions: Vec<Row>,
}

const SERVICES: [&str; 10] =
    ["service", "client", "currency", "policy", "since", "until", "server", "amount", "tax_mode", "tax_rates"];
const CHANGES: [&str; 5] = ["service", "server", "source", "state", "at"];
const CHARGES: [&str; 7] = ["service", "charge", "from", "months", "amount", "tax_mode", "tax_rates"];
const LEDGER: [&str; 6] = ["service", "period", "n", "net", "tax", "gross"];
const CLIENTS: [&str; 4] = ["client", "currency", "revision", "carry"];
const MAINTENANCE: [&str; 6] = ["maintenance", "subject", "from", "to", "announcedAt", "server"];
const DECISIONS: [&str; 4] = ["subject", "decision", "from", "to"];

const MARCH_MS: i64 = 1_772_323_200_000;
const AS_OF: &str = "2026-04-05T06:00:00Z";
const STANDARD: &str = r#"{"schema":1,"name":"Standard","zone":"UTC","maintenance":{"rule":"excludedIfAnnounced","noticeMs":3600000},"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"25"},{"below":"95","percent":"100"}]},"cap":{"percent":"50"},"minimumPayout":[{"currency":"USD","amount":"1.00"}]}"#;
const GOLD: &str = r#"{"schema":1,"name":"Gold","zone":"Europe/Berlin","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.99","percent":"5"},{"below":"99.5","percent":"30"}]}}"#;
const ZONES: &str = r#"[{"name":"Europe/Berlin","offsets":[{"from":null,"seconds":3600},{"from":"2026-03-29T01:00:00Z","seconds":7200}]},{"name":"UTC","offsets":[{"from":null,"seconds":0}]}]"#;
const SOURCES: &str = r#"[{"id":"m0","group":"a","enabled":true,"trusted":false},{"id":"m1","group":"b","enabled":true,"trusted":false,"startDelayMs":30000},{"id":"m2","group":"c","enabled":true,"trusted":false},{"id":"m3","group":"d","enabled":false,"trusted":false}]"#;

fn text(at: i64) -> String {
    makegood::calendar::Instant::from_ms(at).text().as_str().to_owned()
}

fn some(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

impl Month {
    /// So many services of clients that have one to four of them.
    pub fn generate(count: usize, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let mut month = Self {
            services: Vec::new(),
            changes: Vec::new(),
            charges: Vec::new(),
            entries: Vec::new(),
            clients: Vec::new(),
            maintenance: Vec::new(),
            decisions: Vec::new(),
        };
        let currencies = ["USD", "EUR", "JPY", "KWD"];
        for number in 0..count {
            let client = number / 3;
            if number % 3 == 0 {
                let currency = currencies[chance.below(4) as usize];
                let carry = if chance.one_in(4) { ["-3", "0", "2"][chance.below(3) as usize] } else { "0" };
                month.clients.push(vec![
                    some(format!("c{client}")),
                    some(currency),
                    some(chance.below(9)),
                    some(carry),
                ]);
            }
            month.service(number, client, &mut chance);
        }
        for server in 0..10 {
            for _ in 0..chance.below(3) {
                let from = MARCH_MS + chance.below(2_500_000_000) as i64;
                month.outage(
                    None,
                    Some(format!("srv{server}")),
                    from,
                    600_000 + chance.below(9_000_000) as i64,
                    &mut chance,
                );
            }
        }
        for number in 0..20_u64 {
            let from = MARCH_MS + chance.below(2_500_000_000) as i64;
            let subject = match number {
                0 => "*".to_owned(),
                1..=9 => format!("server:srv{number}"),
                _ => format!("service:s{}", chance.below(count as u64)),
            };
            let announced = from - chance.below(8_000_000) as i64;
            month.maintenance.push(vec![
                some(format!("w{number}")),
                some(subject),
                some(text(from)),
                some(text(from + 5_400_000)),
                some(text(announced)),
                None,
            ]);
        }
        // As a log has them.
        month.changes.sort_by(|one, other| one[4].cmp(&other[4]));
        month
    }

    fn service(&mut self, number: usize, client: usize, chance: &mut Chance) {
        let id = format!("s{number}");
        let since = chance.one_in(10).then(|| text(MARCH_MS + chance.below(1_000_000_000) as i64));
        let until = chance.one_in(10).then(|| text(MARCH_MS + 1_500_000_000 + chance.below(900_000_000) as i64));
        let server = chance.one_in(3).then(|| format!("srv{}", chance.below(10)));
        let policy = match chance.below(10) {
            0 => None,
            1..=3 => Some("gold".to_owned()),
            _ => Some("standard".to_owned()),
        };
        let whole = chance.below(200).to_string();
        let amount = (!chance.one_in(12)).then_some(whole);
        let taxed = amount.is_some() && chance.one_in(2);
        let mode = ["exclusive", "inclusive"][chance.below(2) as usize];
        let rates = ["20", "7.5 20", "0"][chance.below(3) as usize];
        self.services.push(vec![
            some(&id),
            some(format!("c{client}")),
            None,
            policy,
            since,
            until,
            server,
            amount,
            taxed.then(|| mode.to_owned()),
            taxed.then(|| rates.to_owned()),
        ]);
        if chance.one_in(5) {
            let months = 1 + chance.below(12);
            self.charges.push(vec![
                some(&id),
                some(format!("i{number}")),
                some("2026-02-14"),
                some(months),
                some(chance.below(900)),
                None,
                None,
            ]);
        }
        if chance.one_in(9) {
            self.entries.push(vec![some(&id), some("2026-03"), some(1), some("1"), some("0"), some("1")]);
        }
        let mut at = MARCH_MS - 100_000_000;
        for _ in 0..1 + chance.below(4) {
            at += 1_000_000 + chance.below(600_000_000) as i64;
            let length = if chance.one_in(40) { 100_000_000 } else { 60_000 + chance.below(9_000_000) as i64 };
            self.outage(Some(&id), None, at, length, chance);
            at += length + 200_000;
        }
        if chance.one_in(30) {
            let word = ["accepted", "refused"][chance.below(2) as usize];
            self.decisions.push(vec![
                some(format!("service:{id}")),
                some(word),
                some(text(MARCH_MS - 200_000_000)),
                some(text(at)),
            ]);
        }
    }

    /// Some monitors see it, each a little later than the others; some say things twice, or forget the end.
    fn outage(&mut self, service: Option<&str>, server: Option<String>, from: i64, length: i64, chance: &mut Chance) {
        for source in ["m0", "m1", "m2", "m3"] {
            if chance.one_in(3) {
                continue;
            }
            let (down, up) = (from + chance.below(60_000) as i64, from + length + chance.below(60_000) as i64);
            let mut say = |state: &str, at: i64| {
                self.changes.push(vec![
                    service.map(str::to_owned),
                    server.clone(),
                    some(source),
                    some(state),
                    some(text(at)),
                ]);
            };
            say("down", down);
            if chance.one_in(9) {
                say("down", down);
            }
            if chance.one_in(9) {
                say("degraded", down + length / 2);
            }
            if !chance.one_in(50) {
                say("up", up);
            }
        }
    }

    /// The words of a close of these files.
    pub fn words(&self, folder: &Folder, format: &str, out: &Path, more: &[&str]) -> Vec<String> {
        let mut words: Vec<String> = ["--month", "2026-03", "--as-of", AS_OF].map(str::to_owned).to_vec();
        words.extend(["--settings".to_owned(), folder.path("close.json").to_str().unwrap().to_owned()]);
        for name in ["services", "changes", "charges", "ledger", "clients", "maintenance", "decisions"] {
            words.extend([format!("--{name}"), folder.path(&format!("{name}.{format}")).to_str().unwrap().to_owned()]);
        }
        words.extend(["--out".to_owned(), out.to_str().unwrap().to_owned()]);
        words.extend(more.iter().map(|word| (*word).to_owned()));
        words
    }

    pub fn write(&self, folder: &Folder, format: &str) {
        folder.write("standard.json", STANDARD);
        folder.write("gold.json", GOLD);
        let policies = r#"[{"name":"standard","file":"standard.json"},{"name":"gold","file":"gold.json"}]"#;
        let capabilities = r#"{"routes":["accountCredit"],"postableScale":[{"currency":"KWD","scale":2}]}"#;
        folder.write("close.json", &format!(r#"{{"policies":{policies},"quorum":2,"zones":{ZONES},"sources":{SOURCES},"capabilities":{capabilities}}}"#));
        let tables: [(&str, &[&str], &[Row]); 7] = [
            ("services", &SERVICES, &self.services),
            ("changes", &CHANGES, &self.changes),
            ("charges", &CHARGES, &self.charges),
            ("ledger", &LEDGER, &self.entries),
            ("clients", &CLIENTS, &self.clients),
            ("maintenance", &MAINTENANCE, &self.maintenance),
            ("decisions", &DECISIONS, &self.decisions),
        ];
        for (name, columns, rows) in tables {
            let path = folder.path(&format!("{name}.{format}"));
            match format {
                "csv" => fs::write(path, csv(columns, rows)).unwrap(),
                "ndjson" => fs::write(path, ndjson(columns, rows)).unwrap(),
                _ => parquet(&path, columns, rows),
            }
        }
    }

    /// What `confirm` and `settle` answer of the same month, client by client: the rows with an adjustment.
    pub fn by_call(&self) -> String {
        let mut seen: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
        for row in &self.changes {
            let subject = row[0]
                .as_ref()
                .map_or_else(|| format!("server:{}", row[1].as_ref().unwrap()), |id| format!("service:{id}"));
            seen.entry(subject).or_default().push(row);
        }
        let mut outages: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (subject, rows) in &seen {
            outages.insert(subject.clone(), self.confirmed(subject, rows));
        }
        let mut lines = String::new();
        for (number, client) in self.clients.iter().enumerate() {
            let services: Vec<&Row> = self.services.iter().skip(number * 3).take(3).collect();
            lines.push_str(&self.settled(client, &services, &outages));
        }
        lines
    }

    fn confirmed(&self, subject: &str, rows: &[&Row]) -> Vec<String> {
        let mut observations = Vec::new();
        for row in rows {
            let [source, state, at] = [2, 3, 4].map(|place| row[place].clone().unwrap());
            observations.push(format!(r#"{{"key":"{source}/t/{at}/{state}","source":"{source}","target":"t","state":"{state}","kind":"state","at":"{at}","precision":"exact"}}"#));
        }
        let mut decisions = Vec::new();
        for row in self.decisions.iter().filter(|row| row[0].as_deref() == Some(subject)) {
            let [word, from, to] = [1, 2, 3].map(|place| row[place].clone().unwrap());
            decisions.push(format!(r#"{{"case":"1","decision":"{word}","from":"{from}","to":"{to}"}}"#));
        }
        let request = format!(
            r#"{{"contract":1,"command":"confirm","asOf":"{AS_OF}","subject":"{subject}","quorum":2,"sources":{SOURCES},"observations":[{}],"decisions":[{}]}}"#,
            observations.join(","),
            decisions.join(",")
        );
        let answer = String::from_utf8(makegood::call(request.as_bytes())).unwrap();
        let tree = parse(&answer, Manner::Strict).unwrap();
        let Some(Node::List(found)) = tree.get("outages") else { panic!("{answer}") };
        let word = |outage: &Node<'_>, name: &str| outage.get(name).and_then(Node::as_text).unwrap().to_owned();
        let confirmed = found.iter().filter(|outage| word(outage, "status") == "confirmed");
        confirmed
            .map(|outage| {
                let [key, from, to] = ["key", "from", "to"].map(|name| word(outage, name));
                format!(r#"{{"id":"{key}","subject":"{subject}","from":"{from}","to":"{to}"}}"#)
            })
            .collect()
    }

    fn settled(&self, client: &Row, services: &[&Row], outages: &BTreeMap<String, Vec<String>>) -> String {
        let get = |row: &Row, place: usize| row[place].clone().unwrap_or_default();
        let (mut all, mut texts) = (Vec::new(), Vec::new());
        let mut subjects: Vec<String> = Vec::new();
        for row in services {
            subjects.push(format!("service:{}", get(row, 0)));
            subjects.extend(row[6].as_ref().map(|server| format!("server:{server}")));
            texts.push(self.service_json(row, &get(client, 0)));
        }
        subjects.sort();
        subjects.dedup();
        subjects.iter().filter_map(|subject| outages.get(subject)).for_each(|found| all.extend(found.iter().cloned()));
        let windows: Vec<String> = self
            .maintenance
            .iter()
            .map(|row| {
                let [id, subject, from, to, announced] = [0, 1, 2, 3, 4].map(|place| get(row, place));
                format!(
                    r#"{{"id":"{id}","subject":"{subject}","from":"{from}","to":"{to}","announcedAt":"{announced}"}}"#
                )
            })
            .collect();
        let policies: Vec<String> = [STANDARD, GOLD]
            .iter()
            .map(|document| format!(r#"{{"hash":"{}","document":{document}}}"#, hash(document)))
            .collect();
        let request = format!(
            r#"{{"contract":1,"command":"settle","asOf":"{AS_OF}","capabilities":{{"routes":["accountCredit"],"postableScale":[{{"currency":"KWD","scale":2}}]}},"zones":{ZONES},"policies":[{}],"outages":[{}],"maintenance":[{}],"clients":[{{"id":"{}","currency":"{}","revision":{},"carry":"{}"}}],"services":[{}]}}"#,
            policies.join(","),
            all.join(","),
            windows.join(","),
            get(client, 0),
            get(client, 1),
            get(client, 2),
            get(client, 3),
            texts.join(",")
        );
        let answer = String::from_utf8(makegood::call(request.as_bytes())).unwrap();
        let rows = answer.strip_prefix("{\"ok\":true,\"results\":[").unwrap_or_else(|| panic!("{answer}\n{request}"));
        let rows = rows.strip_suffix("],\"warnings\":[]}").unwrap();
        let mut lines = String::new();
        for row in rows.split(",{\"service\":") {
            let row = row.strip_prefix("{\"service\":").unwrap_or(row);
            if !row.is_empty() && !row.contains("\"adjustment\":null") {
                let _ = writeln!(lines, "{{\"service\":{row}");
            }
        }
        lines
    }

    fn service_json(&self, row: &Row, client: &str) -> String {
        let id = row[0].clone().unwrap();
        let quoted = |value: &Option<String>| value.as_ref().map_or("null".to_owned(), |value| format!("{value:?}"));
        let fee = |months: &str, amount: &str, mode: &Option<String>, rates: &Option<String>| {
            let tax = mode.as_ref().map_or("null".to_owned(), |mode| {
                let rates: Vec<String> = rates.as_ref().unwrap().split(' ').map(|rate| format!("{rate:?}")).collect();
                format!(r#"{{"mode":"{mode}","rates":[{}]}}"#, rates.join(","))
            });
            format!(r#""months":{months},"amount":"{amount}","tax":{tax}"#)
        };
        let of = |rows: &[Row]| rows.iter().filter(|row| row[0].as_ref() == Some(&id)).cloned().collect::<Vec<Row>>();
        let get = |row: &Row, place: usize| row[place].clone().unwrap();
        let charges: Vec<String> = of(&self.charges)
            .iter()
            .map(|row| {
                format!(
                    r#"{{"id":"{}","from":"{}",{}}}"#,
                    get(row, 1),
                    get(row, 2),
                    fee(&get(row, 3), &get(row, 4), &row[5], &row[6])
                )
            })
            .collect();
        let entries: Vec<String> = of(&self.entries)
            .iter()
            .map(|row| {
                format!(
                    r#"{{"n":{},"net":"{}","tax":"{}","gross":"{}"}}"#,
                    get(row, 2),
                    get(row, 3),
                    get(row, 4),
                    get(row, 5)
                )
            })
            .collect();
        let since = row[4].clone().unwrap_or_else(|| "1971-01-01T00:00:00Z".to_owned());
        let policy = row[3].as_deref().map(|name| hash(if name == "gold" { GOLD } else { STANDARD }));
        let assignment = policy.map_or(String::new(), |hash| {
            format!(r#"{{"scope":"service","policy":"{hash}","from":"1971-01-01T00:00:00Z"}}"#)
        });
        let recurring =
            row[7].as_ref().map_or("null".to_owned(), |amount| format!("{{{}}}", fee("1", amount, &row[8], &row[9])));
        format!(
            r#"{{"id":"{id}","client":"{client}","period":"2026-03","spans":[{{"from":"{since}","to":{},"server":{},"state":"active"}}],"assignments":[{assignment}],"charges":[{}],"recurring":{recurring},"entries":[{}]}}"#,
            quoted(&row[5]),
            quoted(&row[6]),
            charges.join(","),
            entries.join(",")
        )
    }
}

fn hash(document: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(document.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn csv(columns: &[&str], rows: &[Row]) -> String {
    let mut text = format!("{}\n", columns.join(","));
    for row in rows {
        let values: Vec<String> = row.iter().map(|value| value.clone().unwrap_or_default()).collect();
        let _ = writeln!(text, "{}", values.join(","));
    }
    text
}

/// Numbers as numbers where a column has them.
fn ndjson(columns: &[&str], rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let members = columns.iter().zip(row).filter_map(|(name, value)| {
            let value = value.as_ref()?;
            let is_number = ["months", "n", "revision"].contains(name);
            Some(if is_number { format!("{name:?}:{value}") } else { format!("{name:?}:{value:?}") })
        });
        let _ = writeln!(text, "{{{}}}", members.collect::<Vec<String>>().join(","));
    }
    text
}

/// Times as microseconds, numbers as integers, in row groups of a thousand and both kinds of pages.
fn parquet(path: &Path, columns: &[&str], rows: &[Row]) {
    let is_time = |name: &str| {
        ["at", "since", "until", "announcedAt"].contains(&name)
            || (["from", "to"].contains(&name) && !columns.contains(&"charge"))
    };
    let is_integer = |name: &str| ["months", "n", "revision"].contains(&name);
    let field = |name: &&str| {
        let physical = if is_time(name) || is_integer(name) { Physical::INT64 } else { Physical::BYTE_ARRAY };
        let mut field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        if is_time(name) {
            field = field.with_logical_type(Some(LogicalType::timestamp(true, TimeUnit::MICROS)));
        } else if !is_integer(name) {
            field = field.with_converted_type(ConvertedType::UTF8);
        }
        Arc::new(field.build().unwrap())
    };
    let schema =
        Arc::new(Type::group_type_builder("rows").with_fields(columns.iter().map(field).collect()).build().unwrap());
    let version = if columns.len().is_multiple_of(2) {
        parquet::file::properties::WriterVersion::PARQUET_1_0
    } else {
        parquet::file::properties::WriterVersion::PARQUET_2_0
    };
    let properties =
        WriterProperties::builder().set_writer_version(version).set_compression(parquet::basic::Compression::SNAPPY);
    let mut writer =
        SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::new(properties.build())).unwrap();
    for rows in rows.chunks(1_000) {
        let mut group = writer.next_row_group().unwrap();
        for (place, name) in columns.iter().enumerate() {
            let mut column = group.next_column().unwrap().unwrap();
            let there: Vec<i16> = rows.iter().map(|row| i16::from(row[place].is_some())).collect();
            let values = rows.iter().filter_map(|row| row[place].as_deref());
            if is_time(name) {
                let values: Vec<i64> =
                    values.map(|at| makegood::calendar::Instant::parse(at).unwrap().ms() * 1_000).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&there), None).unwrap();
            } else if is_integer(name) {
                let values: Vec<i64> = values.map(|value| value.parse().unwrap()).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&there), None).unwrap();
            } else {
                let values: Vec<ByteArray> = values.map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None).unwrap();
            }
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
}
