//! What the books of services hold besides the ledger: paid lines, and lists of spans, claims, excused and used time.

use super::fault::Fault;
use super::roster::{Line, Roster};
use super::rows::{Reading, Taxes, each_row, fee, instant_text, member, of, required, trimmed};
use super::table::Table;
use makegood::contract::close;

impl Roster {
    /// Paid lines.
    pub fn read_charges(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["service", "charge", "from", "amount"])?;
        let mut taxes = Taxes::default();
        let columns = ["service", "charge", "from", "months", "amount", "taxMode", "taxRates", "cash", "kind"];
        each_row(table, "charges", &columns, reading, |batch, row| {
            let at = |place: usize| batch.column(place);
            let place = self.service(at(0), row)?;
            let currency = required("service", self.client_of(place))?.currency;
            let id = required("charge", at(1).text(row))?;
            let from = required("from", at(2).text(row))?;
            let months = of("months", at(3).integer(row))?.unwrap_or(1);
            let fee = fee(at(4), row, months, taxes.read(batch, 5, 6, row)?, currency)?;
            let charge = of("from", close::charge(&id, &from, fee))?;
            let mut more = String::new();
            member(
                &mut more,
                "cash",
                at(7).text(row).map(|cash| trimmed(&cash, at(7), currency).to_owned()).as_deref(),
            );
            member(&mut more, "kind", at(8).text(row).as_deref());
            let line =
                Line { id: charge.id.into(), from: charge.from, fee, more: (!more.is_empty()).then(|| more.into()) };
            self.lines.entry(place).or_default().push(line);
            Ok(())
        })
    }

    /// Elements of a list of services: spans, claims, excused stretches.
    pub fn read_list(
        &mut self,
        table: &Table,
        file: &'static str,
        columns: &[&'static str],
        reading: &mut Reading<'_>,
    ) -> Result<(), Fault> {
        table.require(&["service"])?;
        each_row(table, file, columns, reading, |batch, row| {
            let place = self.service(batch.column(0), row)?;
            let mut members = String::new();
            for (name, column) in columns.iter().zip(&batch.columns).skip(1) {
                let value = match *name {
                    "at" | "from" | "to" => instant_text(column, row),
                    _ => column.text(row).map(|text| text.into_owned()),
                };
                member(&mut members, name, value.as_deref());
                // Who is on it has to be known before its state changes are read.
                if let ("server", Some(server)) = (*name, &value) {
                    self.servers.intern(server);
                }
            }
            let element = format!("{{{}}}", members.trim_start_matches(','));
            self.lists.entry(place).or_default().push((file, element));
            Ok(())
        })
    }
}
