//! State changes, in any order, to the services that they are about: eight bytes each, by pages of services.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "bits and places of changes, never an amount; overflow is checked in release"
)]

use super::fault::{BadCell, Fault, Why};
use super::keys::{Index, NOBODY};
use super::refused::{Bad, Refused};
use super::roster::Roster;
use super::settings::Settings;
use super::table::{Batch, Column, Meaning, Table};
use makegood::calendar::Instant;
use makegood::contract::{Code, close};
use makegood::monitoring::{Change, State};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Services of one page; a client's services lie together, and begin a page where they would not fit.
pub(super) const PAGE: usize = 4096;
/// Sources that a change can name.
const MOST_SOURCES: usize = 128;
const FIRST_MS: i64 = 31_536_000_000;
const STATES: [State; 5] = [State::Down, State::Unknown, State::Maintenance, State::Degraded, State::Up];

/// slot 12 bits, source 7, milliseconds 42, state 3: in the order in which a watch reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u64);

impl Packed {
    fn new(slot: usize, source: usize, at: i64, state: usize) -> Self {
        Self(((slot as u64) << 52) | ((source as u64) << 45) | (((at - FIRST_MS) as u64) << 3) | state as u64)
    }

    pub fn slot(self) -> usize {
        (self.0 >> 52) as usize
    }

    /// The change, its source by the place of `places`; none of a source that is not heard.
    pub fn change(self, places: &[Option<usize>]) -> Option<Change> {
        let place = (*places.get((self.0 >> 45) as usize & 127)?)?;
        let at = Instant::from_ms(((self.0 >> 3) & ((1 << 42) - 1)) as i64 + FIRST_MS);
        Some(Change { place, at, state: STATES[(self.0 & 7) as usize % 5] })
    }
}

/// Services in the order in which they are settled.
#[derive(Debug)]
pub(super) struct Order {
    /// The service at each place, page by page; `NOBODY` where a page is not full.
    pub services: Vec<u32>,
    /// The place of each service.
    pub places: Vec<u32>,
    /// Pages of each part.
    pub parts: Vec<(usize, usize)>,
}

impl Order {
    /// `part` pages and more make a part.
    pub fn of(roster: &Roster, part: usize) -> Self {
        let mut counts = vec![0_u32; roster.clients.len()];
        roster.services.iter().for_each(|service| counts[service.client as usize] += 1);
        let mut next = 0;
        let (mut starts, mut opens) = (vec![0_usize; counts.len()], Vec::new());
        for (client, count) in counts.iter().enumerate() {
            let slot = next % PAGE;
            if slot > 0 && slot + *count as usize > PAGE {
                next += PAGE - slot;
            }
            if next % PAGE == 0 && *count > 0 {
                opens.push(next / PAGE);
            }
            starts[client] = next;
            next += *count as usize;
        }
        let pages = next.div_ceil(PAGE);
        let mut services = vec![NOBODY; pages * PAGE];
        let mut places = vec![0_u32; roster.services.len()];
        for (number, service) in roster.services.iter().enumerate() {
            let place = &mut starts[service.client as usize];
            services[*place] = number as u32;
            places[number] = *place as u32;
            *place += 1;
        }
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for page in opens.into_iter().chain([pages]) {
            match parts.last_mut() {
                Some(last) if page == pages || page - last.0 < part => last.1 = page,
                Some(last) => {
                    last.1 = page;
                    parts.push((page, page));
                }
                None if page < pages => parts.push((page, page)),
                None => {}
            }
        }
        Self { services, places, parts }
    }
}

/// All changes, each page by itself.
pub(super) struct Gathered {
    pages: Vec<Mutex<Vec<Vec<Packed>>>>,
    spill: Mutex<Spill>,
    /// Of servers: number and change, in order.
    pub servers: Vec<(u32, Packed)>,
}

/// What did not fit into memory.
struct Spill {
    path: PathBuf,
    file: Option<File>,
    end: u64,
    /// By page: where, and how many.
    segments: Vec<Vec<(u64, usize)>>,
}

impl Gathered {
    pub fn none(order: &Order, spill: &Path) -> Self {
        let pages = order.services.len() / PAGE;
        let spill = Spill { path: spill.to_owned(), file: None, end: 0, segments: vec![Vec::new(); pages] };
        let pages = (0..pages).map(|_| Mutex::new(Vec::new())).collect();
        Self { pages, spill: Mutex::new(spill), servers: Vec::new() }
    }

    /// The changes of a page, in order; they are gone afterwards.
    pub fn take(&self, page: usize) -> Result<Vec<Packed>, Fault> {
        let mut lists = self.pages.get(page).map(|lists| std::mem::take(&mut *held(lists))).unwrap_or_default();
        let mut all = lists.pop().unwrap_or_default();
        lists.iter().for_each(|list| all.extend_from_slice(list));
        held(&self.spill).read(page, &mut all)?;
        let mut all = by_slot(&all);
        all.chunk_by_mut(|one, other| one.slot() == other.slot()).for_each(<[Packed]>::sort_unstable);
        all.dedup();
        Ok(all)
    }
}

/// The same, slot by slot: of many services with few changes each this is most of the sorting.
fn by_slot(all: &[Packed]) -> Vec<Packed> {
    let mut next = vec![0_u32; PAGE + 1];
    all.iter().for_each(|change| next[change.slot() + 1] += 1);
    for slot in 0..PAGE {
        next[slot + 1] += next[slot];
    }
    let mut sorted = vec![Packed(0); all.len()];
    for change in all {
        let place = &mut next[change.slot()];
        sorted[*place as usize] = *change;
        *place += 1;
    }
    sorted
}

/// A lock whose holder never panics with it in a state of half.
pub(super) fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Spill {
    fn write(&mut self, pages: &mut [Vec<Packed>]) -> Result<(), Fault> {
        let open = || File::options().read(true).write(true).create(true).truncate(true).open(&self.path);
        let mut file = match self.file.take() {
            Some(file) => file,
            None => open().map_err(|error| Fault::file(&self.path, &error))?,
        };
        let mut bytes = Vec::new();
        for (page, changes) in pages.iter_mut().enumerate().filter(|(_, changes)| !changes.is_empty()) {
            self.segments[page].push((self.end + bytes.len() as u64, changes.len()));
            changes.iter().for_each(|change| bytes.extend_from_slice(&change.0.to_le_bytes()));
            *changes = Vec::new();
        }
        file.seek(SeekFrom::Start(self.end))
            .and_then(|_| file.write_all(&bytes))
            .map_err(|error| Fault::file(&self.path, &error))?;
        self.end += bytes.len() as u64;
        self.file = Some(file);
        Ok(())
    }

    fn read(&mut self, page: usize, into: &mut Vec<Packed>) -> Result<(), Fault> {
        let Some(file) = &mut self.file else { return Ok(()) };
        for (at, count) in &self.segments[page] {
            let mut bytes = vec![0; count * 8];
            file.seek(SeekFrom::Start(*at))
                .and_then(|_| file.read_exact(&mut bytes))
                .map_err(|error| Fault::file(&self.path, &error))?;
            into.extend(bytes.as_chunks::<8>().0.iter().map(|bytes| Packed(u64::from_le_bytes(*bytes))));
        }
        Ok(())
    }
}

impl Drop for Spill {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

const COLUMNS: [&str; 6] = ["subject", "service", "server", "source", "state", "at"];

/// What reading changes needs.
pub(super) struct Gathering<'g> {
    pub settings: &'g Settings,
    pub roster: &'g Roster,
    pub order: &'g Order,
    pub threads: usize,
    /// Bytes of changes that are kept in memory.
    pub memory: usize,
    pub tick: &'g (dyn Fn(u64) + Sync),
}

/// What one thread has found.
struct Sorted {
    pages: Vec<Vec<Packed>>,
    kept: usize,
    servers: Vec<(u32, Packed)>,
}

impl Gathering<'_> {
    /// Reads all changes, units in any order on all threads.
    pub fn read(&self, table: &Table, refused: &mut Refused, gathered: &mut Gathered) -> Result<(), Fault> {
        table.require(&["source", "state", "at"])?;
        table.refuse_unknown(&COLUMNS)?;
        if self.settings.shared.sources.len() > MOST_SOURCES {
            return Err(Fault::new(
                "settings",
                "sources: there are more than 128",
                "Split the month by the monitors that watch.",
            ));
        }
        refused.begin();
        let index = self.by_place();
        let (next, refused, spill) = (AtomicUsize::new(0), Mutex::new(refused), &gathered.spill);
        let pages = self.order.services.len() / PAGE;
        let found: Result<Vec<Sorted>, Fault> = std::thread::scope(|scope| {
            let work = || {
                let mut sorted = Sorted { pages: vec![Vec::new(); pages], kept: 0, servers: Vec::new() };
                let mut reader = table.reader(&COLUMNS)?;
                loop {
                    let unit = next.fetch_add(1, Ordering::Relaxed);
                    if unit >= table.units {
                        return Ok(sorted);
                    }
                    let batch = reader.read(unit)?;
                    let bad = self.sort(&batch, &index, &mut sorted);
                    held(&refused).unit("changes", unit, &batch, &COLUMNS, &bad)?;
                    if sorted.kept * 8 > self.memory / self.threads {
                        held(spill).write(&mut sorted.pages)?;
                        sorted.kept = 0;
                    }
                    (self.tick)(table.bytes / table.units.max(1) as u64);
                }
            };
            let threads: Vec<_> = (0..self.threads).map(|_| scope.spawn(work)).collect();
            threads
                .into_iter()
                .map(|thread| {
                    thread.join().unwrap_or_else(|_| {
                        Err(Fault::new("internal", "a thread stopped", "Report the files to the makers."))
                    })
                })
                .collect()
        });
        for sorted in found? {
            for (page, changes) in sorted.pages.into_iter().enumerate().filter(|(_, changes)| !changes.is_empty()) {
                held(&gathered.pages[page]).push(changes);
            }
            gathered.servers.extend(sorted.servers);
        }
        gathered.servers.sort_unstable();
        gathered.servers.dedup();
        Ok(())
    }

    /// Keys to places among pages.
    fn by_place(&self) -> Index {
        self.roster.index.map(|service| self.order.places[service as usize])
    }

    /// Puts each row where it belongs; the others are refused.
    fn sort(&self, batch: &Batch, index: &Index, sorted: &mut Sorted) -> Vec<Bad> {
        let sources =
            numbers(batch.column(3), |id| self.settings.shared.sources.iter().position(|source| source.id == id));
        let states = numbers(batch.column(4), |word| {
            State::from_word(word).and_then(|state| STATES.iter().position(|known| *known == state))
        });
        if let (
            Column::Absent,
            Column::Ints { values: keys, nulls, meaning: Meaning::Integer },
            Column::Ints { values: times, nulls: no_times, meaning: Meaning::Instant { per_ms } },
            Some(sources),
            Some(states),
            true,
        ) = (batch.column(0), batch.column(1), batch.column(5), &sources, &states, batch.column(2).is_absent())
            && nulls.is_empty()
            && no_times.is_empty()
            && let (Column::Words { codes: of_source, .. }, Column::Words { codes: of_state, .. }) =
                (batch.column(3), batch.column(4))
        {
            let mut bad = Vec::new();
            // By itself, so that what is not in the cache is waited for together.
            // What is below 0 stands for texts, and is looked at by itself.
            let places: Vec<u32> = keys.iter().map(|key| if *key < 0 { NOBODY } else { index.find(*key) }).collect();
            let rows = places.iter().zip(times).zip(of_source).zip(of_state).enumerate();
            let per_ms = *per_ms;
            // A division by a constant is a multiplication.
            let ms = |time: i64| match per_ms {
                1 => time,
                1_000 => time.div_euclid(1_000),
                _ => time.div_euclid(per_ms),
            };
            for (row, (((place, time), source), state)) in rows {
                let place = *place;
                let source = sources.get(*source as usize).copied().flatten();
                let state = states.get(*state as usize).copied().flatten();
                let at = Instant::in_range(ms(*time));
                match (place, source, state, at) {
                    (place, Some(source), Some(state), Some(at)) if place != NOBODY => {
                        sorted.pages[place as usize / PAGE].push(Packed::new(
                            place as usize % PAGE,
                            source,
                            at.ms(),
                            state,
                        ));
                        sorted.kept += 1;
                    }
                    _ => bad.extend(self.row(batch, row, index, sorted).err().map(|(column, why)| (row, column, why))),
                }
            }
            return bad;
        }
        let mut bad = Vec::new();
        let mut broken = batch.broken.iter().peekable();
        for row in 0..batch.rows {
            if let Some((_, why)) = broken.next_if(|(broken, _)| *broken == row) {
                bad.push((row, "", *why));
            } else if let Err((column, why)) = self.row(batch, row, index, sorted) {
                bad.push((row, column, why));
            }
        }
        bad
    }

    /// One row, whatever its columns are.
    fn row(&self, batch: &Batch, row: usize, index: &Index, sorted: &mut Sorted) -> Result<(), BadCell> {
        let missing = |column: &'static str| (column, Why::Core(Code::MissingField));
        let subject = batch.column(0).text(row);
        let (service, server) = match subject.as_deref() {
            Some(text) => match (text.strip_prefix("service:"), text.strip_prefix("server:")) {
                (Some(id), _) => (Some(id.into()), None),
                (_, Some(id)) => (None, Some(id.into())),
                _ => return Err(("subject", Code::InvalidSubject.into())),
            },
            None => (batch.column(1).text(row), batch.column(2).text(row)),
        };
        let source = batch.column(3).text(row).ok_or_else(|| missing("source"))?;
        let source = self.settings.shared.sources.iter().position(|known| *known.id == *source);
        let source = source.ok_or(("source", Why::Core(Code::UnknownSource)))?;
        let state = batch.column(4).text(row).ok_or_else(|| missing("state"))?;
        let state = State::from_word(&state).ok_or(("state", Why::Core(Code::InvalidWord)))?;
        let state = STATES.iter().position(|known| *known == state).unwrap_or(0);
        let at = batch.column(5).instant(row).map_err(|why| ("at", why))?.ok_or_else(|| missing("at"))?.ms();
        if let Some(id) = service {
            let place = self.roster.key(&id).map_or(NOBODY, |key| index.find(key));
            if place == NOBODY {
                return Err(("service", Why::UnknownService));
            }
            sorted.pages[place as usize / PAGE].push(Packed::new(place as usize % PAGE, source, at, state));
            sorted.kept += 1;
            return Ok(());
        }
        let id = server.ok_or_else(|| missing("service"))?;
        // A server that no service names carries nobody.
        if let Some(server) = self.roster.servers.find(&id) {
            sorted.servers.push((server, Packed::new(0, source, at, state)));
        } else if !close::is_id(&id) {
            return Err(("server", Code::InvalidId.into()));
        }
        Ok(())
    }
}

/// What each word of a dictionary stands for.
fn numbers(column: &Column, find: impl Fn(&str) -> Option<usize>) -> Option<Vec<Option<usize>>> {
    let Column::Words { words, .. } = column else { return None };
    Some(words.iter().map(|word| find(word)).collect())
}
