//! How values look in answers, which are compact JSON. Each `impl` for a scalar is one row of the contract's table of
//! types. Names and punctuation are constants where they are appended, so that PHP appends them as they stand.

use crate::calendar::Instant;
use crate::money::{Currency, Decimal, Money, Percent};
use crate::text::Sink;

/// Something that answers are made of.
pub(super) trait Put {
    /// Appends it.
    fn put(self, sink: &mut Sink);
}

/// Appends an object, `{"name":value,…}`, from names and values in the order of the wire.
macro_rules! object {
    ($sink:expr; $first:literal: $value:expr $(, $name:literal: $next:expr)* $(,)?) => {{
        let sink: &mut crate::text::Sink = $sink;
        sink.literal(concat!("{\"", $first, "\":"));
        $crate::contract::writer::Put::put($value, sink);
        $(
            sink.literal(concat!(",\"", $name, "\":"));
            $crate::contract::writer::Put::put($next, sink);
        )*
        sink.literal("}");
    }};
}
pub(super) use object;

/// The bytes of a whole answer: an object from names and values.
macro_rules! answer {
    ($($name:literal: $value:expr),+ $(,)?) => {{
        let mut sink = crate::text::Sink::start();
        $crate::contract::writer::object!(&mut sink; $($name: $value),+);
        sink.finish()
    }};
}
pub(super) use answer;

/// An array.
pub(super) struct List<I>(pub I);

impl<I> Put for List<I>
where
    I: Iterator,
    I::Item: Put,
{
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.literal("[");
        let mut is_first = true;
        for element in self.0 {
            if !is_first {
                sink.literal(",");
            }
            is_first = false;
            element.put(sink);
        }
        sink.literal("]");
    }
}

/// `[]`
pub(super) struct Empty;

impl Put for Empty {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.literal("[]");
    }
}

impl<T: Put> Put for Option<T> {
    #[inline]
    fn put(self, sink: &mut Sink) {
        match self {
            Some(value) => value.put(sink),
            None => sink.literal("null"),
        }
    }
}

impl Put for bool {
    #[inline]
    fn put(self, sink: &mut Sink) {
        if self {
            sink.literal("true");
        } else {
            sink.literal("false");
        }
    }
}

impl Put for i64 {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.integer(self);
    }
}

impl Put for u32 {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.integer(self.into());
    }
}

impl Put for &str {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.string(self);
    }
}

impl Put for Instant {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.instant(self.ms());
    }
}

impl Put for Decimal {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.decimal(self.units, self.scale, self.at_least);
    }
}

/// With exactly its currency's decimals.
impl Put for Money {
    #[inline]
    fn put(self, sink: &mut Sink) {
        self.decimal().put(sink);
    }
}

/// In its shortest form.
impl Put for Percent {
    #[inline]
    fn put(self, sink: &mut Sink) {
        self.decimal().put(sink);
    }
}

impl Put for Currency {
    #[inline]
    fn put(self, sink: &mut Sink) {
        sink.string(self.code());
    }
}

/// A warning: something was put right that the caller should know of.
#[derive(Debug)]
pub(super) struct Warning {
    pub code: &'static str,
    pub path: String,
}

impl Put for Warning {
    fn put(self, sink: &mut Sink) {
        object!(sink; "code": self.code, "path": self.path.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;

    /// The oracle: what serde_json makes of the same names and values.
    #[derive(Debug, Serialize)]
    struct Sample {
        #[serde(rename = "theText")]
        text: String,
        numbers: Vec<i64>,
        nothing: Option<bool>,
        inner: Vec<Inner>,
        none: [u32; 0],
    }

    #[derive(Debug, Serialize)]
    struct Inner {
        count: u32,
        note: Option<String>,
    }

    impl Put for &Inner {
        fn put(self, sink: &mut Sink) {
            object!(sink; "count": self.count, "note": self.note.as_deref());
        }
    }

    fn inner() -> impl Strategy<Value = Inner> {
        (any::<u32>(), proptest::option::of("\\PC{0,4}[\\x00-\\x7f]{0,4}"))
            .prop_map(|(count, note)| Inner { count, note })
    }

    proptest! {
        #[test]
        fn writes_what_serde_json_writes(
            text in "\\PC{0,8}[\\x00-\\x7f]{0,8}",
            numbers: Vec<i64>,
            nothing: Option<bool>,
            inner in proptest::collection::vec(inner(), 0..3),
        ) {
            let sample = Sample { text, numbers, nothing, inner, none: [] };
            let written = answer!(
                "theText": sample.text.as_str(),
                "numbers": List(sample.numbers.iter().copied()),
                "nothing": sample.nothing,
                "inner": List(sample.inner.iter()),
                "none": Empty,
            );
            prop_assert_eq!(written, serde_json::to_vec(&sample).unwrap());
        }
    }

    #[test]
    fn values_look_as_the_contract_says() {
        let usd = Currency::from_code("USD").unwrap();
        let rate = Percent::parse("19.50").unwrap();
        let at = Instant::from_ms(1_772_625_600_250);
        let written = answer!("at": at, "amount": Money::new(-5, usd), "rate": rate, "currency": usd);
        let expected = r#"{"at":"2026-03-04T12:00:00.250Z","amount":"-0.05","rate":"19.5","currency":"USD"}"#;
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }
}
