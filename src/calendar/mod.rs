//! Time as data: instants in milliseconds, half-open periods, civil dates, zones as tables of offsets.
//!
//! There is no clock and no time-zone database here; both arrive in the request.

mod date;
mod instant;
mod month;
mod office;
mod period;
mod zone;

pub use date::Date;
pub(crate) use instant::civil_seconds;
pub use instant::{Instant, InstantText};
pub use month::Month;
pub use office::Office;
pub use period::{Period, merge, touches};
pub use zone::{Offset, Zone, ZoneError};

/// Milliseconds of a day; the core knows no leap seconds.
pub const DAY_MS: i64 = 86_400_000;
/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;
/// Milliseconds of a minute.
pub const MINUTE_MS: i64 = 60_000;

/// The number that `digits` decimal digits spell; `None` for anything but digits.
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    let mut value: i64 = 0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(i64::from(byte.wrapping_sub(b'0')))?;
    }
    if text.is_empty() { None } else { Some(value) }
}
