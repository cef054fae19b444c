//! A part of the month: what its services are owed. Plain ones as values, the others by a request of the contract.

use super::fault::{Fault, Why};
use super::gather::{Gathered, Order, PAGE, Packed};
use super::keys::{NOBODY, put_key, put_number};
use super::output::Part;
use super::refused;
use super::roster::{Client, Line, Roster, Service, Stretch, Subject};
use super::settings::{Promise, Settings};
use super::sums::{self, Figures};
use super::wide;
use crate::json;
use makegood::Lookup;
use makegood::calendar::{Instant, Month, Period};
use makegood::contract::{Code, close};
use makegood::money::Money;
use makegood::monitoring::{Change, Decision, Status, Subject as About, Watch};
use makegood::policy::{Assignment, Scope};
use makegood::settlement::{ClientState, Entry, settle};
use makegood::sla::{
    Charge, ConfirmedOutage, MaintenanceWindow, Register, Service as Settling, Span, SpanState, Terms,
};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// All that parts share.
pub(super) struct Common<'c> {
    pub month: Month,
    /// The month as text.
    pub name: &'c str,
    pub as_of: Instant,
    pub settings: &'c Settings,
    pub roster: &'c Roster,
    pub order: &'c Order,
    pub gathered: &'c Gathered,
    /// Outages of servers that monitors confirm, by number.
    pub servers: HashMap<u32, Vec<Stretch>>,
    /// By the place of a policy plus one: the month of services that, never down and never credited, need no look.
    pub idle: Vec<Option<Period>>,
    /// A row for every service, not only for adjustments.
    pub all: bool,
    /// Rows also where the period may not be settled yet.
    pub preview: bool,
}

/// What a part comes to, besides its rows.
#[derive(Default)]
pub(super) struct Outcome {
    pub figures: Figures,
    /// Services that are left out, a line each.
    pub refused: Vec<String>,
    /// Outages that a person has to look at, a line each.
    pub review: String,
}

/// A confirmed outage of a service; its id is a part of the page's text.
pub(super) struct Found {
    pub service: u32,
    pub over: Period,
    pub id: Range<usize>,
}

/// A client of a page of whom there is something to settle.
struct Group {
    client: u32,
    /// Places among the services in order.
    services: Range<usize>,
    found: Range<usize>,
    client_id: Range<usize>,
    /// A line each; none holds the end of a line.
    service_ids: Range<usize>,
    is_wide: bool,
}

/// A client while its services are settled.
pub(super) struct Ledger {
    pub client: u32,
    pub state: ClientState,
    /// What it was given of late, and is owed for the services before.
    pub given: Money,
}

impl Ledger {
    fn of(number: u32, client: &Client) -> Self {
        let state = ClientState { revision: client.revision, carry: client.carry };
        let given = client.given.as_deref().and_then(|given| Money::parse(given, client.currency).ok());
        Self { client: number, state, given: given.unwrap_or(Money::zero(client.currency)) }
    }
}

impl Common<'_> {
    pub fn service(&self, place: u32) -> Option<&Service> {
        self.roster.service_at(place)
    }

    pub fn client(&self, number: u32) -> Option<&Client> {
        self.roster.client_at(number)
    }

    /// Asks about one subject: confirmed stretches go to `found`, doubtful ones to a person.
    pub fn ask(
        &self,
        watch: &mut Watch<'_, '_>,
        subject: Subject,
        (changes, decisions): (&[Change], &[Decision]),
        outcome: &mut Outcome,
        mut found: impl FnMut(Period),
    ) {
        for outage in watch.outages(changes, decisions) {
            match outage.status {
                Status::Confirmed => found(outage.over),
                Status::Review if !outage.open => {
                    outcome.figures.doubtful = outcome.figures.doubtful.saturating_add(1);
                    let id = self.roster.outage_id(subject, outage.over);
                    let subject = id.rsplit_once('/').map_or("", |(subject, _)| subject);
                    outcome.review.push_str("{\"subject\":");
                    json::put(subject, &mut outcome.review);
                    let (from, to) = (outage.over.from().text(), outage.over.to().text());
                    let reason = outage.reason.word();
                    let _ = writeln!(
                        outcome.review,
                        ",\"from\":\"{}\",\"to\":\"{}\",\"reason\":\"{reason}\"}}",
                        from.as_str(),
                        to.as_str()
                    );
                }
                _ => {}
            }
        }
    }

    /// Settles the services of some pages.
    pub fn part(
        &self,
        watch: &mut Watch<'_, '_>,
        places: &[Option<usize>],
        pages: Range<usize>,
        out: &mut Part,
    ) -> Result<Outcome, Fault> {
        let mut outcome = Outcome::default();
        let mut ledger: Option<Ledger> = None;
        for page in pages {
            let (found, mut ids) = self.confirm(watch, places, page, &mut outcome)?;
            let groups = self.groups(page, &found, &mut ids, &mut outcome);
            // Ids are texts, and so is what is made of them.
            let ids = String::from_utf8(ids).unwrap_or_default();
            let ids = ids.as_str();
            let plain = self.settings.promises.iter().filter_map(|promise| promise.plain.clone());
            let mut terms = Terms {
                as_of: self.as_of,
                policies: Lookup::new(plain.collect()),
                zones: Lookup::new(self.settings.shared.zones.clone()),
                register: Register::new(Vec::new(), Vec::new()),
            };
            for group in &groups {
                let Some(client) = self.client(group.client) else { continue };
                let mut state = match ledger.take() {
                    Some(ledger) if ledger.client == group.client => ledger,
                    _ => Ledger::of(group.client, client),
                };
                let mine = found.get(group.found.clone()).unwrap_or_default();
                let services = self.order.services.get(group.services.clone()).unwrap_or_default();
                if group.is_wide {
                    wide::settle(self, &mut state, services, (mine, ids), out, &mut outcome)?;
                } else {
                    let texts = (ids.get(group.client_id.clone()).unwrap_or_default(), group.service_ids.start);
                    self.group(&mut terms, &mut state, services, (mine, ids, texts), out, &mut outcome)?;
                }
                ledger = Some(state);
            }
        }
        Ok(outcome)
    }

    /// The clients of a page of whom there is anything to settle. Ids of plain ones are appended to `ids`.
    fn groups(&self, page: usize, found: &[Found], ids: &mut Vec<u8>, outcome: &mut Outcome) -> Vec<Group> {
        let from = page.saturating_mul(PAGE);
        let to = from.saturating_add(PAGE).min(self.order.services.len());
        let client_of = |service: &u32| self.service(*service).map_or(NOBODY, |service| service.client);
        let (mut place, mut seen) = (from, 0_usize);
        let mut groups = Vec::new();
        for services in self
            .order
            .services
            .get(from..to)
            .unwrap_or_default()
            .chunk_by(|one, other| client_of(one) == client_of(other))
        {
            let range = place..place.saturating_add(services.len());
            place = range.end;
            let Some(number) = services.first().map(client_of).filter(|client| *client != NOBODY) else { continue };
            let Some(client) = self.client(number) else { continue };
            // What was found is in the order of services.
            let rest = found.get(seen..).unwrap_or_default();
            let count = rest.iter().take_while(|found| services.contains(&found.service)).count();
            let mine = seen..seen.saturating_add(count);
            seen = mine.end;
            let looked_at = u64::try_from(services.len()).unwrap_or(0);
            outcome.figures.services = outcome.figures.services.saturating_add(looked_at);
            let is_wide = client.given.is_some() || services.iter().any(|service| self.is_wide(*service));
            if !is_wide && count == 0 && !self.all && services.iter().all(|service| self.is_idle(*service)) {
                services.iter().for_each(|service| self.pass_over(*service, &mut outcome.figures));
                continue;
            }
            let start = ids.len();
            put_key(&self.roster.names, client.key, ids);
            let client_id = start..ids.len();
            for service in services.iter().filter_map(|service| self.service(*service)) {
                put_key(&self.roster.names, service.key, ids);
                ids.push(b'\n');
            }
            let service_ids = client_id.end..ids.len();
            groups.push(Group { client: number, services: range, found: mine, client_id, service_ids, is_wide });
        }
        groups
    }

    /// The confirmed outages of a page's services, and the text of their ids.
    fn confirm(
        &self,
        watch: &mut Watch<'_, '_>,
        places: &[Option<usize>],
        page: usize,
        outcome: &mut Outcome,
    ) -> Result<(Vec<Found>, Vec<u8>), Fault> {
        let packed = self.gathered.take(page)?;
        let (mut found, mut ids, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for of_one in packed.chunk_by(|one, other| one.slot() == other.slot()) {
            let Some(slot) = of_one.first().map(|first| first.slot()) else { continue };
            let place = page.saturating_mul(PAGE).saturating_add(slot);
            let Some(service) = self.order.services.get(place).copied() else { continue };
            changes.clear();
            changes.extend(of_one.iter().filter_map(|packed: &Packed| packed.change(places)));
            let decisions = self.roster.decisions.of_service(service);
            self.ask(watch, Subject::Service(service), (&changes, decisions), outcome, |over| {
                let from = ids.len();
                ids.extend_from_slice(b"service:");
                put_key(&self.roster.names, self.service(service).map_or(0, |service| service.key), &mut ids);
                ids.push(b'/');
                put_number(over.from().ms(), &mut ids);
                found.push(Found { service, over, id: from..ids.len() });
            });
        }
        Ok((found, ids))
    }

    /// Whether only a request of the contract can say all that is known of it.
    fn is_wide(&self, place: u32) -> bool {
        let roster = self.roster;
        let Some(service) = self.service(place) else { return false };
        let is_plain = service.policy == 0
            || matches!(self.settings.promise(service.policy), Some(Promise { plain: Some(_), .. }));
        !is_plain
            || service.extra > 0
            || (!roster.lists.is_empty() && roster.lists.contains_key(&place))
            || (!roster.lines.is_empty()
                && roster.lines.get(&place).is_some_and(|lines| lines.iter().any(|line| line.more.is_some())))
            || self.outages_of(place, service).any(|outage| outage.more.is_some())
    }

    /// Outages that were handed over, or confirmed of its server.
    pub fn outages_of<'s>(&'s self, place: u32, service: &Service) -> impl Iterator<Item = &'s Stretch> {
        let roster = self.roster;
        let confirmed = match service.server.checked_sub(1) {
            Some(number) if !self.servers.is_empty() => self.servers.get(&number).map_or(&[][..], Vec::as_slice),
            _ => &[],
        };
        roster.outages.of_service(place).iter().chain(roster.outages.of_server(service.server)).chain(confirmed)
    }

    fn is_idle(&self, place: u32) -> bool {
        let Some(service) = self.service(place) else { return true };
        self.idle_month(service).is_some()
            && (self.roster.entries.is_empty() || !self.roster.entries.contains_key(&place))
            && !self.roster.is_unclear(place, service)
            && self.outages_of(place, service).next().is_none()
    }

    fn idle_month(&self, service: &Service) -> Option<Period> {
        self.idle.get(usize::try_from(service.policy).ok()?).copied().flatten()
    }

    /// Counts an idle service, which is not settled: its policy has to be promised when it is first there.
    fn pass_over(&self, place: u32, figures: &mut Figures) {
        let Some(service) = self.service(place) else { return };
        let Some(month) = self.idle_month(service) else { return };
        let first = if service.since < month.to() { service.since.max(month.from()) } else { month.from() };
        let is_without = service.policy == 0 || service.promised > first;
        figures.without_policy = figures.without_policy.saturating_add(u64::from(is_without));
    }

    /// Settles plain services of one client, whose id and the beginning of whose services' ids in `ids` are given.
    fn group<'g>(
        &'g self,
        terms: &mut Terms<'g>,
        ledger: &mut Ledger,
        group: &[u32],
        (mut found, ids, (client_id, texts)): (&[Found], &'g str, (&'g str, usize)),
        out: &mut Part,
        outcome: &mut Outcome,
    ) -> Result<(), Fault> {
        let Some(client) = self.client(ledger.client) else { return Ok(()) };
        let texts = ids.get(texts..).unwrap_or_default().split('\n');
        for (place, id) in group.iter().zip(texts) {
            let Some(service) = self.service(*place) else { continue };
            let count = found.iter().take_while(|found| found.service == *place).count();
            let (mine, others) = found.split_at_checked(count).unwrap_or((found, &[]));
            found = others;
            if mine.is_empty() && !self.all && self.is_idle(*place) {
                self.pass_over(*place, &mut outcome.figures);
                continue;
            }
            let entries = match self.entries(*place, service) {
                Ok(entries) => entries,
                Err(why) => {
                    outcome.refused.push(refused::service(id, "entries", why));
                    continue;
                }
            };
            terms.register = self.register(*place, id, service, mine, ids);
            let settling = self.settling(*place, id, service);
            let settled =
                match settle(terms, &self.settings.shared.capabilities, &settling, &entries, &mut ledger.state) {
                    Ok(settled) => settled,
                    Err(error) => {
                        outcome.refused.push(refused::service(id, "", close::code_of(error).into()));
                        continue;
                    }
                };
            ledger.given = ledger.given.plus(settled.assessment.entitlement.gross).map_err(sums::overflow)?;
            if !settled.assessment.is_final && !self.preview {
                outcome.refused.push(refused::service(id, "", Why::NotDue));
                continue;
            }
            let figures = &mut outcome.figures;
            figures.without_policy =
                figures.without_policy.saturating_add(u64::from(settled.assessment.policy.is_none()));
            if let Some(adjustment) = &settled.plan.adjustment {
                let route = settled.plan.route.word();
                figures.add(adjustment.net, adjustment.tax, adjustment.gross, settled.plan.posting, route)?;
            } else if !self.all {
                continue;
            }
            figures.results = figures.results.saturating_add(1);
            out.settled(id, client_id, client.currency, self.name, &settled)?;
        }
        Ok(())
    }

    fn entries(&self, place: u32, service: &Service) -> Result<Vec<Entry>, Why> {
        if self.roster.is_unclear(place, service) {
            return Err(Why::UnclearLedger);
        }
        if self.roster.entries.is_empty() {
            return Ok(Vec::new());
        }
        let Some(entries) = self.roster.entries.get(&place) else { return Ok(Vec::new()) };
        let numbered = entries.iter().zip(1_i64..).all(|((n, ..), expected)| *n == expected);
        if !numbered {
            return Err(Code::InvalidEntries.into());
        }
        Ok(entries.iter().map(|(_, net, tax, gross)| Entry { net: *net, tax: *tax, gross: *gross }).collect())
    }

    /// What is known of the times of one service.
    fn register<'g>(
        &'g self,
        place: u32,
        id: &'g str,
        service: &Service,
        mine: &[Found],
        ids: &'g str,
    ) -> Register<'g> {
        let server = service.server.checked_sub(1).map(|number| About::Server(self.roster.servers.get(number)));
        let own = About::Service(id);
        let mut outages = Vec::with_capacity(mine.len());
        for outage in self.outages_of(place, service) {
            let is_own = self.roster.outages.of_service(place).iter().any(|known| std::ptr::eq(known, outage));
            let subject = if is_own { own } else { server.unwrap_or(own) };
            outages.push(ConfirmedOutage { id: &outage.id, subject, over: outage.over });
        }
        let confirmed = mine.iter().filter_map(|found| Some((ids.get(found.id.clone())?, found.over)));
        outages.extend(confirmed.map(|(id, over)| ConfirmedOutage { id, subject: own, over }));
        let mut windows = Vec::new();
        let maintenance = &self.roster.maintenance;
        let kinds = [
            (Some(About::Everything), maintenance.everything.as_slice()),
            (server, maintenance.of_server(service.server)),
            (Some(own), maintenance.of_service(place)),
        ];
        for (subject, stretches) in kinds {
            let Some(subject) = subject else { continue };
            let window = |stretch: &Stretch| MaintenanceWindow {
                subject,
                over: stretch.over,
                announced_at: stretch.announced_at,
            };
            windows.extend(stretches.iter().map(window));
        }
        Register::new(outages, windows)
    }

    /// The service as the core has it.
    fn settling<'g>(&'g self, place: u32, id: &'g str, service: &Service) -> Settling<'g> {
        let server = service.server.checked_sub(1).map(|number| self.roster.servers.get(number));
        let span = Span { from: service.since, to: service.until, server, state: SpanState::Active };
        let policy = self.settings.promise(service.policy);
        let assignment =
            policy.map(|promise| Assignment { scope: Scope::Service, policy: promise.hash, from: service.promised });
        let lines = if self.roster.lines.is_empty() { None } else { self.roster.lines.get(&place) };
        let charge = |line: &'g Line| Charge { id: &line.id, from: line.from, fee: line.fee };
        Settling {
            id,
            period: self.name,
            month: self.month,
            spans: vec![span],
            assignments: assignment.into_iter().collect(),
            charges: lines.into_iter().flatten().map(charge).collect(),
            recurring: service.fee,
        }
    }
}
