//! Readers of single values: strict types and forms, no defaults.

use super::error::{Code, Refusal};
pub(super) use super::slots::{Branch, fields, tree_fields};
use crate::calendar::{Date, Instant, Month, Period};
use crate::json::{Node, Stream};
use crate::money::{Currency, Money, MoneyError, Percent, is_decimal};
use crate::monitoring::Subject;
use crate::order::first_repeat;
use crate::text::{Slice, mg_text_span};

pub(super) type Read<T> = Result<T, Refusal>;

/// A value to be read: what comes next in a text that is read as it goes, or a node of the tree.
#[derive(Debug, Clone, Copy)]
pub(super) enum Input<'n> {
    /// The next one.
    Next(&'n Stream<'n>),
    /// This one.
    Node(&'n Node<'n>),
}

/// An object, or the rest of one that is read as it goes.
pub(super) type Members<'n> = Input<'n>;

/// Largest duration and counter: 2^53, which every JSON reader holds exactly.
const LARGEST_INTEGER: i64 = 9_007_199_254_740_992;
const LONGEST_ID: usize = 200;
/// A key holds a source, a target and an instant, each byte possibly as `%XX`.
const LONGEST_KEY: usize = 2_000;

#[inline(always)]
fn wrong_type<T>() -> Read<T> {
    Err(Refusal::new(Code::WrongType))
}

/// Why something that was looked for is not there: `code` where its type is right. What is said of a text that is read as
/// it goes counts for nothing.
#[cold]
#[inline(never)]
fn why(node: Input<'_>, code: Code) -> Refusal {
    let is_text = matches!(node, Input::Node(Node::Text(_)));
    Refusal::new(if is_text { code } else { Code::WrongType })
}

/// `value`, or the code when there is none.
#[inline(always)]
fn found<T>(value: Option<T>, code: Code) -> Read<T> {
    match value {
        Some(value) => Ok(value),
        None => Err(Refusal::new(code)),
    }
}

/// Enters an object.
#[inline(always)]
pub(super) fn object(node: Input<'_>) -> Read<Members<'_>> {
    let is_object = match node {
        Input::Next(stream) => stream.enter(),
        Input::Node(node) => matches!(node, Node::Object(_)),
    };
    if is_object { Ok(node) } else { wrong_type() }
}

/// An object of the tree.
#[inline(always)]
pub(super) fn branch(node: Input<'_>) -> Read<Branch<'_>> {
    match node {
        Input::Node(node @ Node::Object(_)) => Ok(Branch(node)),
        _ => wrong_type(),
    }
}

/// Room for the elements of a list that is read as it goes.
const USUAL_ELEMENTS: usize = 8;

/// A list, element by element.
pub(super) fn list<'n, T>(node: Input<'n>, read: impl Fn(Input<'n>) -> Read<T>) -> Read<Vec<T>> {
    match node {
        Input::Next(stream) => {
            if !stream.enter_list() {
                return wrong_type();
            }
            let mut values = Vec::new();
            if stream.first() {
                values = Vec::with_capacity(USUAL_ELEMENTS);
                values.push(read(node)?);
                while stream.another() {
                    values.push(read(node)?);
                }
            }
            if stream.leave_list() { Ok(values) } else { wrong_type() }
        }
        Input::Node(Node::List(elements)) => {
            let mut values = Vec::with_capacity(elements.len());
            for element in elements {
                values.push(read(Input::Node(element)).map_err(|refusal| refusal.element(values.len()))?);
            }
            Ok(values)
        }
        Input::Node(_) => wrong_type(),
    }
}

/// As [`list`] of the tree, in less code.
pub(super) fn elements<'n, T>(node: Input<'n>, read: impl Fn(Input<'n>) -> Read<T>) -> Read<Vec<T>> {
    let elements = nodes(node)?;
    let mut values = Vec::with_capacity(elements.len());
    for element in elements {
        values.push(read(Input::Node(element)).map_err(|refusal| refusal.element(values.len()))?);
    }
    Ok(values)
}

#[inline(never)]
fn nodes<'n>(node: Input<'n>) -> Read<&'n [Node<'n>]> {
    match node {
        Input::Node(Node::List(elements)) => Ok(elements),
        _ => wrong_type(),
    }
}

/// Whether it is `null`.
#[inline(always)]
pub(super) fn null(node: Input<'_>) -> bool {
    match node {
        Input::Next(stream) => stream.null(),
        Input::Node(node) => matches!(node, Node::Null),
    }
}

/// The member with this name, looked at before the others; `None` as well where members are read as they come.
pub(super) fn member<'n>(members: Members<'n>, name: &str) -> Option<Input<'n>> {
    let Input::Node(Node::Object(members)) = members else { return None };
    members.iter().find(|(key, _)| key == name).map(|(_, value)| Input::Node(value))
}

#[inline(never)]
fn slice(node: Input<'_>) -> Slice<'_> {
    match node {
        Input::Next(stream) => stream.text(),
        Input::Node(Node::Text(text)) => Slice::of(Some(text)),
        Input::Node(_) => Slice::NONE,
    }
}

#[inline(always)]
pub(super) fn text(node: Input<'_>) -> Read<&str> {
    found(slice(node).get(), Code::WrongType)
}

#[inline(always)]
pub(super) fn boolean(node: Input<'_>) -> Read<bool> {
    match node {
        Input::Next(stream) => found(stream.boolean(), Code::WrongType),
        Input::Node(Node::Bool(value)) => Ok(*value),
        Input::Node(_) => wrong_type(),
    }
}

/// An integer; beyond 64 bits the nearest one that fits, which is outside every range that is checked here.
#[inline(never)]
pub(super) fn integer(node: Input<'_>) -> Read<i64> {
    let node = match node {
        Input::Next(stream) => return found(stream.integer(), Code::WrongType),
        Input::Node(node) => node,
    };
    let Some(digits) = node.as_integer() else { return wrong_type() };
    let largest = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
    Ok(digits.parse().unwrap_or(largest))
}

/// A counter: 0 to 2^53.
#[inline(never)]
pub(super) fn counter(node: Input<'_>) -> Read<i64> {
    let value = integer(node)?;
    if (0..=LARGEST_INTEGER).contains(&value) { Ok(value) } else { wrong_type() }
}

/// Milliseconds.
#[inline(never)]
pub(super) fn duration(node: Input<'_>) -> Read<i64> {
    let value = integer(node)?;
    found((0..=LARGEST_INTEGER).contains(&value).then_some(value), Code::InvalidDuration)
}

/// How often something is charged: 1 to 2^53.
pub(super) fn quantity(node: Input<'_>) -> Read<i64> {
    let value = integer(node)?;
    found((1..=LARGEST_INTEGER).contains(&value).then_some(value), Code::InvalidQuantity)
}

#[inline(never)]
pub(super) fn months(node: Input<'_>) -> Read<u32> {
    let value = u32::try_from(integer(node)?).ok();
    found(value.filter(|months| (1..=120).contains(months)), Code::InvalidMonths)
}

#[inline(never)]
pub(super) fn scale(node: Input<'_>) -> Read<u32> {
    let value = u32::try_from(integer(node)?).ok();
    found(value.filter(|scale| *scale <= 4), Code::InvalidScale)
}

/// Whether `value`, found at `node`, has 1 to `longest` bytes and no control character. What is read as it goes has none.
#[inline(always)]
fn is_name(node: Input<'_>, value: &str, longest: usize) -> bool {
    (1..=longest).contains(&value.len()) && (matches!(node, Input::Next(_)) || is_clean(value))
}

#[inline(never)]
fn is_clean(value: &str) -> bool {
    !value.chars().any(char::is_control)
}

#[inline(never)]
fn name(node: Input<'_>, longest: usize) -> Slice<'_> {
    match slice(node).get() {
        Some(value) if is_name(node, value, longest) => Slice::of(Some(value)),
        _ => Slice::NONE,
    }
}

#[inline(always)]
pub(super) fn id(node: Input<'_>) -> Read<&str> {
    name(node, LONGEST_ID).get().ok_or_else(|| why(node, Code::InvalidId))
}

/// An observation's key, which may be longer than an id.
#[inline(always)]
pub(super) fn key(node: Input<'_>) -> Read<&str> {
    name(node, LONGEST_KEY).get().ok_or_else(|| why(node, Code::InvalidId))
}

#[inline(never)]
pub(super) fn hash(node: Input<'_>) -> Read<&str> {
    let value = text(node)?;
    let is_hash = value.len() == 64 && mg_text_span(value, "0123456789abcdef") == 64;
    found(is_hash.then_some(value), Code::InvalidHash)
}

/// The milliseconds of an instant; of no instant, a number that is none.
#[inline(never)]
fn instant_ms(node: Input<'_>) -> i64 {
    slice(node).get().and_then(Instant::parse).map_or(i64::MIN, Instant::ms)
}

#[inline(always)]
pub(super) fn instant(node: Input<'_>) -> Read<Instant> {
    match instant_ms(node) {
        i64::MIN => Err(why(node, Code::InvalidInstant)),
        ms => Ok(Instant::from_ms(ms)),
    }
}

#[inline(never)]
pub(super) fn date(node: Input<'_>) -> Read<Date> {
    found(Date::parse(text(node)?), Code::InvalidDate)
}

/// A month and its text.
#[inline(never)]
pub(super) fn month<'n>(node: Input<'n>) -> Read<(&'n str, Month)> {
    let value = text(node)?;
    found(Month::parse(value).map(|month| (value, month)), Code::InvalidMonth)
}

#[inline(never)]
pub(super) fn percent(node: Input<'_>) -> Read<Percent> {
    found(Percent::parse(text(node)?).ok(), Code::InvalidPercent)
}

#[inline(never)]
pub(super) fn currency(node: Input<'_>) -> Read<Currency> {
    found(Currency::from_code(text(node)?), Code::UnknownCurrency)
}

#[inline(never)]
fn decimal_slice(node: Input<'_>) -> Slice<'_> {
    match slice(node).get() {
        Some(value) if is_decimal(value) => Slice::of(Some(value)),
        _ => Slice::NONE,
    }
}

/// A decimal string whose currency is not known yet.
#[inline(always)]
pub(super) fn decimal(node: Input<'_>) -> Read<&str> {
    decimal_slice(node).get().ok_or_else(|| why(node, Code::InvalidAmount))
}

/// `server:<id>` or `service:<id>`.
#[inline(never)]
pub(super) fn subject(node: Input<'_>) -> Read<Subject<'_>> {
    subject_of(node, text(node)?)
}

/// As [`subject`], or `*`.
#[inline(never)]
pub(super) fn subject_or_everything(node: Input<'_>) -> Read<Subject<'_>> {
    match text(node)? {
        "*" => Ok(Subject::Everything),
        value => subject_of(node, value),
    }
}

fn subject_of<'n>(node: Input<'_>, value: &'n str) -> Read<Subject<'n>> {
    let of = |kind: &str| value.strip_prefix(kind).filter(|id| is_name(node, id, LONGEST_ID));
    let subject = of("server:").map(Subject::Server).or_else(|| of("service:").map(Subject::Service));
    found(subject, Code::InvalidSubject)
}

/// A word of a closed list.
pub(super) fn word<T>(node: Input<'_>, from_word: fn(&str) -> Option<T>) -> Read<T> {
    found(from_word(text(node)?), Code::InvalidWord)
}

/// As [`word`], in less code: one of `all`, by its place among `words`.
#[inline(always)]
pub(super) fn one_of<T: Copy>(node: Input<'_>, all: &[T], words: &[&str]) -> Read<T> {
    found(all.get(place_of(node, words)?).copied(), Code::InvalidWord)
}

#[inline(never)]
fn place_of(node: Input<'_>, words: &[&str]) -> Read<usize> {
    let word = text(node)?;
    found(words.iter().position(|known| *known == word), Code::InvalidWord)
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
