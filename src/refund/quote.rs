//! A quote: which rule decides, what comes back of each line, and where it goes.

use super::case::{Case, Line, Source};
use super::claim::{Claim, LineSums, claim};
use super::eligible::{Known, Reason};
use super::line::{Asked, Deduction, DeductionKind, LineQuote, spill, total};
use super::payout::{PlanPart, plan};
use super::step::RefundStep;
use super::tax::{Sums, Taxed, less, plus, reversed, sum};
use super::time::Term;
use crate::calendar::{Instant, Zone};
use crate::money::{Fraction, MoneyError};
use crate::policy::refund::{Arrears, RefundPolicy, Rule, StopClock, TaxBy, Treatment, Vouchers};
use crate::sla::{Tax, TaxMode};

/// Where the clock stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// By which instant.
    pub by: StopClock,
    /// When.
    pub at: Instant,
    /// Whether that is known for good.
    pub is_final: bool,
}

/// A rule that was looked at.
#[derive(Debug, Clone, Copy)]
pub struct RuleLooked<'a> {
    /// Its id.
    pub rule: &'a str,
    /// Why it does not hold; `None`: it decides.
    pub reason: Option<Reason>,
}

/// What would come back. Amounts are in minor units.
#[derive(Debug, Clone)]
pub struct Quote<'a> {
    /// The policy's hash.
    pub policy: &'a str,
    /// The rule that decides.
    pub rule: Option<&'a str>,
    /// Whether the law says so.
    pub statutory: bool,
    /// Where the clock stops.
    pub stop: Stop,
    /// The rules up to the one that decides.
    pub rules: Vec<RuleLooked<'a>>,
    /// All lines.
    pub lines: Vec<LineQuote<'a>>,
    /// What is kept besides.
    pub deductions: Vec<Deduction<'a>>,
    /// What lines come to.
    pub entitlement: Sums,
    /// What of it is claimed.
    pub claim: i64,
    /// The most that can come back.
    pub limit: i64,
    /// What of the claim was never paid.
    pub waived: i64,
    /// What is to be paid for a new plan; `None`: the plan does not change.
    pub due: Option<i64>,
    /// What comes back.
    pub payout: i64,
    /// What of it the panel cannot book.
    pub remainder: i64,
    /// Why nothing may be paid now: `dispute` or `arrears`.
    pub waits: Option<&'static str>,
    /// Where the payout goes; these and the remainder are the payout.
    pub plan: Vec<PlanPart<'a>>,
    /// How it came about.
    pub steps: Vec<RefundStep<'a>>,
}

/// Where the clock of a case stops.
fn stop(by: StopClock, case: &Case<'_>) -> Stop {
    let happened = &case.happened;
    let at = match by {
        StopClock::Request => Some(happened.requested),
        StopClock::Termination => happened.terminated,
        StopClock::Decision => happened.decided,
    };
    Stop { by, at: at.unwrap_or(happened.as_of), is_final: at.is_some() }
}

/// Prices in the lines' own modes, with the tax that each one's is of the whole.
struct Prices {
    taxed: Vec<Taxed>,
    taxes: Vec<i64>,
    gross: Vec<i64>,
}

impl Prices {
    fn of(lines: &[Line<'_>], prices: &[i64], by: TaxBy) -> Result<Self, MoneyError> {
        let price = |(line, price): (&Line<'_>, &i64)| Taxed { tax: line.tax, price: *price, given: 0, given_tax: 0 };
        let taxed: Vec<Taxed> = lines.iter().zip(prices).map(price).collect();
        let taxes = reversed(&taxed, prices, by)?;
        let mut gross = Vec::with_capacity(lines.len());
        for ((line, price), tax) in lines.iter().zip(prices).zip(&taxes) {
            gross.push(Sums::of(line.tax, *price, *tax)?.gross);
        }
        Ok(Self { taxed, taxes, gross })
    }

    fn all(&self) -> Result<i64, MoneyError> {
        sum(self.gross.iter().copied())
    }
}

/// What was given back of a line before, in its own mode.
fn given(line: &Line<'_>) -> Result<i64, MoneyError> {
    match line.tax {
        Some(Tax { mode: TaxMode::Exclusive, .. }) => Ok(line.given_net),
        _ => plus(line.given_net, line.given_tax),
    }
}

/// The most that can still come back of a line in its own mode, so that with tax it is not too much either.
fn room(line: &Line<'_>, price: i64, tax: i64, by: TaxBy) -> Result<i64, MoneyError> {
    let too_much_tax = match line.tax {
        // Of a sum, the tax of one line alone is not known.
        Some(Tax { mode: TaxMode::Exclusive, .. }) if by == TaxBy::Line => less(line.given_tax, tax)?.max(0),
        _ => 0,
    };
    Ok(less(less(price, given(line)?)?, too_much_tax)?.max(0))
}

/// The rule that decides, and those before it with their reasons.
fn decide<'p, 'a>(
    policy: &'p RefundPolicy<'a>,
    known: &Known<'_, 'a>,
) -> Result<(Option<&'p Rule<'a>>, Vec<RuleLooked<'a>>), MoneyError> {
    let parts = policy.parts();
    let mut looked = Vec::new();
    for rule in &parts.rules {
        let required = if rule.statutory { None } else { known.failure(&parts.requires)? };
        let reason = match required {
            Some(reason) => Some(reason),
            None => known.failure(&rule.when)?,
        };
        looked.push(RuleLooked { rule: rule.id, reason });
        if reason.is_none() {
            return Ok((Some(rule), looked));
        }
    }
    Ok((None, looked))
}

/// What vouchers leave of a price, where they are kept.
fn without_vouchers(case: &Case<'_>, vouchers: Vouchers) -> Result<Fraction, MoneyError> {
    let is_voucher = |source| source == Source::Voucher;
    let all = sum(case.payments.iter().map(|payment| payment.amount))?;
    let kept = sum(case.payments.iter().filter(|payment| is_voucher(payment.source)).map(|payment| payment.amount))?;
    if vouchers == Vouchers::Returned || all == 0 {
        return Ok(Fraction::ONE);
    }
    Fraction::ONE.minus(Fraction::new(kept, all)?)
}

/// Why nothing may be paid.
pub const WAITS: &[&str] = &["dispute", "arrears"];

fn waits(case: &Case<'_>, arrears: Arrears) -> Option<&'static str> {
    if case.payments.iter().any(|payment| payment.disputed) {
        return Some("dispute");
    }
    let is_open = arrears == Arrears::SettleFirst && case.arrears.iter().any(|arrear| arrear.amount > 0);
    is_open.then_some("arrears")
}

/// What lines of a case come to.
struct Lines<'a> {
    quotes: Vec<LineQuote<'a>>,
    sums: LineSums,
}

/// Quotes all lines: each by itself, then what one takes of the others, then what was given before, then tax.
fn lines<'a>(asked: &Asked<'_, 'a>, case: &Case<'a>) -> Result<Lines<'a>, MoneyError> {
    let parts = asked.policy.parts();
    let share = without_vouchers(case, parts.vouchers)?;
    let plan_id = case.plan_line().map(|line| line.id);
    let mut quotes = Vec::with_capacity(case.lines.len());
    for line in &case.lines {
        let price = Fraction::whole(less(line.amount, line.coupon)?).times(share)?;
        let treatment = asked.treatment(line.kind, &case.facts);
        quotes.push(asked.quote(line, (price, treatment, plan_id == Some(line.id)), case.currency)?);
    }
    let prices: Vec<i64> = quotes.iter().map(|quote| quote.price).collect();
    let mut prices = Prices::of(&case.lines, &prices, parts.tax)?;
    spill(&mut quotes)?;
    for ((quote, line), tax) in quotes.iter_mut().zip(&case.lines).zip(&prices.taxes) {
        let too_much = less(quote.value, room(line, quote.price, *tax, parts.tax)?)?;
        quote.lower(DeductionKind::Limit, too_much)?;
        quote.limited = too_much > 0;
    }
    for (taxed, line) in prices.taxed.iter_mut().zip(&case.lines) {
        (taxed.given, taxed.given_tax) = (given(line)?, line.given_tax);
    }
    let values: Vec<i64> = quotes.iter().map(|quote| quote.value).collect();
    for ((quote, line), tax) in quotes.iter_mut().zip(&case.lines).zip(reversed(&prices.taxed, &values, parts.tax)?) {
        quote.back = Sums::of(line.tax, quote.value, tax)?;
        let Sums { net, tax, gross } = quote.back;
        quote.steps.push(RefundStep::LineBack { net, tax, gross });
    }
    let by_rule = quotes.iter().zip(&prices.gross).filter(|(quote, _)| quote.treatment == Treatment::Rule);
    let sums = LineSums {
        gross: prices.all()?,
        by_rule: sum(by_rule.map(|(_, gross)| *gross))?,
        given: sum(case.lines.iter().map(|line| line.given_net))?
            .checked_add(sum(case.lines.iter().map(|line| line.given_tax))?)
            .ok_or(MoneyError::Overflow)?,
        back: total(&quotes)?,
        new: None,
    };
    Ok(Lines { quotes, sums })
}

/// What of new lines is not used at the stop, with tax.
fn new_cost<'a>(asked: &Asked<'_, 'a>, case: &Case<'a>, new: &[Line<'a>]) -> Result<i64, MoneyError> {
    let (mut prices, mut values) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for line in new {
        let treatment = match asked.rule {
            Some(rule) => asked.policy.treatment(rule, line.kind, &case.facts),
            None => line.kind.usual(),
        };
        prices.push(less(line.amount, line.coupon)?);
        values.push(asked.unused(line, treatment)?);
    }
    let taxed = Prices::of(new, &prices, asked.policy.parts().tax)?.taxed;
    let taxes = reversed(&taxed, &values, asked.policy.parts().tax)?;
    let mut cost = 0;
    for ((line, value), tax) in new.iter().zip(values).zip(taxes) {
        cost = plus(cost, Sums::of(line.tax, value, tax)?.gross)?;
    }
    Ok(cost)
}

/// Works out what would come back.
///
/// # Errors
/// [`MoneyError::Overflow`] when something does not fit, or there is no line.
pub fn quote<'a>(policy: &RefundPolicy<'a>, zone: &Zone<'a>, case: &Case<'a>) -> Result<Quote<'a>, MoneyError> {
    let parts = policy.parts();
    let stop = stop(parts.clock, case);
    let plan_line = case.plan_line().ok_or(MoneyError::Overflow)?;
    let term = Term { zone, from: plan_line.from, to: plan_line.to, stop: stop.at };
    let mut ordered = Vec::with_capacity(case.lines.len());
    for line in &case.lines {
        ordered.push(less(line.amount, line.coupon)?);
    }
    let order = Prices::of(&case.lines, &ordered, parts.tax)?.all()?;
    let known = Known { case, zone, stop: stop.at, started: term.from, used: term.exact()?, order };
    let (rule, rules) = decide(policy, &known)?;
    let fees: Vec<_> = rule.iter().flat_map(|rule| policy.fees(rule, &case.facts)).collect();
    let asked = Asked { policy, rule, fees: &fees, zone, stop: stop.at, plan: term };
    let Lines { quotes, mut sums } = lines(&asked, case)?;
    sums.new = case.replacement.as_ref().map(|new| new_cost(&asked, case, new)).transpose()?;
    let Claim { deductions, claim, limit, waived, due, payout } = claim(&asked, case, &sums)?;
    let planned = plan(case, &parts.payout, parts.vouchers, payout)?;
    let mut quote = Quote {
        policy: parts.hash,
        rule: rule.map(|rule| rule.id),
        statutory: rule.is_some_and(|rule| rule.statutory),
        stop,
        rules,
        lines: quotes,
        deductions,
        entitlement: sums.back,
        claim,
        limit,
        waived,
        due,
        payout,
        remainder: planned.remainder,
        waits: waits(case, parts.arrears),
        plan: planned.parts,
        steps: Vec::new(),
    };
    quote.steps = quote.told(sums.new, case);
    Ok(quote)
}

impl<'a> Quote<'a> {
    /// How it came about.
    fn told(&mut self, new_cost: Option<i64>, case: &Case<'_>) -> Vec<RefundStep<'a>> {
        let mut steps = vec![RefundStep::Stop { by: self.stop.by.word(), at: self.stop.at }];
        for looked in &self.rules {
            steps.push(match looked.reason {
                Some(reason) => RefundStep::RuleFailed { rule: looked.rule, reason: reason.code() },
                None => RefundStep::Rule { rule: looked.rule },
            });
        }
        if self.rule.is_none() {
            steps.push(RefundStep::NoRule);
        }
        for line in &mut self.lines {
            steps.append(&mut line.steps);
        }
        steps.extend(new_cost.map(|amount| RefundStep::NewCost { amount }));
        steps.extend(self.deductions.iter().map(|row| RefundStep::Deduction { kind: row.kind, amount: row.amount }));
        steps.push(RefundStep::Limit { amount: self.limit });
        if self.waived > 0 {
            steps.push(RefundStep::Waived { amount: self.waived });
        }
        steps.extend(self.waits.map(|on| RefundStep::Waits { on }));
        if case.refunded > 0 {
            steps.push(RefundStep::Refunded { amount: case.refunded });
        }
        steps.extend(case.decided.map(|amount| RefundStep::Decided { amount }));
        steps.push(RefundStep::Payout { amount: self.payout });
        steps.extend(self.plan.iter().map(|part| RefundStep::Part { to: part.to, amount: part.amount }));
        steps
    }
}
