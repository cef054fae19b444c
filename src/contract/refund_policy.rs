//! The refund policy as it is written: docs/refunds.md.

use super::error::{Code, Refusal};
use super::policy::read_schema;
use super::policy2::{amounts, distinct};
use super::read::{self, Input, Read, boolean, branch, elements, one_of, percent, tree_fields, unique, word};
use super::refund_review::review;
use super::refund_when::when;
use crate::json::Node;
use crate::money::Percent;
use crate::policy::full::Factor;
use crate::policy::refund::{
    Arrears, Destination, Edge, Fact, Fee, FeeSum, GatewayFees, Give, Included, LineKind, LineRule, MonthDays, Monthly,
    Order, Part, Payout, PriceOf, RefundParts, RefundPolicy, Rest, Round, Rule, StopClock, TaxBy, TermFee, Time, To,
    Treatment, Unit, Unused, Vouchers,
};

/// What a document's `kind` says.
pub(super) const KIND: &str = "refund";
/// The number of the schema.
pub(super) const SCHEMA: i64 = 1;
/// The longest id of a rule or fee.
const LONGEST_ID: usize = 40;
/// The words of how time is counted.
pub(super) const COUNTS: [&str; 2] = ["length", "calendar"];
/// The unit that is none.
pub(super) const EXACT: &str = "exact";
/// A month as long as it is.
pub(super) const REAL: &str = "real";
/// Destinations that are none of their own.
pub(super) const CHOICE: &str = "choice";
/// See [`CHOICE`].
pub(super) const SPLIT: &str = "split";

/// Whether a document is one of these: only they have a `kind`.
pub(super) fn is_refund(document: Input<'_>) -> bool {
    read::member(document, "kind").is_some()
}

/// `{"hash":…,"document":{…}}`
pub(super) fn policy<'n>(node: Input<'n>) -> Read<RefundPolicy<'n>> {
    tree_fields! { branch(node)? =>
        required hash "hash" read::hash;
        required parts "document" document;
    }
    RefundPolicy::new(RefundParts { hash, ..parts })
        .ok_or_else(|| Refusal::new(Code::PolicyRules).member("rules").member("document"))
}

/// A document whose hash is known.
#[cold]
#[inline(never)]
pub(super) fn version<'n>(hash: &'n str, node: Input<'n>) -> Read<RefundPolicy<'n>> {
    let parts = document(node)?;
    RefundPolicy::new(RefundParts { hash, ..parts }).ok_or_else(|| Refusal::new(Code::PolicyRules).member("rules"))
}

fn document<'n>(node: Input<'n>) -> Read<RefundParts<'n>> {
    tree_fields! { branch(node)? =>
        required _kind "kind" |node| word(node, |kind| (kind == KIND).then_some(()));
        required _schema "schema" |node| read_schema(node, SCHEMA);
        required name "name" read::id;
        required zone "zone" read::id;
        optional clock "clock" |node| one_of(node, StopClock::ALL, StopClock::WORDS);
        optional requires "requires" when;
        required rules "rules" rules;
        optional lines "lines" lines;
        optional fees "fees" fees;
        optional overage "overage" overage;
        optional vouchers "vouchers" |node| one_of(node, Vouchers::ALL, Vouchers::WORDS);
        optional gateway_fees "gatewayFees" |node| one_of(node, GatewayFees::ALL, GatewayFees::WORDS);
        optional arrears "arrears" |node| one_of(node, Arrears::ALL, Arrears::WORDS);
        optional tax "tax" |node| one_of(node, TaxBy::ALL, TaxBy::WORDS);
        optional round "round" |node| one_of(node, Round::ALL, Round::WORDS);
        optional payout "payout" payout;
        optional review "review" review;
    }
    Ok(RefundParts {
        hash: "",
        name,
        zone,
        clock: clock.unwrap_or(StopClock::Request),
        requires: requires.unwrap_or_default(),
        rules,
        lines: lines.unwrap_or_default(),
        fees: fees.unwrap_or_default(),
        overage: overage.unwrap_or(Included::Whole),
        vouchers: vouchers.unwrap_or(Vouchers::Kept),
        gateway_fees: gateway_fees.unwrap_or(GatewayFees::Ours),
        arrears: arrears.unwrap_or(Arrears::SettleFirst),
        tax: tax.unwrap_or(TaxBy::Line),
        round: round.unwrap_or(Round::HalfUp),
        payout: payout.unwrap_or_default(),
        review: review.unwrap_or_default(),
    })
}

fn refuse<T>(code: Code, member: &'static str) -> Read<T> {
    Err(Refusal::new(code).member(member))
}

/// `value`, or this code where it is not there.
pub(super) fn some<T>(value: Option<T>, code: Code) -> Read<T> {
    value.ok_or_else(|| Refusal::new(code))
}

/// The id of a rule or fee.
fn rule_id<'n>(node: Input<'n>) -> Read<&'n str> {
    let id = read::text(node)?;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    some(Some(id).filter(|id| (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(is_letter)), Code::InvalidId)
}

/// Rules that are named: at least one.
pub(super) fn rule_ids<'n>(node: Input<'n>) -> Read<Vec<&'n str>> {
    let ids = elements(node, rule_id)?;
    for (place, id) in ids.iter().enumerate() {
        if ids.iter().take(place).any(|other| other == id) {
            return Err(Refusal::new(Code::DuplicateId).element(place));
        }
    }
    some(Some(ids).filter(|ids| !ids.is_empty()), Code::PolicyRules)
}

pub(super) fn facts(node: Input<'_>) -> Read<Vec<Fact>> {
    distinct(node, Fact::ALL, Fact::WORDS)
}

fn rules<'n>(node: Input<'n>) -> Read<Vec<Rule<'n>>> {
    let rules = elements(node, rule)?;
    unique(rules.iter().map(|rule| rule.id), "id")?;
    Ok(rules)
}

fn rule<'n>(node: Input<'n>) -> Read<Rule<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" rule_id;
        optional statutory "statutory" boolean;
        required when "when" when;
        required give "give" give;
        optional lines "lines" lines;
    }
    Ok(Rule { id, statutory: statutory.unwrap_or(false), when, give, lines: lines.unwrap_or_default() })
}

/// The method is looked at first, as the other members depend on it.
fn give(node: Input<'_>) -> Read<Give> {
    let Some(method) = read::member(read::object(node)?, "method") else {
        return refuse(Code::MissingField, "method");
    };
    match word(method, |word| Give::WORDS.into_iter().find(|known| *known == word))
        .map_err(|refusal| refusal.member("method"))?
    {
        "share" => share(node).map(Give::Share),
        "unused" => unused(node).map(Give::Unused),
        "monthly" => monthly(node).map(Give::Monthly),
        "nothing" => nothing(node),
        _ => full(node),
    }
}

/// The method is known: it only has to be there.
fn named(_node: Input<'_>) -> Read<()> {
    Ok(())
}

fn full(node: Input<'_>) -> Read<Give> {
    tree_fields! { branch(node)? =>
        required _method "method" named;
    }
    Ok(Give::Full)
}

fn nothing(node: Input<'_>) -> Read<Give> {
    tree_fields! { branch(node)? =>
        required _method "method" named;
    }
    Ok(Give::Nothing)
}

fn share(node: Input<'_>) -> Read<Percent> {
    tree_fields! { branch(node)? =>
        required _method "method" named;
        required percent "percent" percent;
    }
    Ok(percent)
}

fn times(node: Input<'_>) -> Read<Factor> {
    some(Factor::parse(read::text(node)?), Code::PolicyGive)
}

fn unused(node: Input<'_>) -> Read<Unused> {
    tree_fields! { branch(node)? =>
        required _method "method" named;
        optional time "time" time;
        optional times "times" times;
        optional price "price" |node| one_of(node, PriceOf::ALL, PriceOf::WORDS);
    }
    Ok(Unused {
        time: time.unwrap_or(Time::Exact),
        times: times.unwrap_or(Factor::ONCE),
        price: price.unwrap_or(PriceOf::Paid),
    })
}

fn monthly(node: Input<'_>) -> Read<Monthly> {
    tree_fields! { branch(node)? =>
        required _method "method" named;
        optional time "time" time;
        optional rest "rest" |node| one_of(node, Rest::ALL, Rest::WORDS);
        optional times "times" times;
    }
    Ok(Monthly {
        time: time.unwrap_or(Time::Exact),
        rest: rest.unwrap_or(Rest::Share),
        times: times.unwrap_or(Factor::ONCE),
    })
}

/// A unit; `None`: exact.
fn unit(node: Input<'_>) -> Read<Option<Unit>> {
    match read::text(node)? {
        EXACT => Ok(None),
        _ => one_of(node, Unit::ALL, Unit::WORDS).map(Some),
    }
}

fn time(node: Input<'_>) -> Read<Time> {
    tree_fields! { branch(node)? =>
        optional unit "unit" unit;
        optional count "count" |node| one_of(node, &COUNTS, &COUNTS);
        optional used "used" |node| one_of(node, Edge::ALL, Edge::WORDS);
        optional total "total" |node| one_of(node, Edge::ALL, Edge::WORDS);
        optional month "month" month;
    }
    let is_calendar = count == Some("calendar");
    let Some(unit) = unit.flatten() else {
        // What is not rounded has no edges.
        return match (is_calendar, used, total, month) {
            (true, ..) => refuse(Code::PolicyGive, "count"),
            (_, Some(_), ..) => refuse(Code::PolicyGive, "used"),
            (_, _, Some(_), _) => refuse(Code::PolicyGive, "total"),
            (.., Some(_)) => refuse(Code::PolicyGive, "month"),
            _ => Ok(Time::Exact),
        };
    };
    let used = used.unwrap_or(Edge::Up);
    match (is_calendar, total, month) {
        (false, total, None) => Ok(Time::Length { unit, used, total: total.unwrap_or(Edge::Down) }),
        (true, None, month) if unit == Unit::Day || !matches!(month, Some(MonthDays::Days(_))) => {
            Ok(Time::Calendar { unit, used, month: month.unwrap_or(MonthDays::Real) })
        }
        (true, Some(_), _) => refuse(Code::PolicyGive, "total"),
        _ => refuse(Code::PolicyGive, "month"),
    }
}

/// `real`, or how many days each month has.
fn month(node: Input<'_>) -> Read<MonthDays> {
    if let Input::Node(Node::Number(_)) = node {
        let days = u32::try_from(read::integer(node)?).ok().filter(|days| (28..=31).contains(days));
        return some(days.map(MonthDays::Days), Code::PolicyGive);
    }
    word(node, |word| (word == REAL).then_some(MonthDays::Real))
}

fn lines(node: Input<'_>) -> Read<Vec<LineRule>> {
    elements(node, line)
}

fn line(node: Input<'_>) -> Read<LineRule> {
    tree_fields! { branch(node)? =>
        required kind "kind" |node| one_of(node, LineKind::ALL, LineKind::WORDS);
        required give "give" treatment;
        optional facts "if" facts;
    }
    Ok(LineRule { kind, give, facts: facts.unwrap_or_default() })
}

/// `rule`, `kept`, `full`, or what of the price is kept.
fn treatment(node: Input<'_>) -> Read<Treatment> {
    if let Input::Node(Node::Object(_)) = node {
        tree_fields! { branch(node)? =>
            required keep "keep" percent;
        }
        return Ok(Treatment::Keep(keep));
    }
    word(node, |word| match word {
        "rule" => Some(Treatment::Rule),
        "kept" => Some(Treatment::Kept),
        "full" => Some(Treatment::Full),
        _ => None,
    })
}

fn fees<'n>(node: Input<'n>) -> Read<Vec<Fee<'n>>> {
    let fees = elements(node, fee)?;
    unique(fees.iter().map(|fee| fee.id), "id")?;
    Ok(fees)
}

fn fee<'n>(node: Input<'n>) -> Read<Fee<'n>> {
    tree_fields! { branch(node)? =>
        required id "id" rule_id;
        optional amounts "amounts" amounts;
        optional percent "percent" percent;
        optional terms "terms" |node| elements(node, term);
        optional facts "if" facts;
        optional rules "rules" rule_ids;
        optional taxed "taxed" boolean;
    }
    let sum = match (amounts, percent, terms) {
        (Some(amounts), None, None) if !amounts.all().is_empty() => FeeSum::Amounts(amounts),
        (None, Some(percent), None) => FeeSum::Percent(percent),
        (None, None, Some(terms)) if !terms.is_empty() => FeeSum::Terms(terms),
        (_, None, Some(_)) => return refuse(Code::PolicyFee, "terms"),
        (_, Some(_), _) => return refuse(Code::PolicyFee, "percent"),
        _ => return refuse(Code::PolicyFee, "amounts"),
    };
    Ok(Fee { id, sum, facts: facts.unwrap_or_default(), rules, taxed: taxed.unwrap_or(true) })
}

fn term(node: Input<'_>) -> Read<TermFee> {
    tree_fields! { branch(node)? =>
        optional months "months" read::months;
        optional until "until" read::months;
        required percent "percent" percent;
    }
    Ok(TermFee { months, until, percent })
}

fn overage(node: Input<'_>) -> Read<Included> {
    tree_fields! { branch(node)? =>
        optional included "included" |node| one_of(node, Included::ALL, Included::WORDS);
    }
    Ok(included.unwrap_or(Included::Whole))
}

/// A place where money goes; `None`: in parts.
fn to(node: Input<'_>) -> Read<Option<To>> {
    match read::text(node)? {
        CHOICE => Ok(Some(To::Choice)),
        SPLIT => Ok(None),
        _ => one_of(node, Destination::ALL, Destination::WORDS).map(|to| Some(To::One(to))),
    }
}

fn payout(node: Input<'_>) -> Read<Payout> {
    tree_fields! { branch(node)? =>
        optional to "to" to;
        optional order "order" |node| one_of(node, Order::ALL, Order::WORDS);
        optional parts "parts" |node| elements(node, part);
    }
    let to = match (to, parts) {
        (Some(None), Some(parts)) => Payout::split(parts),
        (Some(to), None) => to,
        (None, None) => Some(Payout::default().to),
        _ => None,
    };
    let Some(to) = to else { return refuse(Code::PolicyPayout, "parts") };
    Ok(Payout { to, order: order.unwrap_or(Order::Largest) })
}

fn part(node: Input<'_>) -> Read<Part> {
    tree_fields! { branch(node)? =>
        required to "to" |node| one_of(node, Destination::ALL, Destination::WORDS);
        required percent "percent" percent;
    }
    Ok(Part { to, percent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Manner, parse};

    /// A document with these members besides those that are needed, as `code path` or what is held.
    fn read(rest: &str) -> Result<RefundParts<'static>, String> {
        let text = format!(r#"{{"kind":"refund","schema":1,"name":"A","zone":"UTC",{rest}}}"#).leak();
        let node = Box::leak(Box::new(parse(text, Manner::Strict).unwrap()));
        let policy = version("", Input::Node(node));
        policy.map(|policy| policy.parts().clone()).map_err(|error| format!("{} {}", error.code().word(), error.path()))
    }

    #[test]
    fn what_is_not_said_is_usual() {
        let parts = read(r#""rules":[{"id":"a","when":{},"give":{"method":"unused"}}]"#).unwrap();
        let unused = Unused { time: Time::Exact, times: Factor::ONCE, price: PriceOf::Paid };
        assert_eq!(parts.rules[0].give, Give::Unused(unused));
        assert!(!parts.rules[0].statutory && parts.fees.is_empty() && parts.lines.is_empty());
        assert_eq!((parts.clock, parts.overage, parts.vouchers), (StopClock::Request, Included::Whole, Vouchers::Kept));
        assert_eq!((parts.gateway_fees, parts.arrears), (GatewayFees::Ours, Arrears::SettleFirst));
        assert_eq!((parts.tax, parts.round, parts.payout), (TaxBy::Line, Round::HalfUp, Payout::default()));
        assert_eq!((parts.review.simple_days, parts.review.complex_days, parts.review.appeal_days), (3, 5, 14));
    }

    #[test]
    fn time_says_what_can_be_counted() {
        let time = |time: &str| {
            let give = format!(r#"{{"method":"unused","time":{time}}}"#);
            read(&format!(r#""rules":[{{"id":"a","when":{{}},"give":{give}}}]"#))
                .map(|parts| parts.rules[0].give.time())
        };
        let wrong = |member: &str| Err(format!("policy_give rules[0].give.time.{member}"));
        let days = Time::Length { unit: Unit::Day, used: Edge::Up, total: Edge::Down };
        assert_eq!(time(r#"{"unit":"day"}"#), Ok(Some(days)));
        let fixed = Time::Calendar { unit: Unit::Day, used: Edge::Down, month: MonthDays::Days(30) };
        assert_eq!(time(r#"{"unit":"day","count":"calendar","used":"down","month":30}"#), Ok(Some(fixed)));
        assert_eq!(time(r#"{"unit":"exact","used":"up"}"#), wrong("used"));
        assert_eq!(time(r#"{"count":"calendar"}"#), wrong("count"));
        assert_eq!(time(r#"{"unit":"day","count":"calendar","total":"up"}"#), wrong("total"));
        assert_eq!(time(r#"{"unit":"hour","count":"calendar","month":30}"#), wrong("month"));
        assert_eq!(time(r#"{"unit":"day","month":"real"}"#), wrong("month"));
        assert_eq!(time(r#"{"unit":"day","count":"calendar","month":32}"#), wrong("month"));
    }
}
