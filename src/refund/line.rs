//! What comes back of one line: its price, less what the rule keeps, overage and fees, rounded once.

use super::case::{Line, Usage};
use super::step::RefundStep;
use super::tax::{Sums, less, share, with_tax_inside};
use super::time::Term;
use crate::calendar::{HOUR_MS, Instant, Zone};
use crate::money::{Decimal, Fraction, Money, MoneyError, Rounding as Nearest};
use crate::policy::full::closed;
use crate::policy::refund::{
    Fee, FeeSum, Give, Included, LineKind, Monthly, PriceOf, RefundPolicy, Rest, Round, Rule, Time, Treatment, Unused,
};

closed! {
    /// Why something does not come back.
    DeductionKind {
        /// It was used.
        Used "used"
        /// It is kept whatever was used.
        Kept "kept"
        /// What was used beyond the plan.
        Overage "overage"
        /// A fee.
        Fee "fee"
        /// Another line's negative value.
        Spilled "spilled"
        /// More than the line's price would have been given back.
        Limit "limit"
        /// What the gateway took.
        GatewayFee "gatewayFee"
        /// An open invoice.
        Arrears "arrears"
    }
}

/// What does not come back, above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deduction<'a> {
    /// Why.
    pub kind: DeductionKind,
    /// Of a usage, a fee or an open invoice.
    pub id: Option<&'a str>,
    /// In minor units; of a line, in its own mode.
    pub amount: i64,
}

/// A line of a quote. Amounts are in minor units.
#[derive(Debug, Clone)]
pub struct LineQuote<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is for.
    pub kind: LineKind,
    /// What is done with it.
    pub treatment: Treatment,
    /// In its own mode, after coupons and vouchers that are kept.
    pub price: i64,
    /// 9 decimals, half up; `None` where nothing was measured.
    pub used_share: Option<Decimal>,
    /// In its own mode; price − all of them is what comes back.
    pub deductions: Vec<Deduction<'a>>,
    /// What comes back.
    pub back: Sums,
    /// Whether it was limited by what was given back of it before.
    pub limited: bool,
    /// How it came about, up to what comes back.
    pub(super) steps: Vec<RefundStep<'a>>,
    /// What comes back in its own mode; below 0 where more is kept than was paid, until that is spilled.
    pub(super) value: i64,
}

/// What lines are asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'c, 'a> {
    pub policy: &'c RefundPolicy<'a>,
    pub rule: Option<&'c Rule<'a>>,
    pub fees: &'c [&'c Fee<'a>],
    pub zone: &'c Zone<'a>,
    pub stop: Instant,
    /// The plan line's age and term in months, for fees by term.
    pub plan: Term<'c, 'a>,
}

/// Rounded as the policy says.
pub(super) fn rounded(value: Fraction, by: Round) -> Result<i64, MoneyError> {
    match by {
        Round::HalfUp => value.rounded(Nearest::HalfUp),
        Round::Up => value.up()?.rounded(Nearest::Floor),
        Round::Down => value.rounded(Nearest::Floor),
    }
}

/// To 9 decimals, half up.
pub(super) fn nine(value: Fraction, at_least: u32) -> Result<Decimal, MoneyError> {
    let units = value.times(Fraction::whole(1_000_000_000))?.rounded(Nearest::HalfUp)?;
    Ok(Decimal { units, scale: 9, at_least })
}

/// What a rule keeps of a line, and how it was measured.
struct Measured<'a> {
    kept: Fraction,
    share: Option<Fraction>,
    step: Option<RefundStep<'a>>,
}

impl Measured<'_> {
    fn kept(kept: Fraction) -> Self {
        Self { kept, share: None, step: None }
    }
}

impl<'c, 'a> Asked<'c, 'a> {
    fn term(&self, line: &Line<'_>) -> Term<'c, 'a> {
        Term { zone: self.zone, from: line.from, to: line.to, stop: self.stop }
    }

    /// How time is counted where the rule does not say it.
    fn time(&self) -> Time {
        self.rule.and_then(|rule| rule.give.time()).unwrap_or(Time::Exact)
    }

    pub fn treatment(&self, kind: LineKind, facts: &[crate::policy::refund::Fact]) -> Treatment {
        self.rule.map_or(Treatment::Kept, |rule| self.policy.treatment(rule, kind, facts))
    }

    /// The used share, by quantity or by time, with its step.
    fn share_of(&self, line: &Line<'a>, time: Time) -> Result<(Fraction, RefundStep<'a>), MoneyError> {
        if let Some(units) = &line.units {
            let granted = units.granted.value;
            let share = if granted.is_zero() { Fraction::ONE } else { units.used.value.over(granted)? };
            let step = RefundStep::UsedUnits { used: units.used.text, granted: units.granted.text };
            return Ok((share.least(Fraction::ONE)?, step));
        }
        let used = self.term(line).used(time);
        Ok((used.share()?, RefundStep::UsedTime { used: used.used, total: used.total, unit: used.unit }))
    }

    /// What of a new line is not used at the stop, where it goes by the rule; else all of it.
    pub fn unused(&self, line: &Line<'a>, treatment: Treatment) -> Result<i64, MoneyError> {
        let price = Fraction::whole(less(line.amount, line.coupon)?);
        let share = match treatment {
            Treatment::Rule => self.share_of(line, self.time())?.0,
            _ => Fraction::ZERO,
        };
        rounded(price.times(Fraction::ONE.minus(share)?)?, self.policy.parts().round)
    }

    fn measured(&self, line: &Line<'a>, give: Give, price: Fraction) -> Result<Measured<'a>, MoneyError> {
        if line.delivered && give != Give::Full {
            return Ok(Measured::kept(price));
        }
        match give {
            Give::Full => Ok(Measured::kept(Fraction::ZERO)),
            Give::Nothing => Ok(Measured::kept(price)),
            Give::Share(percent) => Ok(Measured::kept(price.times(Fraction::ONE.minus(share(percent)?)?)?)),
            Give::Unused(unused) => self.by_share(line, unused, price),
            Give::Monthly(monthly) => match (line.monthly_price, line.units) {
                (Some(month), None) => self.by_months(line, monthly, month.times(line.discount)?),
                // What has no monthly price goes by its share.
                _ => {
                    let Monthly { time, times, .. } = monthly;
                    self.by_share(line, Unused { time, times, price: PriceOf::Paid }, price)
                }
            },
        }
    }

    fn by_share(&self, line: &Line<'a>, unused: Unused, price: Fraction) -> Result<Measured<'a>, MoneyError> {
        let base = match (unused.price, line.list_price) {
            (PriceOf::List, Some(list)) => list.times(line.discount)?,
            _ => price,
        };
        let (share, step) = self.share_of(line, unused.time)?;
        let times = Fraction::new(unused.times.units(), crate::policy::full::Factor::ONE)?;
        Ok(Measured { kept: base.times(share)?.times(times)?, share: Some(share), step: Some(step) })
    }

    fn by_months(&self, line: &Line<'a>, monthly: Monthly, month: Fraction) -> Result<Measured<'a>, MoneyError> {
        let term = self.term(line);
        let stop = term.stop_within();
        let months = term.months_until(stop);
        let begun =
            Term { from: term.anniversary(months), to: term.anniversary(months.saturating_add(1)), stop, ..term };
        let whole = month.times(Fraction::whole(months.into()))?;
        let (rest, said) = match (monthly.rest, line.hourly_price) {
            (Rest::Month, _) => {
                let begun = i64::from(stop > begun.from);
                (month.times(Fraction::whole(begun))?, Fraction::whole(begun))
            }
            (Rest::Hourly, Some(hour)) => {
                let hours = Fraction::new(stop.since(begun.from), HOUR_MS)?.up()?;
                (hour.times(line.discount)?.times(hours)?, hours)
            }
            _ => {
                let share = begun.used(monthly.time).share()?;
                (month.times(share)?, share)
            }
        };
        let times = Fraction::new(monthly.times.units(), crate::policy::full::Factor::ONE)?;
        let step = RefundStep::UsedMonths { months, rest: said.text() };
        Ok(Measured { kept: whole.plus(rest)?.times(times)?, share: None, step: Some(step) })
    }

    /// What a usage beyond the plan costs: the quantity, and its price.
    fn overage(&self, line: &Line<'a>, usage: &Usage<'_>) -> Result<(Fraction, Fraction), MoneyError> {
        let included = match self.policy.parts().overage {
            Included::Whole => usage.included,
            Included::Share => usage.included.times(self.share_of(line, self.time())?.0)?,
        };
        let beyond = usage.used.beyond(included)?;
        let (mut price, mut from) = (Fraction::ZERO, Fraction::ZERO);
        for tier in &usage.tiers {
            let until = match tier.up_to {
                Some(up_to) => beyond.least(up_to)?,
                None => beyond,
            };
            price = price.plus(until.beyond(from)?.times(tier.price)?)?;
            from = until;
        }
        Ok((beyond, price))
    }

    /// What per cent a fee by percent or by term and age has.
    pub fn fee_share(&self, fee: &Fee<'_>) -> Result<Option<Fraction>, MoneyError> {
        let percent = match &fee.sum {
            FeeSum::Amounts(_) => None,
            FeeSum::Percent(percent) => Some(*percent),
            FeeSum::Terms(rows) => {
                let months = self.plan.months();
                let row = rows.iter().find(|row| {
                    row.months.is_none_or(|of| of == months)
                        && row.until.is_none_or(|until| self.stop < self.plan.anniversary(until))
                });
                row.map(|row| row.percent)
            }
        };
        percent.map(share).transpose()
    }

    /// A line by itself; what others take of it comes later.
    pub fn quote(
        &self,
        line: &Line<'a>,
        (price, treatment, is_plan): (Fraction, Treatment, bool),
        currency: crate::money::Currency,
    ) -> Result<LineQuote<'a>, MoneyError> {
        let mut worth = Worth::of(line, price, self.policy.parts().round)?;
        let measured = match treatment {
            Treatment::Rule => {
                self.rule.map_or(Ok(Measured::kept(price)), |rule| self.measured(line, rule.give, price))?
            }
            Treatment::Kept => Measured::kept(price),
            Treatment::Full => Measured::kept(Fraction::ZERO),
            Treatment::Keep(percent) => Measured::kept(price.times(share(percent)?)?),
        };
        let kind = if measured.step.is_some() { DeductionKind::Used } else { DeductionKind::Kept };
        worth.steps.extend(measured.step);
        let amount = worth.take(kind, None, measured.kept)?;
        if amount > 0 {
            worth.steps.push(RefundStep::Kept { amount });
        }
        // What the law gives in full has no deduction at all.
        if self.rule.is_some_and(|rule| !(rule.statutory && rule.give == Give::Full)) {
            for usage in &line.usage {
                let (quantity, cost) = self.overage(line, usage)?;
                let amount = worth.take(DeductionKind::Overage, Some(usage.id), cost)?;
                if !quantity.is_zero() {
                    worth.steps.push(RefundStep::Overage { id: usage.id, quantity: nine(quantity, 0)?, amount });
                }
            }
        }
        for fee in self.fees.iter().filter(|fee| fee.taxed) {
            let sum = match (&fee.sum, self.fee_share(fee)?) {
                (FeeSum::Amounts(amounts), _) if is_plan => {
                    let amount = amounts.of(currency).map_or(0, Money::minor);
                    with_tax_inside(line.tax, Fraction::whole(amount))?
                }
                (_, Some(share)) if treatment == Treatment::Rule => price.times(share)?,
                _ => continue,
            };
            let amount = worth.take(DeductionKind::Fee, Some(fee.id), sum)?;
            if amount > 0 {
                worth.steps.push(RefundStep::Fee { id: fee.id, amount });
            }
        }
        Ok(LineQuote {
            id: line.id,
            kind: line.kind,
            treatment,
            price: worth.price,
            used_share: measured.share.map(|share| nine(share, 9)).transpose()?,
            deductions: worth.deductions,
            back: Sums::default(),
            limited: false,
            steps: worth.steps,
            value: rounded(worth.rest, worth.round)?,
        })
    }
}

/// A line's price while things are taken off it.
struct Worth<'a> {
    price: i64,
    rest: Fraction,
    /// What of the rest is shown: rounded, and not below 0.
    shown: i64,
    round: Round,
    deductions: Vec<Deduction<'a>>,
    steps: Vec<RefundStep<'a>>,
}

impl<'a> Worth<'a> {
    fn of(line: &Line<'a>, exact: Fraction, round: Round) -> Result<Self, MoneyError> {
        let price = rounded(exact, round)?;
        let step = RefundStep::Line { id: line.id, kind: line.kind, price };
        Ok(Self { price, rest: exact, shown: price, round, deductions: Vec::new(), steps: vec![step] })
    }

    /// Takes something off; what is shown of it is the difference of the roundings before and after it.
    fn take(&mut self, kind: DeductionKind, id: Option<&'a str>, amount: Fraction) -> Result<i64, MoneyError> {
        self.rest = self.rest.minus(amount)?;
        let shown = rounded(self.rest, self.round)?.max(0);
        let taken = less(self.shown, shown)?;
        self.shown = shown;
        if taken > 0 {
            self.deductions.push(Deduction { kind, id, amount: taken });
        }
        Ok(taken)
    }
}

/// What can be done with a line, as a word.
pub const TREATMENTS: &[&str] = &["rule", "kept", "full", "keep"];

impl<'a> LineQuote<'a> {
    /// What is done with it, one of [`TREATMENTS`].
    #[must_use]
    pub fn treatment_word(&self) -> &'static str {
        match self.treatment {
            Treatment::Rule => "rule",
            Treatment::Kept => "kept",
            Treatment::Full => "full",
            Treatment::Keep(_) => "keep",
        }
    }

    /// Takes off what other lines, or what was given before, leave no room for.
    pub(super) fn lower(&mut self, kind: DeductionKind, amount: i64) -> Result<(), MoneyError> {
        if amount > 0 {
            self.value = less(self.value, amount)?;
            self.deductions.push(Deduction { kind, id: None, amount });
            self.steps.push(RefundStep::Deduction { kind, amount });
        }
        Ok(())
    }
}

/// What lines owe beyond their price is taken from the others, from the first on; no line is below 0 then.
pub(super) fn spill(lines: &mut [LineQuote<'_>]) -> Result<(), MoneyError> {
    let mut owed = 0;
    for line in lines.iter_mut().filter(|line| line.value < 0) {
        owed = less(owed, line.value)?;
        line.value = 0;
    }
    for line in lines {
        let taken = owed.min(line.value);
        line.lower(DeductionKind::Spilled, taken)?;
        owed = less(owed, taken)?;
    }
    Ok(())
}

/// What comes back of all lines.
pub(super) fn total(lines: &[LineQuote<'_>]) -> Result<Sums, MoneyError> {
    lines.iter().try_fold(Sums::default(), |all, line| all.plus(line.back))
}
