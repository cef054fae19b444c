//! Readers of single values: strict types and forms, no defaults.

use super::error::{Code, Refusal};
pub(super) use super::slots::fields;
use crate::calendar::{Date, Instant, Month, Period};
use crate::json::Node;
use crate::money::{Currency, Money, MoneyError, Percent, is_decimal};
use crate::monitoring::Subject;
use crate::order::first_repeat;
use crate::text::mg_text_span;

pub(super) type Read<T> = Result<T, Refusal>;
/// An object, or the rest of one that is read as it goes.
pub(super) type Members<'a> = Node<'a>;

/// Largest duration and counter: 2^53, which every JSON reader holds exactly.
const LARGEST_INTEGER: i64 = 9_007_199_254_740_992;
const LONGEST_ID: usize = 200;
/// A key holds a source, a target and an instant, each byte possibly as `%XX`.
const LONGEST_KEY: usize = 2_000;

fn wrong_type<T>() -> Read<T> {
    Err(Refusal::new(Code::WrongType))
}

/// `value`, or the code when there is none.
fn found<T>(value: Option<T>, code: Code) -> Read<T> {
    value.ok_or_else(|| Refusal::new(code))
}

#[inline(never)]
pub(super) fn object<'n, 'a>(node: &'n Node<'a>) -> Read<&'n Members<'a>> {
    match node {
        Node::Next(stream) if stream.enter() => Ok(node),
        Node::Object(_) => Ok(node),
        _ => wrong_type(),
    }
}

pub(super) fn list<'n, 'a, T>(node: &'n Node<'a>, read: impl Fn(&'n Node<'a>) -> Read<T>) -> Read<Vec<T>> {
    let mut values = Vec::with_capacity(length(node)?);
    while let Some(element) = element(node, values.len()) {
        values.push(read(element).map_err(|refusal| refusal.element(values.len()))?);
    }
    match node {
        Node::Next(stream) if !stream.take(b']') => wrong_type(),
        _ => Ok(values),
    }
}

/// Enters a list: how many elements there are, as far as it is known.
#[inline(never)]
fn length(node: &Node<'_>) -> Read<usize> {
    match node {
        Node::Next(stream) if stream.take(b'[') => Ok(0),
        Node::List(elements) => Ok(elements.len()),
        _ => wrong_type(),
    }
}

/// The next element of a list that was entered.
#[inline(never)]
fn element<'n, 'a>(node: &'n Node<'a>, before: usize) -> Option<&'n Node<'a>> {
    match node {
        Node::Next(stream) => stream.element(before).then_some(node),
        Node::List(elements) => elements.get(before),
        _ => None,
    }
}

/// Whether it is `null`.
#[inline(never)]
pub(super) fn null(node: &Node<'_>) -> bool {
    match node {
        Node::Next(stream) => stream.literal("null"),
        node => *node == Node::Null,
    }
}

/// The member with this name, looked at before the others; `None` as well where members are read as they come.
pub(super) fn member<'n, 'a>(members: &'n Members<'a>, name: &str) -> Option<&'n Node<'a>> {
    let Node::Object(members) = members else { return None };
    members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

#[inline(never)]
pub(super) fn text<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    match node {
        Node::Next(stream) => found(stream.text(), Code::WrongType),
        Node::Text(text) => Ok(text),
        _ => wrong_type(),
    }
}

#[inline(never)]
pub(super) fn boolean(node: &Node<'_>) -> Read<bool> {
    match node {
        Node::Next(stream) if stream.literal("true") => Ok(true),
        Node::Next(stream) if stream.literal("false") => Ok(false),
        Node::Bool(value) => Ok(*value),
        _ => wrong_type(),
    }
}

/// An integer; beyond 64 bits the nearest one that fits, which is outside every range that is checked here.
#[inline(never)]
pub(super) fn integer(node: &Node<'_>) -> Read<i64> {
    if let Node::Next(stream) = node {
        return found(stream.integer(), Code::WrongType);
    }
    let Some(digits) = node.as_integer() else { return wrong_type() };
    let largest = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
    Ok(digits.parse().unwrap_or(largest))
}

/// A counter: 0 to 2^53.
#[inline(never)]
pub(super) fn counter(node: &Node<'_>) -> Read<i64> {
    let value = integer(node)?;
    if (0..=LARGEST_INTEGER).contains(&value) { Ok(value) } else { wrong_type() }
}

/// Milliseconds.
#[inline(never)]
pub(super) fn duration(node: &Node<'_>) -> Read<i64> {
    let value = integer(node)?;
    found((0..=LARGEST_INTEGER).contains(&value).then_some(value), Code::InvalidDuration)
}

#[inline(never)]
pub(super) fn months(node: &Node<'_>) -> Read<u32> {
    let value = u32::try_from(integer(node)?).ok();
    found(value.filter(|months| (1..=120).contains(months)), Code::InvalidMonths)
}

#[inline(never)]
pub(super) fn scale(node: &Node<'_>) -> Read<u32> {
    let value = u32::try_from(integer(node)?).ok();
    found(value.filter(|scale| *scale <= 4), Code::InvalidScale)
}

/// Whether `value`, found at `node`, has 1 to `longest` bytes and no control character. What is read as it goes has none.
fn is_name(node: &Node<'_>, value: &str, longest: usize) -> bool {
    let is_clean = matches!(node, Node::Next(_)) || !value.chars().any(char::is_control);
    is_clean && (1..=longest).contains(&value.len())
}

#[inline(never)]
fn name<'n>(node: &'n Node<'_>, longest: usize) -> Read<&'n str> {
    let value = text(node)?;
    found(is_name(node, value, longest).then_some(value), Code::InvalidId)
}

pub(super) fn id<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    name(node, LONGEST_ID)
}

/// An observation's key, which may be longer than an id.
pub(super) fn key<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    name(node, LONGEST_KEY)
}

#[inline(never)]
pub(super) fn hash<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    let value = text(node)?;
    let is_hash = value.len() == 64 && mg_text_span(value, "0123456789abcdef") == 64;
    found(is_hash.then_some(value), Code::InvalidHash)
}

#[inline(never)]
pub(super) fn instant(node: &Node<'_>) -> Read<Instant> {
    match Instant::parse(text(node)?) {
        Some(instant) => Ok(instant),
        None => Err(Refusal::new(Code::InvalidInstant)),
    }
}

#[inline(never)]
pub(super) fn date(node: &Node<'_>) -> Read<Date> {
    found(Date::parse(text(node)?), Code::InvalidDate)
}

/// A month and its text.
#[inline(never)]
pub(super) fn month<'n>(node: &'n Node<'_>) -> Read<(&'n str, Month)> {
    let value = text(node)?;
    found(Month::parse(value).map(|month| (value, month)), Code::InvalidMonth)
}

#[inline(never)]
pub(super) fn percent(node: &Node<'_>) -> Read<Percent> {
    found(Percent::parse(text(node)?).ok(), Code::InvalidPercent)
}

#[inline(never)]
pub(super) fn currency(node: &Node<'_>) -> Read<Currency> {
    found(Currency::from_code(text(node)?), Code::UnknownCurrency)
}

/// A decimal string whose currency is not known yet.
#[inline(never)]
pub(super) fn decimal<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    let value = text(node)?;
    found(is_decimal(value).then_some(value), Code::InvalidAmount)
}

/// `server:<id>` or `service:<id>`.
#[inline(never)]
pub(super) fn subject<'n>(node: &'n Node<'_>) -> Read<Subject<'n>> {
    subject_of(node, text(node)?)
}

/// As [`subject`], or `*`.
#[inline(never)]
pub(super) fn subject_or_everything<'n>(node: &'n Node<'_>) -> Read<Subject<'n>> {
    match text(node)? {
        "*" => Ok(Subject::Everything),
        value => subject_of(node, value),
    }
}

fn subject_of<'n>(node: &Node<'_>, value: &'n str) -> Read<Subject<'n>> {
    let of = |kind: &str| value.strip_prefix(kind).filter(|id| is_name(node, id, LONGEST_ID));
    let subject = of("server:").map(Subject::Server).or_else(|| of("service:").map(Subject::Service));
    found(subject, Code::InvalidSubject)
}

/// A word of a closed list.
pub(super) fn word<T>(node: &Node<'_>, from_word: fn(&str) -> Option<T>) -> Read<T> {
    found(from_word(text(node)?), Code::InvalidWord)
}

/// The half-open period of two instants; `invalid_interval` names `to`.
#[inline(never)]
pub(super) fn period(from: Instant, to: Instant) -> Read<Period> {
    found(Period::new(from, to), Code::InvalidInterval).map_err(|refusal| refusal.member("to"))
}

impl From<MoneyError> for Refusal {
    fn from(error: MoneyError) -> Self {
        Self::new(match error {
            MoneyError::Invalid => Code::InvalidAmount,
            MoneyError::Overflow => Code::AmountOverflow,
        })
    }
}

/// An amount of this currency.
#[inline(never)]
pub(super) fn amount(text: &str, currency: Currency) -> Read<Money> {
    Ok(Money::parse(text, currency)?)
}

/// An amount of this currency that was or is to be paid: not negative.
#[inline(never)]
pub(super) fn payment(text: &str, currency: Currency) -> Read<Money> {
    let money = amount(text, currency)?;
    found((money.minor() >= 0).then_some(money), Code::InvalidAmount)
}

/// Refuses a key that came before; the refusal names its place in a list.
pub(super) fn unique<'k>(keys: impl Iterator<Item = &'k str> + Clone, field: &'static str) -> Read<()> {
    unique_pairs(keys.map(|key| (key, "")), field)
}

/// As [`unique`], for keys of two parts.
pub(super) fn unique_pairs<'k>(
    keys: impl Iterator<Item = (&'k str, &'k str)> + Clone,
    field: &'static str,
) -> Read<()> {
    match first_repeat(keys) {
        None => Ok(()),
        Some(place) => Err(Refusal::new(Code::DuplicateId).member(field).element(place)),
    }
}
