//! Quotients of whole numbers, as taught at school: nothing is shared with the core.

use std::cmp::Ordering;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    top: i128,
    under: i128,
}

pub const ZERO: Ratio = Ratio { top: 0, under: 1 };

fn common(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.abs().max(1)
}

impl Ratio {
    pub fn new(top: i128, under: i128) -> Self {
        assert!(under > 0);
        let by = common(top, under);
        Self { top: top / by, under: under / by }
    }

    pub fn whole(value: i64) -> Self {
        Self::new(i128::from(value), 1)
    }

    /// A decimal string, not negative.
    pub fn read(text: &str) -> Self {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 = format!("{whole}{part}").parse().unwrap();
        Self::new(digits, 10_i128.pow(u32::try_from(part.len()).unwrap()))
    }

    /// A decimal string in per cent.
    pub fn percent(text: &str) -> Self {
        Self::read(text) / Self::whole(100)
    }

    pub fn above_zero(self) -> Self {
        if self.top < 0 { ZERO } else { self }
    }

    pub fn floor(self) -> i64 {
        i64::try_from(self.top.div_euclid(self.under)).unwrap()
    }

    pub fn ceiling(self) -> i64 {
        -(ZERO - self).floor()
    }

    /// As the steps of an answer tell it.
    pub fn text(self) -> String {
        if self.under == 1 { self.top.to_string() } else { format!("{}/{}", self.top, self.under) }
    }

    /// Halves go up.
    pub fn nearest(self) -> i64 {
        (self + Self::new(1, 2)).floor()
    }
}

impl core::ops::Add for Ratio {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.top * other.under + other.top * self.under, self.under * other.under)
    }
}

impl core::ops::Sub for Ratio {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self::new(-other.top, other.under)
    }
}

impl core::ops::Mul for Ratio {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (one, two) = (common(self.top, other.under), common(other.top, self.under));
        Self::new((self.top / one) * (other.top / two), (self.under / two) * (other.under / one))
    }
}

impl core::ops::Div for Ratio {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        assert!(other.top > 0);
        self * Self { top: other.under, under: other.top }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.top * other.under).cmp(&(other.top * self.under))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
