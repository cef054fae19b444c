//! Amounts: currencies, integer minor units, named rounding, one division at the end.
//!
//! Nothing here converts between currencies, and nothing rounds without being told how.

mod amount;
mod currencies;
mod currency;
mod decimal;
mod fraction;
mod percent;
mod rounding;

pub use amount::{Money, MoneyError};
pub use currency::Currency;
pub use decimal::{Decimal, DecimalError, DecimalText, is_decimal, parse_padded, parse_scaled};
pub use fraction::Fraction;
pub use percent::{PERCENT_DECIMALS, Percent, PercentError};
pub use rounding::{Rounding, mul_div, round_to_scale};
