//! A table of observations that an administrator uploads, by RFC 4180: a row of names, then a row for each observation.
//! Columns in any order: target, state, at; and, where there are any, label, address, location, locations, kind.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::Problem;
use super::time::zoned;
use crate::monitoring::{Kind, Precision, State};

const COLUMNS: [&str; 8] = ["target", "state", "at", "label", "address", "location", "locations", "kind"];
/// So many of them have to be there.
const NEEDED: usize = 3;

type Record = Result<Vec<String>, Problem>;

pub(super) fn read(body: &str, _: &Delivery<'_>) -> Reading {
    if body.is_empty() {
        return Err(Problem::Empty);
    }
    let (head, mut rest) = record(body);
    let places = columns(&head?)?;
    let rows = core::iter::from_fn(|| {
        rest = rest.trim_start_matches(['\r', '\n']);
        let (row, after) = (!rest.is_empty()).then(|| record(rest))?;
        rest = after;
        Some(row)
    });
    Ok(Heard::gather(rows.map(|row| observation(&row?, &places))))
}

/// For each place in a row, which of [`COLUMNS`] stands there; each at most once, no other.
fn columns(head: &[String]) -> Result<Vec<usize>, Problem> {
    let place = |name: &String| COLUMNS.iter().position(|known| known.eq_ignore_ascii_case(name.trim()));
    let places: Vec<usize> = head.iter().map(place).collect::<Option<_>>().ok_or(Problem::Shape)?;
    let times = |column: usize| places.iter().filter(|place| **place == column).count();
    let is_table = (0..COLUMNS.len()).all(|column| times(column) == 1 || (times(column) == 0 && column >= NEEDED));
    if is_table { Ok(places) } else { Err(Problem::Shape) }
}

fn observation(row: &[String], places: &[usize]) -> Reading {
    if row.len() != places.len() {
        return Err(Problem::Shape);
    }
    let value = |column: usize| {
        let (_, found) = places.iter().zip(row).find(|(place, _)| **place == column)?;
        Some(found.trim()).filter(|text| !text.is_empty())
    };
    let [target, state, at, label, address, location, locations, kind] = [0, 1, 2, 3, 4, 5, 6, 7].map(value);
    let kind = kind.map_or(Some(Kind::State), |word| Kind::from_word(&word.to_ascii_lowercase()));
    let locations = locations.map(|digits| digits.parse().map_err(|_| Problem::Shape)).transpose()?;
    let target = target.ok_or(Problem::Target)?;
    let state = state.and_then(|word| State::from_word(&word.to_ascii_lowercase())).ok_or(Problem::State)?;
    let mut seen = Sighting::new(target.to_owned(), state, kind.ok_or(Problem::Shape)?);
    seen = seen.at(Some(at.and_then(zoned).ok_or(Problem::Time)?), Precision::Exact);
    seen.label = label.map(str::to_owned);
    seen.address = address.map(str::to_owned);
    seen.location = location.map(str::to_owned);
    seen.locations = locations;
    Ok(seen.into())
}

/// The fields of the record that comes next, and what is left. After a fault the next line is read; a quote that
/// nobody closes takes all that is left.
fn record(text: &str) -> (Record, &str) {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let Some((field, after)) = field(rest) else { return (Err(Problem::Shape), "") };
        fields.push(field);
        let line = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'));
        match (after.strip_prefix(','), line) {
            (Some(next), _) => rest = next,
            (None, Some(next)) => return (Ok(fields), next),
            (None, None) if after.is_empty() => return (Ok(fields), after),
            (None, None) => return (Err(Problem::Shape), after.split_once('\n').map_or("", |(_, next)| next)),
        }
    }
}

/// A field, up to what ends it or does not belong to it; `None` when its quote is not closed.
fn field(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\n', '"']).unwrap_or(text.len());
        let end = if text.get(..end)?.ends_with('\r') { end.saturating_sub(1) } else { end };
        let (field, after) = text.split_at_checked(end)?;
        return Some((field.to_owned(), after));
    };
    let mut field = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        field.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                field.push('"');
                rest = more;
            }
            None => return Some((field, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_those_of_rfc_4180() {
        let of = |text: &str| record(text).0.ok();
        let fields = |all: &[&str]| Some(all.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>());
        for (text, expected) in [
            ("a,b,c", fields(&["a", "b", "c"])),
            ("a,b\r\nc", fields(&["a", "b"])),
            ("\"a\"\"b\",\"c\r\nd\",\"e,f\"\ng", fields(&["a\"b", "c\r\nd", "e,f"])),
            (",\"\",", fields(&["", "", ""])),
            ("a\"b,c\nd", None),
            ("\"a\"b,c\nd", None),
            ("\"a,b\nc,d", None),
            ("a\rb", fields(&["a\rb"])),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
        assert_eq!(record("a\"b,c\nd,e").1, "d,e");
        assert_eq!(record("a,b\r\nc").1, "c");
    }
}
