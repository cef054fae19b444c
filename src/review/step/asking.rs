//! From the request to the review: what is taken up, waited for, asked, late, appealed.

use super::{Done, Refused, Step, is_more, readable};
use crate::calendar::Instant;
use crate::money::Money;
use crate::policy::refund::{AskedField, Role};
use crate::review::effect::{Effect, Say};
use crate::review::words::{State, Wait};

impl Step<'_, '_> {
    pub(super) fn begin(&mut self) {
        let rule = self.review.reason(self.case.reason);
        self.case.route = Some(rule.route);
        let given = &self.case.fields;
        let missing: Vec<AskedField> = rule.fields.iter().copied().filter(|field| !given.contains(field)).collect();
        if missing.is_empty() {
            self.look_at_it(self.case.opened_at, Say::Received);
        } else {
            self.wait_for_fields(missing);
        }
    }

    pub(super) fn wait_for_fields(&mut self, needs: Vec<AskedField>) {
        self.case.state = State::Waiting;
        self.case.waits_for = Some(Wait::Fields);
        self.case.due_at = None;
        self.case.needs.clone_from(&needs);
        self.out.say(Say::Needs(needs));
    }

    /// Goes to review, or to wait where the quote does. The time to decide counts from `since`.
    pub(super) fn look_at_it(&mut self, since: Instant, say: fn(Instant) -> Say) {
        self.case.needs.clear();
        if let Some(hold) = self.act.hold {
            self.case.state = State::Waiting;
            self.case.waits_for = Some(hold.wait());
            self.out.say(Say::Waits(hold));
            return;
        }
        let is_above = |limit: Option<Money>| is_more(self.case.quoted, limit);
        let is_complex =
            self.review.reason(self.case.reason).complex || is_above(self.review.complex_above.of(self.case.currency));
        let days = if is_complex { self.review.complex_days } else { self.review.simple_days };
        let due_at = readable(self.office.closing_after(since, days));
        self.case.state = State::UnderReview;
        self.case.waits_for = None;
        self.case.escalation = 0;
        self.case.due_at = Some(due_at);
        self.out.effect(Effect::QuoteAgain);
        self.out.notify(&self.case, None);
        self.out.say(say(due_at));
    }

    pub(super) fn withdraw(&mut self) {
        self.case.state = State::Withdrawn;
        self.case.waits_for = None;
        self.case.needs.clear();
        self.case.due_at = None;
        self.out.say(Say::Withdrawn);
    }

    pub(super) fn supply(&mut self) -> Done {
        let given = self.fields()?.to_vec();
        self.add(&given);
        self.out.say(Say::Supplied(given));
        self.look_at_it(self.act.at, Say::Received);
        Ok(())
    }

    pub(super) fn clear(&mut self) -> Done {
        self.is_free()?;
        self.look_at_it(self.act.at, Say::Received);
        Ok(())
    }

    pub(super) fn ask(&mut self) -> Done {
        let needs = self.fields()?.to_vec();
        if needs.is_empty() {
            return Err(Refused::Incomplete("fields"));
        }
        self.case.asked = true;
        self.wait_for_fields(needs);
        Ok(())
    }

    pub(super) fn clock(&mut self) {
        let due_at = readable(self.office.next_closing(self.act.at));
        self.case.escalation = self.case.escalation.saturating_add(1);
        self.case.due_at = Some(due_at);
        let role = if self.case.escalation == 1 { Role::Lead } else { Role::Owner };
        self.out.notify(&self.case, Some(role));
        self.out.say(Say::Delayed(due_at));
        self.out.say(Say::Escalated(self.case.escalation));
    }

    pub(super) fn appeal(&mut self) -> Done {
        let given = self.fields()?.to_vec();
        if !given.contains(&AskedField::Evidence) {
            return Err(Refused::Incomplete("fields"));
        }
        self.add(&given);
        self.case.appealed = true;
        self.case.appeal_until = None;
        self.case.decided = None;
        self.case.amount = None;
        self.case.paid_at = None;
        self.look_at_it(self.act.at, Say::Appealed);
        Ok(())
    }
}
