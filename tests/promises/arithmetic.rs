//! Every sum, product, order and rounding of small numbers, against what is taught at school: no random draw leaves a pair out.

use super::ratio::Ratio;
use makegood::money::{
    Currency, DecimalText, Fraction, Money, MoneyError, Percent, Rounding, is_decimal, mul_div, parse_padded,
    parse_scaled, round_to_scale,
};

/// A fraction as its text says.
fn read(fraction: Fraction) -> Ratio {
    let text = fraction.text();
    let (top, under) = text.split_once('/').unwrap_or((&text, "1"));
    let (top, under): (i128, i128) = (top.parse().unwrap(), under.parse().unwrap());
    let ratio = Ratio::new(top, under);
    // In lowest terms, no 1 below the line.
    assert_eq!(text, ratio.text());
    ratio
}

/// Halves away from zero.
fn half_up(exact: Ratio) -> i64 {
    let zero = Ratio::whole(0);
    if exact < zero { -(zero - exact).nearest() } else { exact.nearest() }
}

fn small() -> Vec<(i64, i64)> {
    (-4..=4).flat_map(|top| [1, 2, 3, 6].map(|under| (top, under))).collect()
}

#[test]
fn fractions_are_the_school_s() {
    for (one, other) in small().into_iter().flat_map(|one| small().into_iter().map(move |other| (one, other))) {
        let made = |(top, under)| Fraction::new(top, under).unwrap();
        let school = |(top, under): (i64, i64)| Ratio::new(top.into(), under.into());
        let ((a, b), (x, y)) = ((made(one), made(other)), (school(one), school(other)));
        assert_eq!(read(a.plus(b).unwrap()), x + y);
        assert_eq!(read(a.minus(b).unwrap()), x - y);
        assert_eq!(read(a.beyond(b).unwrap()), (x - y).above_zero());
        assert_eq!(read(a.times(b).unwrap()), x * y);
        assert_eq!(read(a.least(b).unwrap()), x.min(y));
        assert_eq!(a.compare(b).unwrap(), x.cmp(&y));
        if other.0 == 0 {
            assert_eq!(a.over(b), Err(MoneyError::Overflow));
        } else {
            let turned = Ratio::new(i128::from(other.1 * other.0.signum()), other.0.abs().into());
            assert_eq!(read(a.over(b).unwrap()), x * turned);
        }
        assert_eq!(a.is_zero(), one.0 == 0);
        assert_eq!(
            (read(a.down().unwrap()), read(a.up().unwrap())),
            (Ratio::whole(x.floor()), Ratio::whole(x.ceiling()))
        );
        assert_eq!((a.rounded(Rounding::Floor), a.rounded(Rounding::HalfUp)), (Ok(x.floor()), Ok(half_up(x))));
        for decimals in 0..3 {
            let unit = 10_i64.pow(decimals);
            assert_eq!(
                read(a.to_decimals(decimals).unwrap()),
                Ratio::new(half_up(x * Ratio::whole(unit)).into(), unit.into())
            );
        }
        assert_eq!(Fraction::new(one.0, -one.1).map(read), Ok(Ratio::whole(0) - x));
    }
    let long = Fraction::new(i64::MAX, 1).unwrap().times(Fraction::new(1, 1_000_000_007).unwrap()).unwrap();
    assert_eq!(long.text(), "9223372036854775807/1000000007");
    assert_eq!(Fraction::whole(i64::MIN).text(), i64::MIN.to_string());
}

#[test]
fn products_are_divided_once() {
    let values: Vec<i64> = (-13..=13).chain([i64::MAX, i64::MAX - 1, i64::MIN, i64::MIN + 1, 1 << 32]).collect();
    for value in &values {
        for (by, over) in (-3..=7).flat_map(|by| [1, 2, 3, 4, 10, i64::MAX].map(|over| (by, over))) {
            let product = i128::from(*value) * i128::from(by);
            let floor = product.div_euclid(over.into());
            let twice = (product - floor * i128::from(over)) * 2;
            let up = twice > i128::from(over) || (twice == i128::from(over) && product > 0);
            assert_eq!(mul_div(*value, by, over, Rounding::Floor), i64::try_from(floor).ok(), "{value} {by} {over}");
            assert_eq!(
                mul_div(*value, by, over, Rounding::HalfUp),
                i64::try_from(floor + i128::from(up)).ok(),
                "{value} {by} {over}"
            );
        }
        assert_eq!(mul_div(*value, 1, 0, Rounding::Floor), None);
        assert_eq!(mul_div(*value, 1, -1, Rounding::Floor), None);
    }
    for value in -130..=130 {
        for (scale, coarser) in [(2_u32, 2), (2, 1), (2, 0), (1, 2), (3, 1)] {
            let unit = 10_i64.pow(scale.saturating_sub(coarser));
            let half = Ratio::new(value.into(), unit.into());
            assert_eq!(round_to_scale(value, scale, coarser, Rounding::Floor), Some(value.div_euclid(unit) * unit));
            assert_eq!(round_to_scale(value, scale, coarser, Rounding::HalfUp), Some(half_up(half) * unit));
        }
    }
}

/// All texts of up to five letters of a small alphabet are read as their form says, or refused.
#[test]
fn decimals_have_one_form() {
    let mut texts = vec![String::new()];
    for _ in 0..5 {
        let longer: Vec<String> =
            texts.iter().flat_map(|text| ["0", "7", ".", "-", "a"].map(|letter| format!("{text}{letter}"))).collect();
        texts.extend(longer);
        texts.sort();
        texts.dedup();
    }
    let form = regex_lite::Regex::new(r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$").unwrap();
    for text in &texts {
        let fits = form.is_match(text);
        assert_eq!(is_decimal(text), fits, "{text}");
        for scale in 0..3_u32 {
            let decimals = text.split_once('.').map_or(0, |(_, part)| part.len());
            let digits = |kept: usize| -> i64 {
                let (whole, part) = text.split_once('.').unwrap_or((text, ""));
                format!("{whole}{:0<kept$.kept$}", part).parse().unwrap()
            };
            let kept = usize::try_from(scale).unwrap();
            let expected = (fits && decimals <= kept).then(|| digits(kept));
            assert_eq!(parse_scaled(text, scale).ok(), expected, "{text} {scale}");
            // Zeros beyond the scale, up to three decimals in all.
            let is_padded = fits
                && decimals <= 3
                && text.split_once('.').is_none_or(|(_, part)| part.chars().skip(kept).all(|digit| digit == '0'));
            assert_eq!(parse_padded(text, scale, 3).ok(), is_padded.then(|| digits(kept)), "{text} {scale}");
        }
    }
    for value in -1_200..=1_200_i64 {
        for scale in 0..4_u32 {
            let unit = 10_i64.pow(scale);
            let sign = if value < 0 { "-" } else { "" };
            let part = format!("{:0width$}", value.abs() % unit, width = usize::try_from(scale).unwrap());
            let exact = if scale == 0 { value.to_string() } else { format!("{sign}{}.{part}", value.abs() / unit) };
            assert_eq!(DecimalText::exact(value, scale).as_str(), exact);
            let short = if scale == 0 { exact.as_str() } else { exact.trim_end_matches('0').trim_end_matches('.') };
            assert_eq!(DecimalText::shortest(value, scale, 0).as_str(), short);
        }
    }
}

#[test]
fn amounts_stay_in_their_currency() {
    let [usd, kwd] = ["USD", "KWD"].map(|code| Currency::from_code(code).unwrap());
    let money = |minor| Money::new(minor, usd);
    for (one, other) in (-3..=3).flat_map(|one| (-3..=3).map(move |other| (one, other))) {
        assert_eq!(money(one).plus(money(other)), Ok(money(one + other)));
        assert_eq!(money(one).minus(money(other)), Ok(money(one - other)));
        assert_eq!(money(one).minus(Money::new(other, kwd)), Err(MoneyError::Overflow));
        assert_eq!(money(one).is_zero(), one == 0);
    }
    assert_eq!(
        (money(i64::MIN).minus(money(1)), money(i64::MAX).plus(money(1))),
        (Err(MoneyError::Overflow), Err(MoneyError::Overflow))
    );
    assert_eq!((Money::zero(kwd).minor(), Money::zero(kwd).currency() == kwd, usd == kwd), (0, true, false));
    // 33.333333333 % of 10.00 over 1 to 4 months.
    let third = Percent::parse("33.333333333").unwrap();
    for (parts, cents) in [(1, 333), (2, 167), (3, 111), (4, 83)] {
        assert_eq!(money(1_000).share(third, parts, Rounding::HalfUp), Ok(money(cents)), "{parts}");
    }
    // The divisor is 100 × 10⁹ × parts: the largest that fits 64 bits.
    assert_eq!(money(i64::MAX).share(Percent::HUNDRED, 92_233_720, Rounding::Floor), Ok(money(i64::MAX / 92_233_720)));
    assert_eq!(money(1).share(Percent::HUNDRED, 92_233_721, Rounding::Floor), Err(MoneyError::Overflow));
    assert_eq!(money(1).share(Percent::HUNDRED, 0, Rounding::Floor), Err(MoneyError::Overflow));
}
