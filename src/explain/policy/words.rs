//! Texts of one language, and values in its words: durations, amounts, shares, lists.

use crate::calendar::{DAY_MS, HOUR_MS, Instant, MINUTE_MS};
use crate::money::{Currency, Decimal, Fraction, Money, Percent, Rounding};
use crate::policy::full::{Amounts, Factor, Share};

/// One text in two forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plural {
    /// Of one.
    pub one: &'static str,
    /// Of any other number.
    pub other: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    /// The texts of a language; `None` where nobody wrote them.
    pub fn of(language: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, texts)| *texts)
    }
}

impl Plural {
    /// The form for so many, which are its `{n}`.
    pub(in crate::explain) fn of(self, count: i64) -> &'static str {
        if count == 1 { self.one } else { self.other }
    }
}

/// A value that stands in a sentence.
#[derive(Debug, Clone, Copy)]
pub(in crate::explain) enum Value<'v> {
    /// As it is.
    Text(&'v str),
    /// In digits.
    Number(i64),
    /// Per cent in their shortest form.
    Percent(Percent),
    /// Per cent with these decimals.
    Figure(Decimal),
    /// Milliseconds in words, `1 hour 30 minutes`.
    Time(i64),
    /// The same behind "every": one hour is `hour`.
    Every(i64),
    /// Milliseconds times a factor: a duration where it is one of whole milliseconds.
    Times(i64, Factor),
    /// In its shortest form.
    Factor(Factor),
    /// Of the month's fee.
    Share(Share),
    /// An amount with its currency.
    Money(Money),
    /// Amounts, a currency each.
    Amounts(&'v Amounts),
    /// Words, the last one behind "or".
    Words(&'v [&'static str]),
    /// An instant to the second, in UTC: `2026-03-02 10:00`, with seconds where there are some.
    Moment(Instant),
    /// Its date alone.
    Date(Instant),
    /// Minutes from midnight as `02:30`.
    Clock(u16),
    /// A price, which may have more decimals than its currency.
    Price(Decimal, Currency),
    /// All but so many per cent.
    AllBut(Percent),
}

impl Texts {
    /// A sentence: `template` with each `{name}` replaced by its value; what a value says is never looked into.
    #[inline(never)]
    pub(in crate::explain) fn fill(&self, template: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut text = String::new();
        self.put(&mut text, template, values);
        text
    }

    /// Appends a sentence.
    #[inline(never)]
    pub(in crate::explain) fn put(&self, out: &mut String, template: &str, values: &[(&str, Value<'_>)]) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => self.put_value(out, *value),
                // Left to be seen: tests look for braces.
                None => ["{", name, "}"].into_iter().for_each(|part| out.push_str(part)),
            }
            rest = after;
        }
        out.push_str(rest);
    }

    #[inline(never)]
    fn put_value(&self, out: &mut String, value: Value<'_>) {
        match value {
            Value::Text(text) => out.push_str(text),
            Value::Number(number) => out.push_str(Decimal::exact(number, 0).text().as_str()),
            Value::Percent(percent) => self.put_value(out, Value::Figure(percent.decimal())),
            Value::Figure(figure) => {
                self.put(out, self.percent, &[("value", Value::Text(figure.text().as_str()))]);
            }
            Value::Time(ms) => self.put_duration(out, ms),
            Value::Every(HOUR_MS) => out.push_str(self.each_hour),
            Value::Every(MINUTE_MS) => out.push_str(self.each_minute),
            Value::Every(1_000) => out.push_str(self.each_second),
            Value::Every(ms) => self.put_duration(out, ms),
            Value::Times(ms, factor) => match whole(ms, factor) {
                Some(ms) => self.put_duration(out, ms),
                None => self.put(out, self.times_as_long, &[("factor", Value::Factor(factor))]),
            },
            Value::Factor(factor) => {
                let decimal = Decimal { units: factor.units(), scale: 9, at_least: 0 };
                out.push_str(decimal.text().as_str());
            }
            Value::Share(share) => self.put_share(out, share),
            Value::Money(money) => {
                let (amount, currency) = (money.text(), money.currency().code());
                let values = [("amount", Value::Text(amount.as_str())), ("currency", Value::Text(currency))];
                self.put(out, self.money, &values);
            }
            Value::Amounts(amounts) => {
                for (place, amount) in amounts.all().iter().enumerate() {
                    out.push_str(if place > 0 { self.comma } else { "" });
                    self.put_value(out, Value::Money(*amount));
                }
            }
            Value::Words(words) => {
                let last = words.len().saturating_sub(1);
                for (place, word) in words.iter().enumerate() {
                    out.push_str(match place {
                        0 => "",
                        place if place == last => self.or,
                        _ => self.comma,
                    });
                    out.push_str(word);
                }
            }
            Value::Moment(at) => put_moment(out, at),
            Value::Date(at) => out.push_str(at.text().as_str().get(..10).unwrap_or_default()),
            Value::Clock(minutes) => put_clock(out, minutes),
            Value::Price(price, currency) => {
                let price = price.text();
                let values = [("amount", Value::Text(price.as_str())), ("currency", Value::Text(currency.code()))];
                self.put(out, self.money, &values);
            }
            Value::AllBut(percent) => self.put(out, self.treated_keep, &[("percent", Value::Percent(percent))]),
        }
    }

    /// Days only from three on, as notice of 48 hours is not one of 2 days.
    #[inline(never)]
    fn put_duration(&self, out: &mut String, ms: i64) {
        const THREE_DAYS: i64 = 3 * DAY_MS;
        let units = [
            (DAY_MS, self.days),
            (HOUR_MS, self.hours),
            (MINUTE_MS, self.minutes),
            (1_000, self.seconds),
            (1, self.milliseconds),
        ];
        let mut rest = ms;
        let mut is_first = true;
        for (unit, plural) in units.into_iter().skip(usize::from(ms < THREE_DAYS)) {
            let count = rest.checked_div(unit).unwrap_or(0);
            rest = rest.checked_rem(unit).unwrap_or(0);
            if count > 0 || (ms == 0 && unit == MINUTE_MS) {
                out.push_str(if is_first { "" } else { " " });
                is_first = false;
                self.put(out, plural.of(count), &[("n", Value::Number(count))]);
            }
        }
    }

    fn put_share(&self, out: &mut String, share: Share) {
        match share {
            Share::Percent(percent) => self.put(out, self.share_percent, &[("percent", Value::Percent(percent))]),
            Share::Fraction(over, under) => {
                let [over, under] = [over, under].map(|part| Value::Number(i64::from(part.get())));
                self.put(out, self.share_fraction, &[("over", over), ("under", under)]);
            }
            Share::Time(time) => self.put(out, self.share_time, &[("time", Value::Time(time.ms()))]),
            Share::Months(months) => {
                let months = i64::from(months.get());
                self.put(out, self.share_months.of(months), &[("n", Value::Number(months))]);
            }
        }
    }
}

fn put_moment(out: &mut String, at: Instant) {
    let text = at.text();
    let part = |from, to| text.as_str().get(from..to).unwrap_or_default();
    out.push_str(part(0, 10));
    out.push(' ');
    out.push_str(part(11, if part(17, 19) == "00" { 16 } else { 19 }));
}

fn put_clock(out: &mut String, minutes: u16) {
    let digit = |number: u16| char::from(b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or(0)));
    let (hour, minute) = (minutes / 60, minutes % 60);
    for character in [digit(hour / 10), digit(hour), ':', digit(minute / 10), digit(minute)] {
        out.push(character);
    }
}

/// The product, where it is whole.
fn whole(ms: i64, factor: Factor) -> Option<i64> {
    let product = Fraction::whole(ms).times(Fraction::new(factor.units(), Factor::ONE).ok()?).ok()?;
    let rounded = product.rounded(Rounding::Floor).ok()?;
    (Fraction::whole(rounded) == product).then_some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: Value<'_>) -> String {
        Texts::of("en").unwrap().fill("{it}", &[("it", value)])
    }

    #[test]
    fn durations_are_said_as_people_say_them() {
        for (ms, words) in [
            (0, "0 minutes"),
            (1, "1 millisecond"),
            (61_001, "1 minute 1 second 1 millisecond"),
            (5_400_000, "1 hour 30 minutes"),
            (86_400_000, "24 hours"),
            (259_199_999, "71 hours 59 minutes 59 seconds 999 milliseconds"),
            (259_200_000, "3 days"),
            (266_400_000, "3 days 2 hours"),
            (9_007_199_254_740_992, "104249991 days 8 hours 59 minutes 992 milliseconds"),
        ] {
            assert_eq!(said(Value::Time(ms)), words);
        }
        assert_eq!([said(Value::Every(3_600_000)), said(Value::Every(7_200_000))], ["hour", "2 hours"]);
        let half = Factor::parse("0.5").unwrap();
        assert_eq!(said(Value::Times(3_600_000, half)), "30 minutes");
        assert_eq!(said(Value::Times(1, half)), "a time 0.5 times as long");
    }

    #[test]
    fn a_value_is_not_looked_into() {
        let en = Texts::of("en").unwrap();
        let values = [("a", Value::Text("{b}")), ("b", Value::Number(2))];
        assert_eq!(en.fill("{a} and {b}", &values), "{b} and 2");
        assert_eq!(en.fill("{a} and {c}", &values), "{b} and {c}", "nobody gave it");
        assert_eq!([said(Value::Clock(150)), said(Value::Clock(1_439))], ["02:30", "23:59"]);
        assert_eq!(said(Value::Moment(Instant::from_ms(1_772_625_600_000))), "2026-03-04 12:00");
        assert_eq!(said(Value::Moment(Instant::from_ms(1_772_625_620_000))), "2026-03-04 12:00:20");
        assert_eq!(said(Value::Date(Instant::from_ms(1_772_625_620_000))), "2026-03-04");
        let list = |words: &[&'static str]| said(Value::Words(words));
        assert_eq!([list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])], ["a", "a or b", "a, b or c"]);
        assert!(Texts::of("EN").is_none());
    }
}
