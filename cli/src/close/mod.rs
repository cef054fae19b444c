//! `makegood close`: a whole month from files, by the rules of `confirm` and `settle`, as docs/close.md describes it.
//!
//! Services and clients lie in memory, changes of state as eight bytes each by pages of services; what does not fit is
//! spilled. Parts of pages are settled on all threads, each into files of its own, which a journal counts once they are
//! on the disk.

mod books;
mod columnar;
mod disk;
mod fault;
mod gather;
mod journal;
mod keys;
mod ledger;
mod lines;
mod options;
mod output;
mod progress;
mod refused;
mod roster;
mod rows;
mod services;
mod settings;
mod settle;
mod stretches;
mod sums;
mod table;
mod wide;

use fault::Fault;
use gather::{Gathered, Gathering, Order, held};
use journal::{Done, Journal};
use makegood::calendar::Period;
use makegood::monitoring::{Question, Room, Watch};
use options::Options;
use progress::Progress;
use refused::Refused;
use roster::{Roster, Stretch, Subject};
use rows::Reading;
use settings::Settings;
use settle::{Common, Outcome};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use sums::Figures;
use table::Table;

pub(crate) use options::HELP;

/// What is said at the end, and whether rows were refused.
pub(crate) fn close(words: &[&str]) -> Result<(String, bool), String> {
    run(words).map_err(|fault| fault.to_string())
}

fn run(words: &[&str]) -> Result<(String, bool), Fault> {
    let options = Options::read(words)?;
    let settings = Settings::read(&options.settings)?;
    disk::folder(&options.out)?;
    let mut journal = Journal::open(&options.out, &options.identity(&settings)?)?;
    if let Some(summary) = &journal.closed {
        let has_refused = !summary.contains("\"refused\":0,");
        return Ok((told(&options, summary, "already closed"), has_refused));
    }
    for name in disk::RESULTS {
        disk::folder(&options.out.join(name))?;
    }
    let progress = Progress::new(options.quiet);
    let mut refused = Refused::create(&options.out.join("refused.tmp"))?;
    let roster = read(&options, &settings, &progress, &mut refused)?;
    let order = Order::of(&roster, options.part);
    let question = Question {
        as_of: options.as_of,
        quorum: settings.shared.quorum,
        stale_after_ms: settings.shared.stale_after_ms,
        sources: settings.shared.sources.clone(),
        required: settings.shared.required.clone(),
        observations: Vec::new(),
        decisions: Vec::new(),
    };
    // Without monitors there is nobody to ask: outages were handed over.
    let question = if question.sources.is_empty() { Question { quorum: None, ..question } } else { question };
    let mut gathered = Gathered::none(&order, &options.out.join("changes.tmp"));
    if let Some(path) = &options.changes {
        let table = Table::open(path)?;
        progress.begin("state changes", "bytes", table.bytes);
        let (threads, memory) = (options.threads, options.memory);
        let tick = |bytes| progress.tick(bytes);
        let gathering = Gathering { settings: &settings, roster: &roster, order: &order, threads, memory, tick: &tick };
        gathering.read(&table, &mut refused, &mut gathered)?;
        progress.end();
    }
    let policies = u32::try_from(settings.promises.len()).unwrap_or(0);
    let idle = (0..=policies).map(|policy| settings.idle(policy, options.month, options.as_of)).collect();
    let mut common = Common {
        month: options.month,
        name: &options.month_name,
        as_of: options.as_of,
        settings: &settings,
        roster: &roster,
        order: &order,
        gathered: &gathered,
        servers: HashMap::new(),
        idle,
        all: options.all,
        preview: options.preview,
    };
    let servers = confirm_servers(&mut common, &question, &options.out)?;
    settle_parts(&common, &question, &options, &progress, &mut journal)?;
    finish(&options, &mut journal, refused, servers, &order)
}

/// Reads all but the changes.
fn read(options: &Options, settings: &Settings, progress: &Progress, refused: &mut Refused) -> Result<Roster, Fault> {
    let open = |path: &Option<std::path::PathBuf>| path.as_deref().map(Table::open).transpose();
    let (services, clients) = (Table::open(&options.services)?, open(&options.clients)?);
    progress.begin("services", "bytes", services.bytes);
    let mut tick = |bytes| progress.tick(bytes);
    let mut reading = Reading { refused, tick: &mut tick, broken: None };
    let mut roster = Roster::read(&services, clients.as_ref(), settings, &mut reading)?;
    if let Some(table) = open(&options.charges)? {
        roster.read_charges(&table, &mut reading)?;
    }
    if let Some(table) = open(&options.ledger)? {
        roster.read_ledger(&table, &options.month_name, clients.is_some(), &mut reading)?;
    }
    if let Some(table) = open(&options.outages)? {
        roster.read_outages(&table, &mut reading)?;
    }
    if let Some(table) = open(&options.maintenance)? {
        roster.read_maintenance(&table, &mut reading)?;
    }
    if let Some(table) = open(&options.decisions)? {
        roster.read_decisions(&table, &mut reading)?;
    }
    for (path, file, columns) in [
        (&options.spans, "spans", &["service", "from", "to", "server", "state"][..]),
        (&options.claims, "claims", &["service", "at"]),
        (&options.excused, "excused", &["service", "from", "to", "kind"]),
        (&options.used, "used", &["service", "from", "to"]),
    ] {
        if let Some(table) = open(path)? {
            roster.read_list(&table, file, columns, &mut reading)?;
        }
    }
    progress.end();
    Ok(roster)
}

fn watching<'q>(question: &'q Question<'static>, room: &'q mut Option<Room>) -> Result<Watch<'q, 'static>, Fault> {
    Watch::new(question, room).map_err(|_| {
        let code = makegood::contract::Code::InvalidQuorum;
        Fault::new("settings", format!("quorum: {}: {}", code.word(), code.message()), code.help())
    })
}

/// The place of each source among those that are heard.
fn places(question: &Question<'_>, watch: &Watch<'_, '_>) -> Vec<Option<usize>> {
    question.sources.iter().map(|source| watch.place(source.id)).collect()
}

/// Confirms the outages of servers, which services of many clients share; gives what is doubtful of them.
fn confirm_servers(common: &mut Common<'_>, question: &Question<'static>, out: &Path) -> Result<Figures, Fault> {
    let mut outcome = Outcome::default();
    let mut room = None;
    let mut watch = watching(question, &mut room)?;
    let places = places(question, &watch);
    for of_one in common.gathered.servers.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((number, _)) = of_one.first() else { continue };
        let changes: Vec<_> = of_one.iter().filter_map(|(_, packed)| packed.change(&places)).collect();
        let decisions = common.roster.decisions.of_server(number.saturating_add(1));
        let subject = Subject::Server(*number);
        let mut confirmed: Vec<Period> = Vec::new();
        common.ask(&mut watch, subject, (&changes, decisions), &mut outcome, |over| confirmed.push(over));
        let stretch = |over: Period| {
            let id = common.roster.outage_id(subject, over).into();
            Stretch { id, over, announced_at: None, more: None }
        };
        let stretches: Vec<Stretch> = confirmed.into_iter().map(stretch).collect();
        if !stretches.is_empty() {
            common.servers.insert(*number, stretches);
        }
    }
    review(out, "servers", &outcome)?;
    Ok(outcome.figures)
}

/// Doubtful outages, where there are any.
fn review(out: &Path, name: &str, outcome: &Outcome) -> Result<(), Fault> {
    if outcome.review.is_empty() {
        return Ok(());
    }
    disk::write(&out.join("review").join(format!("{name}.ndjson")), &outcome.review)
}

/// Settles the parts that the journal lacks, on all threads.
fn settle_parts(
    common: &Common<'_>,
    question: &Question<'static>,
    options: &Options,
    progress: &Progress,
    journal: &mut Journal,
) -> Result<(), Fault> {
    let open: Vec<(usize, &(usize, usize))> =
        common.order.parts.iter().enumerate().filter(|(part, _)| !journal.done.contains_key(part)).collect();
    let pages = open.iter().map(|(_, (from, to))| to.saturating_sub(*from)).sum::<usize>();
    let per_page = u64::try_from(gather::PAGE).unwrap_or(0);
    progress.begin("settling", "services", u64::try_from(pages).unwrap_or(0).saturating_mul(per_page));
    let (next, journal) = (AtomicUsize::new(0), Mutex::new(journal));
    let work = || -> Result<(), Fault> {
        let mut room = None;
        let mut watch = watching(question, &mut room)?;
        let places = places(question, &watch);
        while let Some((part, (from, to))) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
            let name = format!("{:05}", part.saturating_add(1));
            let path = options.out.join("adjustments").join(format!("{name}.{}", options.format.word()));
            let half = path.with_extension("tmp");
            let mut out = output::Part::create(&half, options.format)?;
            let outcome = common.part(&mut watch, &places, *from..*to, &mut out)?;
            out.finish()?;
            disk::place(&half, &path)?;
            review(&options.out, &name, &outcome)?;
            held(&journal).part(*part, Done { figures: outcome.figures, refused: outcome.refused })?;
            progress.tick(u64::try_from(to.saturating_sub(*from)).unwrap_or(0).saturating_mul(per_page));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..options.threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(Fault::new("internal", "a thread stopped", "Report the files to the makers.")))
        })
    })?;
    progress.end();
    Ok(())
}

/// Writes what was refused and the summary; then the month is closed.
fn finish(
    options: &Options,
    journal: &mut Journal,
    mut refused: Refused,
    servers: Figures,
    order: &Order,
) -> Result<(String, bool), Fault> {
    let mut figures = servers;
    for done in journal.done.values() {
        figures.join(done.figures.clone())?;
        done.refused.iter().try_for_each(|line| refused.line(line))?;
    }
    let left_out = refused.finish(&options.out.join("refused.ndjson"))?;
    let mut summary = String::from("{");
    let as_of = options.as_of.text();
    let _ = write!(
        summary,
        "\"month\":\"{}\",\"asOf\":\"{}\",\"parts\":{},\"refused\":{left_out},{}}}",
        options.month_name,
        as_of.as_str(),
        order.parts.len(),
        figures.written()
    );
    disk::write(&options.out.join(disk::SUMMARY), &format!("{summary}\n"))?;
    journal.close(&summary)?;
    Ok((told(options, &summary, "closed"), left_out > 0))
}

fn told(options: &Options, summary: &str, word: &str) -> String {
    if options.quiet {
        return format!("{summary}\n");
    }
    format!("{summary}\n{}: {word}, see {}\n", options.month_name, options.out.display())
}
