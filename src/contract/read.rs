//! Readers of single values: strict types and forms, no defaults.

use super::error::{Code, Refusal};
pub(super) use super::slots::fields;
use crate::calendar::{Date, Instant, Month, Period};
use crate::json::Node;
use crate::money::{Currency, Money, MoneyError, Percent, is_decimal};
use crate::monitoring::Subject;
use crate::order::first_repeat;
use std::borrow::Cow;

pub(super) type Read<T> = Result<T, Refusal>;
pub(super) type Members<'a> = [(Cow<'a, str>, Node<'a>)];

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
        Node::Object(members) => Ok(members),
        _ => wrong_type(),
    }
}

pub(super) fn list<'n, 'a, T>(node: &'n Node<'a>, read: fn(&'n Node<'a>) -> Read<T>) -> Read<Vec<T>> {
    let Node::List(elements) = node else { return wrong_type() };
    let mut values = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        values.push(read(element).map_err(|refusal| refusal.element(index))?);
    }
    Ok(values)
}

#[inline(never)]
pub(super) fn text<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    match node {
        Node::Text(text) => Ok(text),
        _ => wrong_type(),
    }
}

#[inline(never)]
pub(super) fn boolean(node: &Node<'_>) -> Read<bool> {
    match node {
        Node::Bool(value) => Ok(*value),
        _ => wrong_type(),
    }
}

/// An integer; beyond 64 bits the nearest one that fits, which is outside every range that is checked here.
#[inline(never)]
pub(super) fn integer(node: &Node<'_>) -> Read<i64> {
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

fn is_name(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// Whether `text` can be an id: 1 to 200 bytes without control characters.
pub(super) fn is_id(text: &str) -> bool {
    is_name(text, LONGEST_ID)
}

#[inline(never)]
pub(super) fn id<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    let value = text(node)?;
    found(is_id(value).then_some(value), Code::InvalidId)
}

/// An observation's key, which may be longer than an id.
#[inline(never)]
pub(super) fn key<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    let value = text(node)?;
    found(is_name(value, LONGEST_KEY).then_some(value), Code::InvalidId)
}

#[inline(never)]
pub(super) fn hash<'n>(node: &'n Node<'_>) -> Read<&'n str> {
    let value = text(node)?;
    let is_hash = value.len() == 64 && value.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    found(is_hash.then_some(value), Code::InvalidHash)
}

#[inline(never)]
pub(super) fn instant(node: &Node<'_>) -> Read<Instant> {
    found(Instant::parse(text(node)?), Code::InvalidInstant)
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
    let value = text(node)?;
    let subject = match value.split_once(':') {
        Some(("server", id)) if is_id(id) => Some(Subject::Server(id)),
        Some(("service", id)) if is_id(id) => Some(Subject::Service(id)),
        _ => None,
    };
    found(subject, Code::InvalidSubject)
}

/// As [`subject`], or `*`.
#[inline(never)]
pub(super) fn subject_or_everything<'n>(node: &'n Node<'_>) -> Read<Subject<'n>> {
    if text(node)? == "*" { Ok(Subject::Everything) } else { subject(node) }
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
