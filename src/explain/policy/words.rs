//! Texts of one language, and values in its words: durations, amounts, shares, lists.

use crate::calendar::Instant;
use crate::money::{Decimal, DecimalText, Fraction, Money, Percent};
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
    /// The form for so many.
    fn of(self, count: i64) -> &'static str {
        if count == 1 { self.one } else { self.other }
    }
}

/// `template` with each `{name}` replaced by its value; a value is never looked into.
#[inline(never)]
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len().saturating_add(48));
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A number in digits.
pub(super) fn digits(number: i64) -> String {
    DecimalText::exact(number, 0).as_str().to_owned()
}

/// An instant to the second, in UTC: `2026-03-02 10:00`, with seconds where there are some.
pub(super) fn moment(at: Instant) -> String {
    let text = at.text();
    let text = text.as_str();
    let part = |from, to| text.get(from..to).unwrap_or_default();
    let end = if part(17, 19) == "00" { 16 } else { 19 };
    [part(0, 10), " ", part(11, end)].concat()
}

/// A time of day: `02:30`.
pub(super) fn time_of_day(minutes: u16) -> String {
    let two = |number: u16| char::from(b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or(0)));
    let (hour, minute) = (minutes / 60, minutes % 60);
    [two(hour / 10), two(hour), ':', two(minute / 10), two(minute)].into_iter().collect()
}

impl Texts {
    /// A text that depends on a number, which is its `{n}`.
    #[inline(never)]
    pub(super) fn count(&self, plural: Plural, count: i64, values: &[(&str, &str)]) -> String {
        let number = digits(count);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        fill(plural.of(count), &all)
    }

    /// Per cent in their shortest form.
    pub(super) fn percent(&self, percent: Percent) -> String {
        self.percent_of(percent.decimal())
    }

    /// Per cent with these decimals.
    pub(super) fn percent_of(&self, value: Decimal) -> String {
        fill(self.percent, &[("value", value.text().as_str())])
    }

    /// An amount with its currency.
    pub(super) fn money(&self, money: Money) -> String {
        fill(self.money, &[("amount", money.text().as_str()), ("currency", money.currency().code())])
    }

    /// Amounts, a currency each.
    pub(super) fn amounts(&self, amounts: &Amounts) -> String {
        self.list(self.comma, amounts.all().iter().map(|amount| self.money(*amount)))
    }

    /// `a, b or c`, or with `last` another word.
    #[inline(never)]
    pub(super) fn list(&self, last: &str, items: impl Iterator<Item = String>) -> String {
        let mut items: Vec<String> = items.collect();
        let end = items.pop().unwrap_or_default();
        let start = items.into_iter().reduce(|one, next| fill(self.comma, &[("one", &one), ("next", &next)]));
        match start {
            None => end,
            Some(start) => fill(last, &[("one", &start), ("next", &end)]),
        }
    }

    /// Milliseconds in words, `1 hour 30 minutes`; days only from three on, as notice of 48 hours is not one of 2 days.
    #[inline(never)]
    pub(super) fn duration(&self, ms: i64) -> String {
        const THREE_DAYS: i64 = 259_200_000;
        if ms == 0 {
            return self.count(self.minutes, 0, &[]);
        }
        let units = [
            (86_400_000, self.days),
            (3_600_000, self.hours),
            (60_000, self.minutes),
            (1_000, self.seconds),
            (1, self.milliseconds),
        ];
        let (mut rest, mut parts) = (ms, Vec::new());
        for (unit, plural) in units.into_iter().skip(usize::from(ms < THREE_DAYS)) {
            let count = rest.checked_div(unit).unwrap_or(0);
            rest = rest.checked_rem(unit).unwrap_or(0);
            if count > 0 {
                parts.push(self.count(plural, count, &[]));
            }
        }
        parts.join(" ")
    }

    /// As [`Texts::duration`] behind "every": one hour is `hour`.
    pub(super) fn every(&self, ms: i64) -> String {
        match ms {
            3_600_000 => self.each_hour.to_owned(),
            60_000 => self.each_minute.to_owned(),
            1_000 => self.each_second.to_owned(),
            ms => self.duration(ms),
        }
    }

    /// A share of the month's fee.
    pub(super) fn share(&self, share: Share) -> String {
        match share {
            Share::Percent(percent) => fill(self.share_percent, &[("percent", &self.percent(percent))]),
            Share::Fraction(numerator, denominator) => {
                let fraction = [digits(i64::from(numerator.get())), digits(i64::from(denominator.get()))].join("/");
                fill(self.share_fraction, &[("fraction", &fraction)])
            }
            Share::Time(time) => fill(self.share_time, &[("time", &self.duration(time.ms()))]),
            Share::Months(months) => self.count(self.share_months, i64::from(months.get()), &[]),
        }
    }

    /// Every unit of downtime times a factor: a duration where it is one of whole milliseconds.
    pub(super) fn multiplied(&self, ms: i64, factor: Factor) -> String {
        let product = Fraction::new(factor.units(), Factor::ONE).and_then(|factor| Fraction::whole(ms).times(factor));
        let whole =
            product.ok().and_then(|product| product.rounded(crate::money::Rounding::Floor).ok().zip(Some(product)));
        match whole {
            Some((whole, exact)) if Fraction::whole(whole) == exact => self.duration(whole),
            _ => fill(self.times_as_long, &[("factor", factor_text(factor).as_str())]),
        }
    }
}

/// A factor in its shortest form.
pub(super) fn factor_text(factor: Factor) -> DecimalText {
    DecimalText::shortest(factor.units(), 9, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        let en = Texts::of("en").unwrap();
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
            assert_eq!(en.duration(ms), words);
        }
        assert_eq!([en.every(3_600_000), en.every(7_200_000)], ["hour".to_owned(), "2 hours".to_owned()]);
        let half = Factor::parse("0.5").unwrap();
        assert_eq!(
            [en.multiplied(3_600_000, half), en.multiplied(1, half)],
            ["30 minutes", "a time 0.5 times as long"]
        );
    }

    #[test]
    fn a_value_is_not_looked_into() {
        assert_eq!(fill("{a} and {b}{c}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!([time_of_day(150), time_of_day(1_439)], ["02:30", "23:59"]);
        assert_eq!(moment(Instant::from_ms(1_772_625_600_000)), "2026-03-04 12:00");
        assert_eq!(moment(Instant::from_ms(1_772_625_620_000)), "2026-03-04 12:00:20");
        let en = Texts::of("en").unwrap();
        let list = |items: &[&str]| en.list(en.or, items.iter().map(|item| (*item).to_owned()));
        assert_eq!([list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])], ["a", "a or b", "a, b or c"]);
        assert!(Texts::of("EN").is_none());
    }
}
