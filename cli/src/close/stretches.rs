//! What happened when: confirmed outages, maintenance, and what people decided.

use super::fault::{BadCell, Fault, Why};
use super::keys::NOBODY;
use super::roster::{Roster, Stretch, Subject};
use super::rows::{Reading, each_row, instant_text, member, of, period, required};
use super::table::{Batch, Table};
use makegood::contract::{Code, close};
use makegood::monitoring::Decision;

impl Roster {
    /// The subject in columns `subject`, `service`, `server`, which stand first.
    fn subject(&mut self, batch: &Batch, row: usize) -> Result<Subject, BadCell> {
        if let Some(text) = batch.column(0).text(row) {
            if text == "*" {
                return Ok(Subject::Everything);
            }
            if let Some(id) = text.strip_prefix("service:") {
                let place = self.key(id).map_or(NOBODY, |key| self.index.find(key));
                return if place == NOBODY {
                    Err(("subject", Why::UnknownService))
                } else {
                    Ok(Subject::Service(place))
                };
            }
            let id = text.strip_prefix("server:").filter(|id| close::is_id(id));
            let id = id.ok_or(("subject", Why::Core(Code::InvalidSubject)))?;
            return Ok(Subject::Server(self.servers.intern(id)));
        }
        if !batch.column(1).is_null(row) {
            return self.service(batch.column(1), row).map(Subject::Service);
        }
        let id = required("service", batch.column(2).text(row))?;
        if close::is_id(&id) {
            Ok(Subject::Server(self.servers.intern(&id)))
        } else {
            Err(("server", Code::InvalidId.into()))
        }
    }

    /// Confirmed outages.
    pub fn read_outages(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["from", "to"])?;
        let columns = ["subject", "service", "server", "outage", "from", "to", "component", "affected", "reportedAt"];
        let mut ids = std::collections::HashSet::new();
        each_row(table, "outages", &columns, reading, |batch, row| {
            let subject = self.subject(batch, row)?;
            let over = period(batch, row, 4, 5)?;
            let id = match batch.column(3).text(row) {
                Some(id) => id.into_owned(),
                None => self.outage_id(subject, over),
            };
            if subject == Subject::Everything {
                return Err(("subject", Code::InvalidSubject.into()));
            }
            let mut more = String::new();
            for (place, name) in [(6, "component"), (7, "affected")] {
                member(&mut more, name, batch.column(place).text(row).as_deref());
            }
            member(&mut more, "reportedAt", instant_text(batch.column(8), row).as_deref());
            if !close::is_id(&id) {
                return Err(("outage", Code::InvalidId.into()));
            }
            if !ids.insert(id.clone()) {
                return Err(("outage", Code::DuplicateId.into()));
            }
            let more = (!more.is_empty()).then(|| more.into());
            self.outages.add(subject, Stretch { id: id.into(), over, announced_at: None, more });
            Ok(())
        })
    }

    /// Windows of maintenance.
    pub fn read_maintenance(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["from", "to"])?;
        let columns = ["subject", "service", "server", "maintenance", "from", "to", "announcedAt"];
        let mut number = 0_u64;
        each_row(table, "maintenance", &columns, reading, |batch, row| {
            number = number.saturating_add(1);
            let subject = self.subject(batch, row)?;
            let over = period(batch, row, 4, 5)?;
            let id = batch.column(3).text(row).map_or_else(|| number.to_string(), |id| id.into_owned());
            let announced_at = of("announcedAt", batch.column(6).instant(row))?;
            self.maintenance.add(subject, Stretch { id: id.into(), over, announced_at, more: None });
            Ok(())
        })
    }

    /// What people decided about outages in review.
    pub fn read_decisions(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["decision", "from", "to"])?;
        each_row(
            table,
            "decisions",
            &["subject", "service", "server", "decision", "from", "to"],
            reading,
            |batch, row| {
                let subject = self.subject(batch, row)?;
                let over = period(batch, row, 4, 5)?;
                let accepted = match batch.column(3).text(row).as_deref() {
                    Some("accepted") => true,
                    Some("refused") => false,
                    _ => return Err(("decision", Code::InvalidWord.into())),
                };
                self.decisions.add(subject, Decision { accepted, over });
                Ok(())
            },
        )
    }
}
