"""advanceCase of refunds by docs/refunds.md: a table of rules, each with who, when it holds and what it does to a plain dict."""
from datetime import date, timedelta
from fractions import Fraction

from vector import refused
from wire import DAY, DECIMALS, iso, ms, show
from zones import civil_date, segments

UTC = [{"from": None, "seconds": 0}]
NINE_TO_FIVE = {"zone": None, "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00"}
MUST_ACT = {"gatewayDeclined": "billing", "insufficientFunds": "billing", "unknownOutcome": "billing", "cancellationFailed": "technical",
            "paymentTooOld": "client", "methodClosed": "client", "wrongDetails": "client", "gatewayUnavailable": "system", "disputeOpened": "system"}
MEMBERS = ("id kind state step openedAt currency reason wished quoted amount fields needs asked waitsFor cancellation route dueAt escalation "
           "decision decidedAt decidedBy appealUntil appealed method paidAt failure expectedAt").split()
ACTIONS = ("begin withdraw supply clear ask approve adjust reject clock confirm decline cancelled cancelFailed paid fail retry appeal").split()


class No(Exception):
    """A step that is not taken: code and path."""


class Calendar:
    """Working days of an office, day by day."""

    def __init__(self, office, zones):
        self.office = office or NINE_TO_FIVE
        self.offsets = next((z["offsets"] for z in zones if z["name"] == self.office["zone"]), UTC)
        hours, minutes = self.office["to"].split(":")
        self.close = (int(hours) * 60 + int(minutes)) * 60_000

    def works(self, day):
        return day.isoweekday() in self.office["days"] and day.isoformat() not in (self.office.get("holidays") or [])

    def closing(self, day):
        local = (day - date(1970, 1, 1)).days * DAY + self.close
        for start, end, offset in segments(self.offsets):
            if max(local - offset, start) < end:
                return max(local - offset, start)

    def nth(self, day, n):
        """The n-th working day after a day."""
        while n:
            day += timedelta(days=1)
            n -= self.works(day)
        return day

    def due(self, at, n):
        day = civil_date(at, self.offsets)
        if not self.works(day) or at >= self.closing(day):
            day = self.nth(day, 1)
        return iso(self.closing(self.nth(day, n)))

    def another(self, at):
        return iso(self.closing(self.nth(civil_date(at, self.offsets), 1)))


class Desk:
    """One request; `case` is changed in place."""

    def __init__(self, request):
        self.r, self.case = request, {name: request["case"].get(name) for name in MEMBERS}
        self.review = request.get("review") or {}
        self.calendar = Calendar(request.get("office"), request.get("zones") or [])
        self.now = ms(request["asOf"])
        self.effects, self.said = [], []

    def limit(self, rows):
        found = [Fraction(row["amount"]) for row in rows or [] if row["currency"] == self.case["currency"]]
        return found[0] if found else None

    def reason(self):
        rows = [row for row in self.review.get("reasons") or [] if row["code"] == self.case["reason"]]
        return {"route": "billing", "complex": False, "fields": [], **{k: v for k, v in (rows[0] if rows else {}).items() if v is not None}}

    def first_cancel(self):
        return (self.review.get("order") or "cancelFirst") == "cancelFirst"

    def cancels_now(self):
        return self.case["cancellation"] == "wanted" and (self.first_cancel() or self.case["paidAt"] is not None)

    def pays_now(self):
        return self.case["paidAt"] is None and not self.cancels_now()

    def say(self, to, key, **args):
        self.said.append({"to": to, "key": key, "args": args})

    def effect(self, kind, **more):
        self.effects.append({"type": kind, **more})

    def set(self, **members):
        self.case.update(members)

    # who may do what

    def may(self, action):
        case, state = self.case, self.case["state"]
        rules = {
            "begin": (state == "requested", ["staff", "system"]),
            "withdraw": (state in ("requested", "waiting", "underReview"), ["client"]),
            "supply": (case["waitsFor"] == "fields", ["client"]),
            "clear": (case["waitsFor"] in ("arrears", "dispute"), ["system"]),
            "ask": (state == "underReview" and not case["asked"], ["staff"]),
            "approve": (state == "underReview", ["staff"]),
            "adjust": (state == "underReview", ["staff"]),
            "reject": (state == "underReview" or state == "failed" and case["paidAt"] is None, ["staff"]),
            "clock": (state in ("underReview", "secondReview"), ["system"]),
            "confirm": (state == "secondReview", ["staff"]),
            "decline": (state == "secondReview", ["staff"]),
            "cancelled": (state == "payoutPending" and self.cancels_now(), ["system"]),
            "cancelFailed": (state == "payoutPending" and self.cancels_now(), ["system"]),
            "paid": (state in ("payoutPending", "failed") and self.pays_now(), ["staff", "system"]),
            "fail": (state == "payoutPending" and case["paidAt"] is None, ["staff", "system"]),
            "retry": (state == "failed", {"client": ["client", "staff"], "system": ["staff", "system"]}.get(MUST_ACT.get(case["failure"]), ["staff"])),
            "appeal": (state in ("rejected", "paid") and not case["appealed"], ["client"]),
        }
        holds, who = rules.get(action, (False, []))
        return who if holds else []

    def held(self, action):
        return self.r.get("waits") is not None and (action in ("clear", "approve", "adjust", "confirm") or action == "retry" and self.case["paidAt"] is None)

    def allowed(self):
        case, found = self.case, []
        ready = {"clock": lambda: self.now >= ms(case["dueAt"]), "appeal": lambda: self.now <= ms(case["appealUntil"]),
                 "approve": lambda: case["quoted"] is not None, "adjust": lambda: case["quoted"] is not None and Fraction(case["quoted"]) > 0}
        for action in ACTIONS:
            who = self.may(action)
            if who and ready.get(action, lambda: True)() and not self.held(action):
                found += [{"action": action, "who": one} for one in who]
        return found

    # one step

    def take(self):
        action, actor = self.r["action"], self.r["actor"]
        kind = {"client": "client", "admin": "staff"}.get(actor.partition(":")[0]) if actor.partition(":")[2] else {"system": "system"}.get(actor)
        if kind is None:
            raise No("not_allowed", "actor")
        if action == "look":
            return
        who = self.may(action)
        if not who:
            raise No("case_state", "action")
        if kind not in who or action in ("confirm", "decline") and actor == self.case["decidedBy"]:
            raise No("not_allowed", "actor")
        if action == "clock" and self.now < ms(self.case["dueAt"]):
            raise No("not_due", "asOf")
        if action == "appeal" and self.now > ms(self.case["appealUntil"]):
            raise No("too_late", "asOf")
        getattr(self, "do_" + action)()
        self.case["step"] += 1

    def need(self, name):
        value = self.r.get(name)
        if value is None or name == "note" and not value.strip():
            raise No("case_incomplete", name)
        return value

    def free(self):
        if self.held(self.r["action"]):
            raise No("case_waits", "waits")

    def begin_review(self, since, key):
        self.set(needs=[])
        if self.r.get("waits"):
            self.set(state="waiting", waitsFor=self.r["waits"])
            return self.say("client", "refundWaits", **{"for": self.r["waits"]})
        above = self.limit(self.review.get("complexAbove"))
        quoted = self.case["quoted"]
        hard = self.reason()["complex"] or above is not None and quoted is not None and Fraction(quoted) > above
        days = (self.review.get("complexDays") or 5) if hard else (self.review.get("simpleDays") or 3)
        due = self.calendar.due(since, days)
        self.set(state="underReview", waitsFor=None, escalation=0, dueAt=due)
        self.effect("quoteAgain")
        self.effect("notify", team=self.case["route"], role=None)
        self.say("client", key, dueAt=due)

    def wait_for(self, needs):
        self.set(state="waiting", waitsFor="fields", needs=needs, dueAt=None)
        self.say("client", "refundNeeds", fields=needs)

    def do_begin(self):
        rule = self.reason()
        self.set(route=rule["route"])
        missing = [field for field in rule["fields"] if field not in self.case["fields"]]
        if missing:
            return self.wait_for(missing)
        self.begin_review(ms(self.case["openedAt"]), "refundReceived")

    def do_withdraw(self):
        self.set(state="withdrawn", waitsFor=None, needs=[], dueAt=None)
        self.say("staff", "staffWithdrawn")

    def give(self, fields):
        self.set(fields=list(dict.fromkeys(self.case["fields"] + fields)))

    def do_supply(self):
        fields = self.need("fields")
        self.give(fields)
        self.say("staff", "staffSupplied", fields=fields)
        self.begin_review(self.now, "refundReceived")

    def do_clear(self):
        self.free()
        self.begin_review(self.now, "refundReceived")

    def do_ask(self):
        fields = self.need("fields")
        if not fields:
            raise No("case_incomplete", "fields")
        self.set(asked=True)
        self.wait_for(fields)

    def money(self, text):
        return show(Fraction(text), DECIMALS[self.case["currency"]])

    def do_approve(self):
        if self.case["quoted"] is None:
            raise No("case_incomplete", "case.quoted")
        amount = self.r.get("amount")
        if amount is not None and Fraction(amount) != Fraction(self.case["quoted"]):
            raise No("invalid_amount", "amount")
        self.decide("approved", self.case["quoted"])

    def do_adjust(self):
        if self.case["quoted"] is None:
            raise No("case_incomplete", "case.quoted")
        amount = self.need("amount")
        self.need("note")
        if not 0 < Fraction(amount) <= Fraction(self.case["quoted"]):
            raise No("invalid_amount", "amount")
        self.decide("adjusted", amount)

    def decide(self, decision, amount):
        self.free()
        limits = self.review.get("limits") or []
        if limits and self.r.get("role") is None:
            raise No("case_incomplete", "role")
        for row in limits:
            most = self.limit(row["amounts"])
            if row["role"] == self.r["role"] and most is not None and Fraction(amount) > most:
                raise No("above_limit", "role")
        amount = self.money(amount)
        self.set(decision=decision, amount=amount, decidedAt=self.r["asOf"], decidedBy=self.r["actor"])
        second = self.limit(self.review.get("secondAbove"))
        if second is not None and Fraction(amount) > second:
            self.set(state="secondReview")
            self.effect("notify", team=self.case["route"], role=None)
            return self.say("staff", "staffSecond", amount=amount)
        self.pay_out()

    def pay_out(self):
        self.to_pending()
        self.set(dueAt=None)
        self.open_appeal()
        case = self.case
        args = {"amount": case["amount"], "quoted": self.money(case["quoted"]), "expectedAt": case["expectedAt"]}
        if case["decision"] == "approved":
            del args["quoted"]
        self.say("client", "refundApproved" if case["decision"] == "approved" else "refundAdjusted", **args)

    def to_pending(self):
        rows = {row["method"]: row["to"] for row in self.review.get("payoutDays") or []}
        since = self.now if self.case["paidAt"] is None else ms(self.case["paidAt"])
        self.set(state="payoutPending", failure=None, expectedAt=self.calendar.due(since, rows.get(self.case["method"], 10)))
        self.next_effect()

    def next_effect(self):
        if self.cancels_now():
            self.effect("cancelService")
        else:
            self.effect("pay", amount=self.case["amount"])

    def open_appeal(self):
        days = self.review.get("appealDays")
        self.set(appealUntil=None if self.case["appealed"] else iso(self.now + (14 if days is None else days) * DAY))

    def do_reject(self):
        self.need("note")
        self.set(state="rejected", amount=None, failure=None, dueAt=None, decision="rejected", decidedAt=self.r["asOf"], decidedBy=self.r["actor"])
        self.open_appeal()
        self.say("client", "refundRejected", appealUntil=self.case["appealUntil"])

    def do_clock(self):
        count = self.case["escalation"] + 1
        self.set(escalation=count, dueAt=self.calendar.another(self.now))
        self.effect("notify", team=self.case["route"], role="lead" if count == 1 else "owner")
        self.say("client", "refundDelayed", dueAt=self.case["dueAt"])
        self.say("staff", "staffEscalated", escalation=count)

    def do_confirm(self):
        self.free()
        self.set(decidedAt=self.r["asOf"])
        self.pay_out()

    def do_decline(self):
        self.need("note")
        self.set(state="underReview", decision=None, decidedAt=None, decidedBy=None, amount=None)
        self.effect("quoteAgain")
        self.effect("notify", team=self.case["route"], role=None)
        self.say("staff", "staffDeclined")

    def do_cancelled(self):
        self.set(cancellation="done")
        self.say("client", "serviceEnded")
        if self.case["paidAt"] is None:
            self.next_effect()
        else:
            self.set(state="paid", expectedAt=None)

    def do_cancelFailed(self):
        self.stop("cancellationFailed")

    def do_paid(self):
        self.set(paidAt=self.r["asOf"])
        self.say("client", "refundPaid", amount=self.case["amount"])
        if self.case["cancellation"] == "wanted":
            self.to_pending()
        else:
            self.set(state="paid", failure=None, expectedAt=None)

    def do_fail(self):
        failure = self.need("failure")
        if failure == "cancellationFailed":
            raise No("not_allowed", "failure")
        self.stop(failure)

    def stop(self, failure):
        self.set(state="failed", failure=failure, expectedAt=None)
        who = MUST_ACT[failure]
        if who == "client":
            self.say("client", "refundStuck", failure=failure)
        elif who != "system":
            self.effect("prepareTask", team=who)
            self.effect("notify", team=who, role=None)
        self.say("staff", "staffFailed", failure=failure)

    def do_retry(self):
        self.free()
        self.give(self.r.get("fields") or [])
        self.to_pending()
        self.say("client", "refundRetried", expectedAt=self.case["expectedAt"])

    def do_appeal(self):
        fields = self.need("fields")
        if "evidence" not in fields:
            raise No("case_incomplete", "fields")
        self.give(fields)
        self.set(appealed=True, appealUntil=None, decision=None, decidedAt=None, decidedBy=None, amount=None, paidAt=None)
        self.begin_review(self.now, "refundAppealed")


def advance(request):
    """The whole answer; of the refusals those that the machine itself gives."""
    desk = Desk(request)
    try:
        desk.take()
    except No as no:
        return refused(*no.args)
    for name in ("wished", "quoted", "amount"):
        if desk.case[name] is not None:
            desk.case[name] = desk.money(desk.case[name])
    return {"ok": True, "case": desk.case, "effects": desk.effects, "say": desk.said, "allowed": desk.allowed(), "warnings": []}
