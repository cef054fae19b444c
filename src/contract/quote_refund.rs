//! `quoteRefund`: reads a case, has it quoted, and compares that with what was quoted before.

use super::error::{Code, Refusal};
use super::quote_refund_lines::{self as raw, amount};
use super::quote_refund_put::put;
use super::quote_refund_quoted::quoted;
use super::read::{self, Input, Members, Read, branch, elements, one_of, tree_fields, unique};
use super::{refund_policy, terms};
use crate::calendar::Zone;
use crate::money::Currency;
use crate::order::same;
use crate::policy::refund::{Country, Destination};
use crate::refund::{Case, Figures, Happened, Line, Way, Ways, changes, quote, total};
use crate::sla::Tax;

/// The most lines of a case.
pub(super) const MOST_LINES: usize = 200;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    tree_fields! { branch(members)? =>
        required as_of "asOf" read::instant;
        required currency "currency" read::currency;
        required ways "capabilities" |node| capabilities(node, currency);
        required zones "zones" |node| elements(node, terms::zone);
        required policy "policy" refund_policy::policy;
        optional product "product" read::id;
        optional country "country" country;
        optional since "since" read::date;
        required facts "facts" refund_policy::facts;
        required ordered "orderedAt" read::instant;
        optional activated "activatedAt" read::instant;
        required requested "requestedAt" read::instant;
        optional terminated "terminatedAt" read::instant;
        optional decided "decidedAt" read::instant;
        optional wish "wish" |node| one_of(node, Destination::ALL, Destination::WORDS);
        required lines "lines" |node| all_lines(node, currency);
        required payments "payments" |node| elements(node, |node| raw::payment(node, currency));
        required credited "credited" |node| amount(node, currency);
        required arrears "arrears" |node| elements(node, |node| raw::arrear(node, currency));
        required history "history" |node| elements(node, raw::past);
        optional replacement "replacement" |node| all_lines(node, currency);
        optional at_most "decided" |node| amount(node, currency);
        optional refunded "refunded" |node| elements(node, |node| amount(node, currency));
        optional quoted "quoted" |node| quoted(node, currency);
    }
    unique(zones.iter().map(Zone::name), "name").map_err(|refusal| refusal.member("zones"))?;
    let Some(zone) = zones.iter().find(|zone| same(zone.name(), policy.parts().zone)) else {
        return Err(Refusal::new(Code::UnknownZone).member("zone").member("document").member("policy"));
    };
    unique(payments.iter().map(|payment| payment.id), "id").map_err(|refusal| refusal.member("payments"))?;
    let happened = Happened { as_of, ordered, activated, requested, terminated, decided };
    let case = Case {
        currency,
        ways,
        product,
        country,
        since,
        facts,
        happened,
        wish,
        decided: at_most,
        refunded: total(&refunded.unwrap_or_default())?,
        lines,
        payments,
        credited,
        arrears,
        history,
        replacement,
    };
    let found = quote(&policy, zone, &case)?;
    let changed = quoted.map(|quoted| changes(&quoted, &Figures::of(&found)));
    Ok(put(&found, changed.as_deref(), currency))
}

fn country(node: Input<'_>) -> Read<Country> {
    Country::parse(read::text(node)?).ok_or_else(|| Refusal::new(Code::InvalidCountry))
}

fn capabilities(node: Input<'_>, currency: Currency) -> Read<Ways> {
    let word = |way: &Way| way.word();
    let words: Vec<&str> = Way::OF_PANELS.iter().map(word).collect();
    tree_fields! { branch(node)? =>
        required ways "routes" |node| elements(node, |node| one_of(node, Way::OF_PANELS, &words));
        optional scales "postableScale" |node| elements(node, terms::read_scale);
    }
    let scales = scales.unwrap_or_default();
    unique(scales.iter().map(|(currency, _)| currency.code()), "currency")
        .map_err(|refusal| refusal.member("postableScale"))?;
    let known = scales.iter().find(|(known, _)| *known == currency).map(|(_, scale)| *scale);
    Ok(Ways { ways, scale: known.unwrap_or(currency.exponent()).min(currency.exponent()) })
}

/// Lines of one mode.
fn all_lines<'n>(node: Input<'n>, currency: Currency) -> Read<Vec<Line<'n>>> {
    let lines = elements(node, |node| raw::line(node, currency))?;
    if !(1..=MOST_LINES).contains(&lines.len()) {
        return Err(Refusal::new(Code::InvalidLines));
    }
    unique(lines.iter().map(|line| line.id), "id")?;
    let mode = |tax: Option<Tax>| tax.map(|tax| tax.mode);
    let first = lines.iter().find_map(|line| mode(line.tax));
    match lines.iter().position(|line| line.tax.is_some() && mode(line.tax) != first) {
        None => Ok(lines),
        Some(place) => Err(Refusal::new(Code::MixedModes).member("mode").member("tax").element(place)),
    }
}
