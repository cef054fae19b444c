"""advanceCase of refunds and claims. Each row says by hand which state, deadline or sum comes out; the whole answer is the
oracle's (review.py), and the two have to agree."""
from review import advance
from vector import changed, refused, vector

BERLIN = {"name": "Europe/Berlin", "offsets": [{"from": None, "seconds": 3600}, {"from": "2026-03-29T01:00:00Z", "seconds": 7200},
                                               {"from": "2026-10-25T01:00:00Z", "seconds": 3600}]}
OFFICE = {"zone": "Europe/Berlin", "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00", "holidays": ["2026-12-25", "2027-01-01"]}
EUR = lambda amount: [{"currency": "EUR", "amount": amount}]
REVIEW = {"simpleDays": 3, "complexDays": 5, "complexAbove": EUR("200.00"), "secondAbove": EUR("500.00"),
          "limits": [{"role": "agent", "amounts": EUR("50.00")}, {"role": "lead", "amounts": EUR("1000.00")}], "appealDays": 14, "order": "cancelFirst",
          "payoutDays": [{"method": "card", "from": 3, "to": 7}],
          "reasons": [{"code": "performance", "route": "technical", "complex": True, "fields": ["ticket", "evidence"]},
                      {"code": "priceIncrease", "route": "sales", "complex": False, "fields": []}]}
LATER = {**REVIEW, "order": "payFirst"}
# A Monday, eleven o'clock in Berlin.
MONDAY = "2026-11-23T10:00:00Z"


def fresh(**more):
    case = {"id": "12", "kind": "refund", "state": "requested", "step": 0, "openedAt": MONDAY, "currency": "EUR", "reason": "notNeeded", "wished": None,
            "quoted": "86.63", "amount": None, "fields": [], "needs": [], "asked": False, "waitsFor": None, "cancellation": "wanted", "route": None,
            "dueAt": None, "escalation": 0, "decision": None, "decidedAt": None, "decidedBy": None, "appealUntil": None, "appealed": False,
            "method": "card", "paidAt": None, "failure": None, "expectedAt": None}
    return {**case, **more}


def ask(action, case, actor="system", at=MONDAY, review=REVIEW, office=OFFICE, note=None, role=None, amount=None, fields=None, failure=None, waits=None):
    return {"contract": 1, "command": "advanceCase", "asOf": at, "action": action, "actor": actor, "note": note, "role": role, "amount": amount,
            "fields": fields, "failure": failure, "waits": waits, "review": review, "office": office, "zones": [BERLIN], "case": case}


class Journey:
    """Steps of one case; each begins where the one before ended."""

    def __init__(self, name, review=REVIEW, **case):
        self.name, self.review, self.case, self.rows, self.count = name, review, fresh(**case), [], 0

    def step(self, action, reason, wrong, said=None, effects=None, actor="system", at=MONDAY, put=None, **expected_or_sent):
        """`said` and `effects` by key and type, and members of the case after it, all by hand."""
        sent = {k: v for k, v in expected_or_sent.items() if k in ("note", "role", "amount_sent", "fields_sent", "failure_sent", "waits")}
        names = {"amount_sent": "amount", "fields_sent": "fields", "failure_sent": "failure"}
        request = ask(action, {**self.case, **(put or {})}, actor, at, self.review, **{names.get(k, k): v for k, v in sent.items()})
        answer = advance(request)
        self.count += 1
        ident = f"refund-{self.name}-{self.count}-{action}"
        assert answer["ok"], (ident, answer)
        for name, value in expected_or_sent.items():
            assert name in sent or answer["case"][name] == value, (ident, name, answer["case"][name], value)
        assert said is None or [one["key"] for one in answer["say"]] == said.split(), (ident, answer["say"])
        assert effects is None or [one["type"] for one in answer["effects"]] == effects.split(), (ident, answer["effects"])
        self.rows.append(vector(ident, reason, wrong, request, answer))
        self.case = answer["case"]
        return self

    def go(self, action, **sent):
        """A step that only leads to the next one."""
        self.step(action, "", "", **sent)
        self.rows.pop()
        return self

    def no(self, action, reason, wrong, code, path, actor="system", at=MONDAY, put=None, **sent):
        request = ask(action, {**self.case, **(put or {})}, actor, at, self.review, **sent)
        self.count += 1
        ident, expected = f"refund-{self.name}-{self.count}-no-{action}", refused(code, path)
        assert advance(request) == expected, (ident, advance(request))
        self.rows.append(vector(ident, reason, wrong, request, part=expected))
        return self


def cases():
    """Every vector of refunds and claims."""
    return (plain() + asked() + waits() + two_persons() + pay_first() + failures() + late() + appeals() + deadlines()
            + refusals() + misfits() + offices() + claims())


def plain():
    j = Journey("plain")
    j.step("look", "a look changes nothing and says who may begin", "a step counted for a look", "", "", state="requested", step=0)
    j.step("begin", "Monday 11:00 and three working days: Thursday 17:00 in Berlin", "three times 24 hours",
           "refundReceived", "quoteAgain notify", state="underReview", step=1, route="billing", dueAt="2026-11-26T16:00:00Z")
    j.no("begin", "a replayed begin finds another state", "a second review, and its deadline moved", "case_state", "action")
    j.no("paid", "nothing is paid that nobody decided", "paid without a decision", "case_state", "action")
    j.no("approve", "86.63 is above what an agent may decide alone, 50.00", "limits of roles not asked", "above_limit", "role", "admin:1", role="agent")
    j.no("approve", "the client does not decide", "approved by whom it is for", "not_allowed", "actor", "client:7")
    j.step("approve", "the quoted amount, cancellation first; card 7 working days after Tuesday: Thursday of the next week, 17:00; appeal 14 × 24 h",
           "the money before the service ends", "refundApproved", "cancelService", "admin:1", at="2026-11-24T09:30:00Z", role="lead",
           state="payoutPending", amount="86.63", decision="approved", decidedBy="admin:1", expectedAt="2026-12-03T16:00:00Z",
           appealUntil="2026-12-08T09:30:00Z", dueAt=None)
    j.no("paid", "under cancelFirst money does not go before the service has ended", "paid while the service runs on", "case_state", "action")
    j.no("approve", "a replayed approval", "a second payment", "case_state", "action", "admin:1", role="lead")
    j.no("cancelled", "only the panel knows that it ended", "a client's word for it", "not_allowed", "actor", "client:7")
    j.step("cancelled", "then money goes, 86.63", "no payment after the cancellation", "serviceEnded", "pay", at="2026-11-24T09:31:00Z",
           state="payoutPending", cancellation="done")
    j.no("cancelled", "it ends once", "a second payment set off", "case_state", "action")
    j.step("paid", "by a person, with the panel's gateway refunds off", "only the panel may say so", "refundPaid", "", "admin:2",
           at="2026-11-25T08:00:00Z", state="paid", paidAt="2026-11-25T08:00:00Z", expectedAt=None)
    j.no("paid", "paid twice", "a second payment counted", "case_state", "action", "admin:2")
    j.no("withdraw", "it is too late to withdraw", "a paid case withdrawn", "case_state", "action", "client:7")
    k = Journey("withdrawn", cancellation="none", wished="40.00")
    k.step("withdraw", "the client may go back before anybody looked", "a deadline that still runs", "staffWithdrawn", "", "client:7",
           state="withdrawn", route=None, wished="40.00")
    k.no("begin", "nothing comes after it", "a withdrawn case taken up", "case_state", "action")
    m = Journey("yen", currency="JPY", quoted="1200", cancellation="none", method=None)
    m.step("begin", "amounts have the decimals of their currency", "1200.00 in JPY", "refundReceived", "quoteAgain notify", quoted="1200")
    m.step("approve", "no limit in JPY for a lead; without a named method ten working days: Monday in two weeks", "the limit in EUR taken for JPY",
           "refundApproved", "pay", "admin:1", role="lead", amount="1200", expectedAt="2026-12-07T16:00:00Z")
    n = Journey("nothing", quoted="0.00", cancellation="none")
    n.step("begin", "a quote of nothing is looked at too", "closed by itself", state="underReview")
    n.no("adjust", "less than nothing is no adjustment", "a payment of 0.01 out of nothing", "invalid_amount", "amount", "admin:1", role="lead", note="x", amount="0.01")
    n.step("approve", "an unpaid invoice is only lowered: the payment is 0.00", "a refusal because nothing is paid", "refundApproved", "pay",
           "admin:1", role="owner", amount="0.00")
    rows = j.rows + k.rows + m.rows + n.rows
    for reason in ("notAsDescribed", "outage", "duplicate", "mistake", "unknownCharge", "movedAway", "other"):
        # None of them is listed in the policy.
        rows += Journey(f"reason-{reason.lower()}", reason=reason).step("begin", "not listed: billing, simple, nothing asked for", "refused, or another team",
                                                                        route="billing", dueAt="2026-11-26T16:00:00Z", state="underReview").rows
    return rows


def asked():
    j = Journey("asked", reason="performance", fields=["explanation"], cancellation="none")
    j.step("begin", "the reason needs a ticket and evidence, neither was given", "a review without them", "refundNeeds", "",
           state="waiting", waitsFor="fields", needs=["ticket", "evidence"], route="technical", dueAt=None)
    j.no("clear", "the panel cannot give what the client was asked for", "a review without it", "case_state", "action")
    j.no("supply", "the client says what is given", "nothing taken for something", "case_incomplete", "fields", "client:7")
    j.no("supply", "staff does not answer for the client", "evidence by the house", "not_allowed", "actor", "admin:1", fields=["ticket"])
    j.step("supply", "asked for once: with less than asked the review begins; complex: five working days after Tuesday", "asked again and again",
           "staffSupplied refundReceived", "quoteAgain notify", "client:7", at="2026-11-24T10:00:00Z", fields_sent=["ticket"],
           state="underReview", fields=["explanation", "ticket"], needs=[], dueAt="2026-12-01T16:00:00Z")
    j.no("ask", "what is asked for is said", "a case that waits for nothing", "case_incomplete", "fields", "admin:1", fields=[])
    j.step("ask", "staff may ask for more once; the deadline stops", "an escalation while the client looks for it", "refundNeeds", "", "admin:1",
           at="2026-11-25T10:00:00Z", fields_sent=["ticket", "domain"], state="waiting", asked=True, needs=["ticket", "domain"], dueAt=None)
    j.step("supply", "given twice is given once; counted anew from Thursday", "ticket listed twice", "staffSupplied refundReceived", None, "client:7",
           at="2026-11-26T10:00:00Z", fields_sent=["domain", "ticket"], fields=["explanation", "ticket", "domain"], dueAt="2026-12-03T16:00:00Z")
    j.no("ask", "a second time is not allowed", "asked until the client gives up", "case_state", "action", "admin:1", fields=["invoice"])
    j.no("reject", "a no needs a reason", "a silent no", "case_incomplete", "note", "admin:1")
    j.no("reject", "blanks are no reason", "a silent no", "case_incomplete", "note", "admin:1", note=" \n ")
    j.step("reject", "no, with a way to appeal for 14 days", "no way to appeal", "refundRejected", "", "admin:1", at="2026-11-27T10:00:00Z",
           note="the monitor saw no slowness", state="rejected", decision="rejected", amount=None, appealUntil="2026-12-11T10:00:00Z")
    k = Journey("given", reason="performance", fields=["evidence", "ticket"], cancellation="none")
    k.step("begin", "all was given at once: complex, five working days", "asked for what is there", "refundReceived", "quoteAgain notify",
           state="underReview", dueAt="2026-11-30T16:00:00Z")
    k.step("withdraw", "also while somebody looks", "only before", "staffWithdrawn", "", "client:7", dueAt=None, route="technical")
    m = Journey("sales", reason="priceIncrease", cancellation="none")
    m.step("begin", "prices are a matter of sales", "everything to billing", "refundReceived", "quoteAgain notify", route="sales")
    n = Journey("unasked", reason="performance", cancellation="none")
    n.step("begin", "asked for two things", "asked for none", state="waiting")
    n.step("supply", "an empty answer is an answer", "a client who has no ticket stuck for ever", None, None, "client:7", fields_sent=[], state="underReview")
    n.step("ask", "asked", "not asked", None, None, "admin:1", fields_sent=["invoice"], state="waiting")
    n.step("withdraw", "also while it waits, and nothing is needed any more", "needs that stay", "staffWithdrawn", "", "client:7", needs=[], waitsFor=None)
    return j.rows + k.rows + m.rows + n.rows


def waits():
    j = Journey("arrears")
    j.step("begin", "the quote waits for arrears, so does the case", "a review of what may not be paid", "refundWaits", "", waits="arrears",
           state="waiting", waitsFor="arrears", dueAt=None)
    j.step("look", "while nothing is unpaid any more, the panel may clear it", "stuck", "", "", actor="admin:1", state="waiting")
    j.no("clear", "still unpaid", "cleared by asking", "case_waits", "waits", waits="arrears")
    j.no("clear", "staff has no word in it", "cleared by a click", "not_allowed", "actor", "admin:1")
    j.no("supply", "nothing was asked for", "evidence instead of money", "case_state", "action", "client:7", fields=["evidence"])
    j.step("clear", "paid on Saturday: three working days after Monday", "the deadline counted from the request", "refundReceived", "quoteAgain notify",
           at="2026-11-28T10:00:00Z", state="underReview", waitsFor=None, dueAt="2026-12-03T16:00:00Z")
    j.no("approve", "a dispute came up since: the quote waits", "paid while the bank takes it back", "case_waits", "waits", "admin:1", role="lead", waits="dispute")
    j.no("adjust", "a part of it as well", "paid while the bank takes it back", "case_waits", "waits", "admin:1", role="lead", note="half", amount="40.00", waits="dispute")
    j.step("reject", "a no needs no payment", "stuck until the dispute ends", None, None, "admin:1", note="breach of terms", waits="dispute", state="rejected")
    k = Journey("dispute", reason="performance", cancellation="none")
    k.step("begin", "fields come before the dispute", "both asked at once", waits="dispute", state="waiting", waitsFor="fields")
    k.step("supply", "then it waits for the dispute", "a review while it is open", "staffSupplied refundWaits", "", "client:7", waits="dispute",
           fields_sent=["evidence", "ticket"], state="waiting", waitsFor="dispute", needs=[])
    k.step("clear", "the dispute is closed", "waiting for ever", state="underReview", dueAt="2026-11-30T16:00:00Z")
    k.step("approve", "approved", "refused", None, None, "admin:1", role="lead", state="payoutPending")
    k.step("fail", "a dispute opened before the money went", "paid all the same", "staffFailed", "", failure_sent="disputeOpened", state="failed")
    k.no("retry", "not while it is open", "tried again at once", "case_waits", "waits", waits="dispute")
    k.step("retry", "by itself once it is closed", "only by a person", "refundRetried", "pay", at="2026-12-01T10:00:00Z", expectedAt="2026-12-10T16:00:00Z")
    return j.rows + k.rows


def two_persons():
    j = Journey("second", quoted="600.00", cancellation="none")
    j.step("begin", "above 200.00 it is complex: five working days", "three days for much money", dueAt="2026-11-30T16:00:00Z")
    j.no("approve", "a policy with limits asks for the role", "no role taken for any amount", "case_incomplete", "role", "admin:1")
    j.step("approve", "above 500.00 a second person has to agree", "paid by one", "staffSecond", "notify", "admin:1", at="2026-11-24T10:00:00Z", role="lead",
           state="secondReview", amount="600.00", decision="approved", decidedBy="admin:1", dueAt="2026-11-30T16:00:00Z", appealUntil=None)
    j.no("confirm", "one person is not two", "confirmed by the first", "not_allowed", "actor", "admin:1")
    j.no("decline", "nor takes the first back what the second decides", "declined by the first", "not_allowed", "actor", "admin:1", note="oops")
    j.no("confirm", "the panel is no person", "confirmed by cron", "not_allowed", "actor", "system")
    j.no("confirm", "a dispute since", "paid in spite of it", "case_waits", "waits", "admin:2", waits="dispute")
    j.no("decline", "a no needs a reason", "a silent no", "case_incomplete", "note", "admin:2")
    j.no("withdraw", "it is about to be paid", "withdrawn under the hands of staff", "case_state", "action", "client:7")
    j.step("clock", "late here too", "a second person without a deadline", "refundDelayed staffEscalated", "notify", at="2026-11-30T16:00:00Z",
           state="secondReview", escalation=1, dueAt="2026-12-01T16:00:00Z")
    j.step("decline", "back to review, the decision is gone, the deadline stays", "an amount left behind", "staffDeclined", "quoteAgain notify", "admin:2",
           at="2026-12-01T10:00:00Z", note="a part was used", state="underReview", amount=None, decision=None, decidedBy=None, dueAt="2026-12-01T16:00:00Z", escalation=1)
    j.no("adjust", "less needs a reason", "a silent part", "case_incomplete", "note", "admin:2", role="lead", amount="550.00")
    j.no("adjust", "how much", "the quoted amount", "case_incomplete", "amount", "admin:2", role="lead", note="a part")
    j.no("adjust", "600.01 of 600.00", "more than is owed", "invalid_amount", "amount", "admin:2", role="lead", note="a part", amount="600.01")
    j.no("adjust", "nothing is a no", "an adjustment to nothing", "invalid_amount", "amount", "admin:2", role="lead", note="a part", amount="0.00")
    j.step("adjust", "550.00 is still above 500.00", "a second person only for approvals", "staffSecond", "notify", "admin:2", at="2026-12-01T11:00:00Z",
           role="owner", note="a part", amount_sent="550.00", state="secondReview", amount="550.00", decision="adjusted")
    j.step("confirm", "two persons: the decision counts from now, Tuesday; seven working days", "the first person's time", "refundAdjusted", "pay", "admin:1",
           at="2026-12-01T12:00:00Z", state="payoutPending", decidedAt="2026-12-01T12:00:00Z", decidedBy="admin:2", expectedAt="2026-12-10T16:00:00Z",
           appealUntil="2026-12-15T12:00:00Z", dueAt=None)
    k = Journey("limit", quoted="500.00", cancellation="none")
    k.step("begin", "500.00", "not looked at")
    k.step("approve", "500.00 is not above 500.00, nor is the lead's limit reached", "the limit itself taken for above", None, "pay", "admin:1", role="lead", state="payoutPending")
    m = Journey("agent", quoted="50.00", cancellation="none")
    m.step("begin", "50.00: simple", "complex", dueAt="2026-11-26T16:00:00Z")
    m.no("approve", "the amount that staff saw is not what is quoted now", "another amount paid than was seen", "invalid_amount", "amount", "admin:1", role="agent", amount="49.99")
    m.step("approve", "50.00 is not above the agent's limit; the amount that was seen is the quoted one", "the limit itself taken for above", None, "pay",
           "admin:1", role="agent", amount_sent="50.00", state="payoutPending")
    n = Journey("edge", quoted="200.00", cancellation="none")
    n.step("begin", "200.00 is not above 200.00", "complex at the limit", dueAt="2026-11-26T16:00:00Z")
    n.no("adjust", "an adjusted amount has a limit as well", "limits only for approvals", "above_limit", "role", "admin:1", role="agent", note="a part", amount="50.01")
    n.step("adjust", "an agent may give 50.00 of it", "the quote compared with the limit", "refundAdjusted", "pay", "admin:1", role="agent", note="a part", amount_sent="50", amount="50.00")
    return j.rows + k.rows + m.rows + n.rows


def pay_first():
    j = Journey("later", LATER)
    j.go("begin", state="underReview")
    j.step("approve", "under payFirst money goes at once", "the service ended first", None, "pay", "admin:1", role="lead", state="payoutPending", cancellation="wanted")
    j.no("cancelled", "the service ends later", "ended before the money went", "case_state", "action")
    j.step("paid", "then the service ends; the case is not done", "paid, and the service runs on", "refundPaid", "cancelService", at="2026-11-24T10:00:00Z",
           state="payoutPending", paidAt="2026-11-24T10:00:00Z", expectedAt="2026-12-03T16:00:00Z")
    j.no("paid", "not twice", "a second payment", "case_state", "action")
    j.no("fail", "money that went does not fail", "a retry of a payment that went", "case_state", "action", failure="gatewayDeclined")
    j.step("cancelFailed", "a technician has to look", "paid, and nobody told", "staffFailed", "prepareTask notify", at="2026-11-24T10:05:00Z",
           state="failed", failure="cancellationFailed", paidAt="2026-11-24T10:00:00Z", expectedAt=None)
    j.no("reject", "money went: there is no way back", "a no after the payment", "case_state", "action", "admin:1", note="no")
    j.no("paid", "money went", "paid again", "case_state", "action", "admin:1")
    j.no("retry", "a person has to have looked", "tried in a circle", "not_allowed", "actor", "system")
    j.step("retry", "only the service is ended; an open dispute does not matter to that", "paid again", "refundRetried", "cancelService", "admin:3",
           at="2026-11-26T10:00:00Z", waits="dispute", state="payoutPending", expectedAt="2026-12-03T16:00:00Z")
    j.step("cancelled", "now it is done", "left open", "serviceEnded", "", at="2026-11-26T10:01:00Z", state="paid", cancellation="done", expectedAt=None)
    k = Journey("later-only", LATER, cancellation="none")
    k.go("begin")
    k.step("approve", "nothing to end", "a service ended that was to go on", None, "pay", "admin:1", role="lead")
    k.step("paid", "done at once", "waiting for a cancellation that nobody wants", None, "", state="paid", cancellation="none")
    return j.rows + k.rows


def failures():
    rows = []
    for failure, team, retried in [("gatewayDeclined", "billing", "admin:1"), ("insufficientFunds", "billing", "admin:1"), ("unknownOutcome", "billing", "admin:1"),
                                   ("paymentTooOld", None, "client:7"), ("methodClosed", None, "client:7"), ("wrongDetails", None, "admin:1"),
                                   ("gatewayUnavailable", None, "system"), ("disputeOpened", None, "system")]:
        j = Journey(f"fails-{failure.lower()}", cancellation="none")
        j.go("begin").go("approve", actor="admin:1", role="lead")
        client_acts = failure in ("paymentTooOld", "methodClosed", "wrongDetails")
        j.step("fail", f"{failure}: {team or ('the client' if client_acts else 'the panel')} has to act", "nobody told, or the wrong one",
               "refundStuck staffFailed" if client_acts else "staffFailed", "prepareTask notify" if team else "", failure_sent=failure, state="failed", failure=failure)
        if team:
            j.no("retry", "never tried again by itself", "paid twice where it had gone", "not_allowed", "actor", "system")
        if failure == "gatewayUnavailable":
            j.no("retry", "the client cannot know", "hammering the gateway", "not_allowed", "actor", "client:7")
        j.step("retry", "tried again, with a new date", "the old date promised", "refundRetried", "pay", retried, at="2026-11-30T10:00:00Z",
               state="payoutPending", failure=None, expectedAt="2026-12-09T16:00:00Z",
               **({"fields_sent": ["bankAccount"], "fields": ["bankAccount"]} if client_acts else {}))
        rows += j.rows
    j = Journey("found", cancellation="none")
    j.go("begin").go("approve", actor="admin:1", role="lead")
    j.no("fail", "why it failed is said", "a failure without a word", "case_incomplete", "failure")
    j.no("fail", "that the service did not end is another action", "a payment failed because of it", "not_allowed", "failure", "admin:1", failure="cancellationFailed")
    j.no("fail", "not by the client", "a client who fails it for more money elsewhere", "not_allowed", "actor", "client:7", failure="wrongDetails")
    j.no("cancelled", "nothing is to be ended", "a service ended that was to go on", "case_state", "action")
    j.step("fail", "nobody knows", "tried again", None, None, failure_sent="unknownOutcome", state="failed")
    j.step("paid", "a person found it at the gateway: it had gone", "paid again to be sure", "refundPaid", "", "admin:2", at="2026-11-25T10:00:00Z",
           state="paid", failure=None, paidAt="2026-11-25T10:00:00Z")
    k = Journey("given-up")
    k.go("begin").go("approve", actor="admin:1", role="lead")
    k.step("cancelFailed", "the service could not be ended", "money sent all the same", "staffFailed", "prepareTask notify", state="failed", failure="cancellationFailed")
    k.no("paid", "under cancelFirst nothing can have gone", "paid with the service running", "case_state", "action", "admin:1")
    k.step("reject", "given up: a decision of its own, with its own appeal", "an amount left behind", "refundRejected", "", "admin:1", at="2026-11-26T10:00:00Z",
           note="the client keeps the service", state="rejected", amount=None, failure=None, decision="rejected", appealUntil="2026-12-10T10:00:00Z")
    return rows + j.rows + k.rows


def late():
    j = Journey("late", cancellation="none")
    j.step("begin", "due on Thursday 17:00", "three times 24 hours", dueAt="2026-11-26T16:00:00Z")
    j.no("clock", "a millisecond before it is not late", "escalated too early", "not_due", "asOf", at="2026-11-26T15:59:59.999Z")
    j.no("clock", "nobody but the panel keeps the clock", "escalated by the client", "not_allowed", "actor", "client:7", at="2026-11-27T10:00:00Z")
    j.step("clock", "at 17:00 it is: the lead is told, another working day", "silence", "refundDelayed staffEscalated", "notify", at="2026-11-26T16:00:00Z",
           state="underReview", escalation=1, dueAt="2026-11-27T16:00:00Z")
    j.no("clock", "a replay is not late any more", "two escalations in one", "not_due", "asOf", at="2026-11-26T16:00:00Z")
    j.step("look", "what may be done now, without the clock", "the clock offered early", "", "", at="2026-11-27T15:00:00Z", escalation=1)
    j.step("look", "what may be done on Saturday, with the clock", "the clock not offered", "", "", at="2026-11-28T15:00:00Z", escalation=1)
    j.step("clock", "found on Monday morning: the owner is told, due on Tuesday", "a deadline that is over when it is set", "refundDelayed staffEscalated", "notify",
           at="2026-11-30T07:00:00Z", escalation=2, dueAt="2026-12-01T16:00:00Z")
    j.step("ask", "asking stops the clock", "late while the client looks", None, None, "admin:1", fields_sent=["invoice"], dueAt=None, escalation=2)
    j.no("clock", "while it waits nothing is late", "late while the client looks", "case_state", "action", at="2027-01-11T10:00:00Z")
    j.step("supply", "counted anew", "escalated at once", None, None, "client:7", at="2026-12-23T17:00:00Z", fields_sent=["invoice"], escalation=0, dueAt="2026-12-30T16:00:00Z")
    return j.rows


def appeals():
    j = Journey("appeal", cancellation="wanted")
    j.go("begin").go("reject", actor="admin:1", note="used up", at="2026-11-24T10:00:00Z", appealUntil="2026-12-08T10:00:00Z")
    j.no("appeal", "new evidence is needed", "the same again and again", "case_incomplete", "fields", "client:7", fields=["explanation"])
    j.no("appeal", "what is new has to be said", "nothing taken for something", "case_incomplete", "fields", "client:7")
    j.no("appeal", "staff does not appeal against itself", "a no turned without the client", "not_allowed", "actor", "admin:1", fields=["evidence"])
    j.no("appeal", "a millisecond too late", "no end of it", "too_late", "asOf", "client:7", at="2026-12-08T10:00:00.001Z", fields=["evidence"])
    j.step("look", "after the time nothing is left to do", "an appeal offered that is refused", "", "", "admin:1", at="2026-12-08T10:00:00.001Z", state="rejected")
    j.step("appeal", "at the last instant: everything is read again; due three working days after Tuesday", "the old decision kept", "refundAppealed", "quoteAgain notify",
           "client:7", at="2026-12-08T10:00:00Z", fields_sent=["evidence"], state="underReview", appealed=True, decision=None, decidedAt=None, decidedBy=None,
           appealUntil=None, fields=["evidence"], dueAt="2026-12-11T16:00:00Z")
    j.no("approve", "no quote, no approval", "the old quote paid", "case_incomplete", "case.quoted", "admin:2", role="lead", put={"quoted": None})
    j.no("adjust", "nor an adjustment", "any amount", "case_incomplete", "case.quoted", "admin:2", role="lead", put={"quoted": None}, note="x", amount="1.00")
    j.step("look", "without a quote staff may only ask and refuse", "an approval of nothing", "", "", put={"quoted": None}, quoted=None)
    j.step("approve", "the appeal wins, by the new quote; there is no second one", "the first quote paid", "refundApproved", "cancelService", "admin:2",
           at="2026-12-09T10:00:00Z", role="lead", put={"quoted": "40.00"}, amount="40.00", appealUntil=None)
    j.go("cancelled").go("paid", state="paid", appealed=True)
    j.no("appeal", "one appeal is all", "appeals without end", "case_state", "action", "client:7", fields=["evidence"])
    k = Journey("appeal-paid", cancellation="none", quoted="20.00")
    k.go("begin").go("approve", actor="admin:1", role="agent").go("paid", at="2026-11-25T10:00:00Z")
    k.step("appeal", "a paid case can be appealed too; disputed, it waits", "final because it is paid", "refundWaits", "", "client:7", at="2026-11-26T10:00:00Z",
           fields_sent=["evidence"], waits="dispute", state="waiting", waitsFor="dispute", paidAt=None, amount=None)
    k.step("clear", "what is still to come back is quoted again", "what was quoted before the appeal", state="underReview")
    k.step("reject", "no, and that is the end", "a second appeal", "refundRejected", "", "admin:1", note="all was given", appealUntil=None, state="rejected")
    m = Journey("no-appeal", {**REVIEW, "appealDays": 0}, cancellation="none")
    m.go("begin").step("reject", "0 days: the window is the very instant", "14 days", actor="admin:1", note="no", appealUntil="2026-11-23T10:00:00Z")
    m.no("appeal", "a millisecond later it is over", "14 days", "too_late", "asOf", "client:7", at="2026-11-23T10:00:00.001Z", fields=["evidence"])
    return j.rows + k.rows + m.rows


def deadlines():
    rows = []
    for name, opened, due, why in [
        ("before-hours", "2026-11-23T03:00:00Z", "2026-11-26T16:00:00Z", "Monday 04:00 counts as Monday"),
        ("last-instant", "2026-11-23T15:59:59.999Z", "2026-11-26T16:00:00Z", "a millisecond before 17:00 is within hours"),
        ("at-closing", "2026-11-23T16:00:00Z", "2026-11-27T16:00:00Z", "at 17:00 it counts as of Tuesday"),
        ("other-date", "2026-11-22T23:30:00Z", "2026-11-26T16:00:00Z", "Sunday in UTC is Monday 00:30 in Berlin"),
        ("weekend", "2026-11-28T09:00:00Z", "2026-12-03T16:00:00Z", "Saturday counts as Monday"),
        ("holidays", "2026-12-24T10:00:00Z", "2026-12-30T16:00:00Z", "no work on Christmas Day and at the weekend"),
        ("new-year", "2026-12-30T10:00:00Z", "2027-01-05T16:00:00Z", "Thursday, then Monday and Tuesday"),
        ("on-holiday", "2026-12-25T10:00:00Z", "2026-12-31T16:00:00Z", "Christmas Day counts as Monday the 28th"),
        ("summer-time", "2026-03-27T10:00:00Z", "2026-04-01T15:00:00Z", "17:00 in summer is 15:00 UTC"),
    ]:
        j = Journey(f"due-{name}", cancellation="none", openedAt=opened)
        rows += j.step("begin", why, "days of 24 hours, or of the week", dueAt=due).rows
    request = ask("begin", fresh(), review=None, office=None)
    request["zones"] = None
    answer = advance(request)
    assert answer["case"]["dueAt"] == "2026-11-26T17:00:00Z"
    rows.append(vector("refund-due-usual", "without office and review: three working days, 17:00 UTC", "a missing field", request, answer))
    short = {"contract": 1, "command": "advanceCase", "asOf": MONDAY, "action": "begin", "actor": "admin:1", "zones": [],
             "case": {k: v for k, v in fresh(quoted=None, method=None).items() if v is not None}}
    answer = advance(short)
    assert answer["case"]["quoted"] is None and answer["case"]["dueAt"] == "2026-11-26T17:00:00Z"
    rows.append(vector("refund-due-short", "what is null may be left out", "missing_field", short, answer))
    approve = ask("approve", answer["case"] | {"quoted": "1.00"}, "admin:1", review={})
    told = advance(approve)
    assert told["case"]["expectedAt"] == "2026-12-07T16:00:00Z" and told["case"]["state"] == "payoutPending"
    rows.append(vector("refund-no-limits", "a policy without limits needs no role, and no second person", "case_incomplete", approve, told))
    sunday = {**OFFICE, "days": [7, 7], "holidays": None, "from": "00:00", "to": "23:59"}
    ask_sunday = ask("begin", fresh(cancellation="none"), office=sunday)
    told = advance(ask_sunday)
    assert told["case"]["dueAt"] == "2026-12-20T22:59:00Z"
    rows.append(vector("refund-due-sundays", "open on Sundays only: Monday counts as Sunday the 29th, and three more", "Monday to Friday all the same", ask_sunday, told))
    return rows


def refusals():
    v = vector
    case = fresh(cancellation="none")
    rows = []
    for actor in ("root", "client:", "admin:", "System", "admin", "client:7 ", "cron:1"):
        if actor != "client:7 ":
            rows.append(v(f"refund-actor-{len(rows)}", f"{actor} is no actor", "anybody taken for staff", ask("look", case, actor), part=refused("not_allowed", "actor")))
    return rows + [
        v("refund-accept", "a refund is no question", "accepted without an amount", ask("accept", case, "admin:1"), part=refused("case_state", "action")),
        v("refund-refuse", "nor refused like one", "refused without a word", ask("refuse", case, "admin:1"), part=refused("case_state", "action")),
        v("refund-unknown-action", "actions are a closed list", "a default action", ask("pay", case, "admin:1"), part=refused("invalid_word", "action")),
        v("refund-unknown-role", "roles are a closed list", "an unknown role taken for any amount", ask("look", case, role="boss"), part=refused("invalid_word", "role")),
        v("refund-unknown-failure", "failures are a closed list", "tried again by itself", ask("look", case, failure="gateway"), part=refused("invalid_word", "failure")),
        v("refund-unknown-waits", "what a quote waits for is a closed list; fields are not a quote's", "waiting for the client", ask("look", case, waits="fields"),
          part=refused("invalid_word", "waits")),
        v("refund-field-twice", "each once", "asked twice", ask("look", case, fields=["ticket", "ticket"]), part=refused("duplicate_id", "fields[1]")),
        v("refund-negative-quote", "a quote is never negative", "a charge", ask("look", fresh(quoted="-1.00")), part=refused("invalid_amount", "case.quoted")),
        v("refund-amount-precise", "cents", "rounded", ask("look", case, amount="1.001"), part=refused("invalid_amount", "amount")),
        v("refund-wished-precise", "cents", "rounded", ask("look", fresh(wished="1.001")), part=refused("invalid_amount", "case.wished")),
        v("refund-unknown-reason", "reasons are a closed list", "other", ask("look", fresh(reason="bored")), part=refused("invalid_word", "case.reason")),
        v("refund-missing-step", "the step is what is compared and swapped", "0 taken for it", ask("look", changed(case, ["step"], ...)), part=refused("missing_field", "case.step")),
        v("refund-posting", "a refund has no posting", "ignored", ask("look", {**case, "posting": "8"}), part=refused("unknown_field", "case.posting")),
    ]


def misfits():
    """A case that no step leads to, member by member."""
    review = advance(ask("begin", fresh()))["case"]
    pending = advance(ask("approve", review, "admin:1", role="lead"))["case"]
    done = advance(ask("cancelled", pending))["case"]
    failed = advance(ask("fail", done, failure="gatewayDeclined"))["case"]
    paid = advance(ask("paid", done))["case"]
    no = advance(ask("reject", review, "admin:1", note="no"))["case"]
    at = "2026-11-30T10:00:00Z"
    rows = []
    for name, case, member, why in [
        ("needs", {**fresh(), "needs": ["ticket"]}, "needs", "asked for something, and not waiting for it"),
        ("needs-none", {**fresh(), "state": "waiting", "waitsFor": "fields", "route": "billing"}, "needs", "waiting for nothing"),
        ("asked", {**fresh(), "asked": True}, "asked", "asked by staff before anybody looked"),
        ("waits", {**review, "waitsFor": "arrears"}, "waitsFor", "under review and waiting"),
        ("waits-not", {**review, "state": "waiting"}, "waitsFor", "waiting for nothing"),
        ("route", {**review, "route": None}, "route", "nobody's case"),
        ("due", {**review, "dueAt": None}, "dueAt", "a review without a deadline"),
        ("due-paid", {**paid, "dueAt": at}, "dueAt", "a deadline for nothing"),
        ("decision-none", {**pending, "decision": None, "decidedAt": None, "decidedBy": None}, "decision", "paid without a decision"),
        ("decision-rejected", {**pending, "decision": "rejected"}, "decision", "paid after a no"),
        ("decision-early", {**review, "decision": "approved", "decidedAt": at, "decidedBy": "admin:1", "amount": "1.00"}, "decision", "decided and not decided"),
        ("decision-second", {**review, "state": "secondReview"}, "decision", "a second person without a first"),
        ("decision-no", {**no, "decision": "approved"}, "decision", "a no that is a yes"),
        ("decision-half", {**pending, "decidedAt": None}, "decidedAt", "decided at no time"),
        ("decision-nobody", {**pending, "decidedBy": None}, "decidedBy", "decided by nobody"),
        ("decision-nothing", {**pending, "decision": None}, "decision", "decided nothing"),
        ("amount", {**pending, "amount": None}, "amount", "so much of nothing"),
        ("amount-no", {**no, "amount": "5.00"}, "amount", "a no with an amount"),
        ("appeal", {**pending, "appealUntil": None}, "appealUntil", "no appeal against a decision"),
        ("appeal-again", {**no, "appealed": True}, "appealUntil", "a second appeal"),
        ("appeal-early", {**review, "appealUntil": at}, "appealUntil", "an appeal against nothing"),
        ("paid", {**review, "paidAt": at}, "paidAt", "paid and under review"),
        ("paid-not", {**paid, "paidAt": None}, "paidAt", "paid and not paid"),
        ("paid-first", {**pending, "paidAt": at}, "paidAt", "paid before the service ended, under cancelFirst"),
        ("paid-pending", {**done, "paidAt": at}, "paidAt", "paid and still to be paid"),
        ("paid-wanted", {**paid, "cancellation": "wanted"}, "paidAt", "done while the service runs on"),
        ("failure", {**review, "failure": "wrongDetails"}, "failure", "a failure of nothing"),
        ("failure-none", {**failed, "failure": None}, "failure", "failed for no reason"),
        ("failure-cancel", {**failed, "failure": "cancellationFailed"}, "failure", "a cancellation failed that is done"),
        ("expected", {**pending, "expectedAt": None}, "expectedAt", "expected at no time"),
        ("expected-paid", {**paid, "expectedAt": at}, "expectedAt", "expected though it is there"),
    ]:
        rows.append(vector(f"refund-misfit-{name}", why, "a step from a state that does not exist", ask("look", case, at=at), part=refused("invalid_case", f"case.{member}")))
    return rows


def offices():
    case = fresh(cancellation="none")
    rows = []
    for name, path, value, where, why in [
        ("no-day", ["office", "days"], [], "office.days", "nobody ever works"),
        ("day-0", ["office", "days"], [0, 1], "office.days", "days begin with 1"),
        ("day-8", ["office", "days"], [8], "office.days", "and end with 7"),
        ("equal", ["office", "to"], "09:00", "office.to", "open for no time"),
        ("backwards", ["office", "to"], "08:59", "office.to", "over midnight"),
        ("hour", ["office", "from"], "24:00", "office.from", "no such hour"),
        ("form", ["office", "to"], "5pm", "office.to", "another form"),
        ("holidays", ["office", "holidays"], ["2026-12-25"] * 1001, "office.holidays", "too many to look through"),
    ]:
        rows.append(vector(f"refund-office-{name}", why, "a deadline that never comes", changed(ask("begin", case), path, value), part=refused("invalid_office", where)))
    v = vector
    full = changed(ask("begin", case), ["office", "holidays"], ["2026-12-25"] * 1000)
    answer = advance(full)
    assert answer["case"]["dueAt"] == "2026-11-26T16:00:00Z"
    return rows + [
        v("refund-office-1000", "1000 holidays are allowed", "a limit off by one", full, answer),
        v("refund-office-zone", "the zone has to be there", "UTC taken for it", changed(ask("begin", case), ["zones"], []), part=refused("unknown_zone", "office.zone")),
        v("refund-zones-twice", "a zone once", "the first, or the last", changed(ask("begin", case), ["zones"], [BERLIN, BERLIN]), part=refused("duplicate_id", "zones[1].name")),
        v("refund-office-date", "holidays are dates", "a holiday ignored", changed(ask("begin", case), ["office", "holidays", 0], "2026-02-30"),
          part=refused("invalid_date", "office.holidays[0]")),
    ]


def claims():
    v = vector
    claim = {"id": "31", "kind": "claim", "state": "open", "openedAt": MONDAY, "service": "5", "period": "2026-10"}
    effect = {"service": "5", "period": "2026-10"}

    def request(action, actor="admin:1", **more):
        return {"contract": 1, "command": "advanceCase", "asOf": MONDAY, "action": action, "actor": actor, "note": "seen", **more, "case": claim}

    def answer(state, kind, actor="admin:1"):
        return {"ok": True, "case": {"id": "31", "kind": "claim", "state": state, "decidedAt": MONDAY, "decidedBy": actor, "note": "seen"},
                "effect": {"type": kind, **effect}, "warnings": []}
    rows = [
        v("claim-accept", "a claim is taken up", "a claim without its period", request("accept"), answer("accepted", "enterClaim")),
        v("claim-accept-system", "also by the panel's own rule", "only by a person", request("accept", "system"), answer("accepted", "enterClaim", "system")),
        v("claim-refuse", "a claim is not taken up", "enterClaim whatever the action says", request("refuse"), answer("refused", "refuseClaim")),
        v("claim-own", "a client does not take up an own claim", "credit on demand", request("accept", "client:7"), part=refused("not_allowed", "actor")),
        v("claim-closed", "a claim is decided once", "a second claim of one", changed(request("accept"), ["case", "state"], "accepted"), part=refused("case_closed", "case.state")),
        v("claim-no-period", "for which period", "any period", changed(request("accept"), ["case", "period"], ...), part=refused("missing_field", "case.period")),
    ]
    for name, value in [("role", "lead"), ("amount", "1.00"), ("fields", []), ("failure", "wrongDetails"), ("waits", "arrears"), ("review", {}), ("office", OFFICE), ("zones", [])]:
        rows.append(v(f"claim-{name}", "a question has none of a refund's members", "ignored", request("accept", **{name: value}), part=refused("unknown_field", name)))
    return rows
