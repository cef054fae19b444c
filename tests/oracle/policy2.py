"""Second calculation of `settle` with policies of schema 2: fee, share, caps, forfeits and claims, from docs/policy.md.

Steps are not calculated: a vector says a part of the answer, the amounts and times on which everything hangs.
"""
from datetime import date, timedelta
from fractions import Fraction

from policy2_counting import Look
from policy2_families import Month, Seen, extension, share
from settle import Service
from wire import DAY, amount, floor_to, half_up, iso, ms, show
from zones import add_months, civil_date, civil_midnight, month_edges

NONE = {"extensionMs": 0, "claimable": None, "expiresAt": None}


def settle2(request):
    """The results of a valid request whose policies are of schema 2, without their steps."""
    clients = {c["id"]: {"currency": c["currency"], "revision": c["revision"], "carry": amount(c["carry"]),
                         "given": amount(c.get("given") or "0")} for c in request["clients"]}
    results = []
    for asked in request["services"]:
        found = Service2(request, asked, clients[asked["client"]])
        row = found.result()
        del row["steps"]
        results.append({**row, "schema2": found.extra} if found.policy else row)
    return {"ok": True, "results": results, "warnings": []}


class Service2(Service):
    """One service by a policy of schema 2."""

    def result(self):
        self.extra = dict(NONE)
        return super().result()

    def bind(self):
        """As in schema 1, but an anniversary period begins on the anchor's day."""
        self.policy = None
        active = [ms(s["from"]) for s in self.service["spans"] if s["state"] == "active"][:1]
        rank = sorted(self.service["assignments"], key=lambda a: (a["scope"] == "service", ms(a["from"])))
        for a in reversed(rank):
            document = self.documents[a["policy"]]
            offsets = self.zones[document["zone"]]
            start, end = self.edges(document, offsets)
            bound = max([start] + [at for at in active if at < end])
            if ms(a["from"]) <= bound:
                self.policy, self.document, self.offsets = a["policy"], document, offsets
                self.start, self.end, self.bound = start, end, bound
                return

    def edges(self, document, offsets):
        if document.get("period") != "anniversary":
            return month_edges(self.service["period"], offsets)
        first = date.fromisoformat(self.service["period"] + "-01")
        days = [add_months(date(first.year, 1, self.service.get("anchor") or 1), first.month - 1)]
        days.append(add_months(date(first.year, 1, self.service.get("anchor") or 1), first.month))
        return tuple(civil_midnight(day, offsets) for day in days)

    # -- from time to share -------------------------------------------------------------------------------------

    def entitlement(self, out):
        out.update({"policy": self.policy, "totalMs": 0, "downtimeMs": 0, "excludedMs": 0, "availability": None, "_rows": []})
        if self.policy is None:
            return None
        if self.document.get("expiresAfterMs") is not None:
            self.extra["expiresAt"] = iso(ms(out["dueAt"]) + self.document["expiresAfterMs"])
        self.month = Month(self.start, self.end, self.document.get("length"))
        schedule = self.document["schedule"]
        whole = self.look(schedule)
        if whole.total == 0:
            return None
        seen = self.seen(schedule, whole)
        self.tell(out, whole, seen)
        if schedule["family"] == "extension":
            longer = int(floor_to(extension(schedule, self.seen(schedule, whole)), 0))
            self.extra["extensionMs"] = longer if longer and self.owed(Fraction(0), whole, True) is not None else 0
            return Fraction(0), Fraction(0), Fraction(0)
        fee = self.fee()
        if fee is None:
            return None
        self.limit = self.incident_limit(fee)
        gross = self.capped(fee, half_up(fee * self.share(schedule, whole), self.decimals))
        gross = (self.owed(gross, whole) if gross else gross) or Fraction(0)
        self.client["given"] += gross
        net = half_up(gross * 100 / (100 + self.rate), self.decimals)
        return net, gross - net, gross

    def look(self, schedule, component=None, taken=()):
        window = (self.start, self.end)
        used = [(ms(u["from"]), ms(u["to"])) for u in self.service.get("used") or []]
        if schedule["family"] == "rollingYear":
            window = (self.end - (schedule.get("days") or 365) * DAY, self.end)
        return Look(self.request, self.service, self.document, self.offsets, window, component, taken, used)

    def seen(self, schedule, look):
        limit = getattr(self, "limit", None)
        if schedule["family"] != "rollingYear":
            return Seen(self.month.of(look.total), look.down, look.incidents, self.month, limit)
        begun = min(ms(s["from"]) for s in self.service["spans"] if s["state"] == "active")
        before = max(0, min(begun, look.window[1]) - look.window[0])
        return Seen(Fraction(look.total + before), look.down, look.incidents, self.month, limit)

    def share(self, schedule, whole):
        if schedule["family"] != "components":
            return share(schedule, self.seen(schedule, whole))
        shares, taken, whole.pieces = [], [], []
        for part in schedule["of"]:
            look = self.look(part["schedule"], part["name"], taken if schedule["stack"] == "sum" else ())
            taken = taken + look.stretches
            # What a claim's window follows: an outage that no component looks at counts nothing.
            whole.pieces = whole.pieces + look.pieces
            found = share(part["schedule"], self.seen(part["schedule"], look))
            cap = part.get("cap")
            shares.append(min(found, amount(cap["percent"]) / 100) if cap else found)
        return sum(shares, Fraction(0)) if schedule["stack"] == "sum" else max(shares)

    def tell(self, out, look, seen):
        """The members of the answer about time; only whole milliseconds can be told."""
        rows, out_ms = [], 0
        for o, left, mine in look.pieces:
            counted = sum(b - a for a, b in left)
            away = sum(b - a for a, b in mine) - counted
            rows.append({"outage": o["id"], "countedMs": counted, "excludedMs": away})
            out_ms += away
        shown = show(floor_to(seen.availability * 100, 6), 6)
        total = seen.total if self.document["schedule"]["family"] == "rollingYear" else look.total
        out.update({"totalMs": total, "downtimeMs": look.down, "excludedMs": out_ms, "availability": shown, "_rows": rows})

    # -- the fee ------------------------------------------------------------------------------------------------

    def fee(self):
        """Of the plan's line (or the regular amount) and, where they belong to it, of the add-ons that cover the same day."""
        rule = self.document.get("fee") or {}
        base, day = rule.get("base") or "paid", civil_date(self.bound, self.offsets)
        if base == "before":
            day = civil_date(self.start, self.offsets) - timedelta(days=1)
        cover = [c for c in sorted(self.service["charges"], key=lambda c: (c["from"], c["id"]))
                 if date.fromisoformat(c["from"]) <= day < add_months(date.fromisoformat(c["from"]), c["months"])]
        plans = [c for c in cover if c.get("kind") != "addOn"]
        regular = self.service.get("recurring")
        if base == "recurring":
            main = regular
        else:
            main = plans[0] if plans else regular if base == "paid" else None
        if main is None:
            return None
        self.rate = sum((amount(r) for r in (main.get("tax") or {"rates": []})["rates"]), Fraction(0))
        lines = [main] + ([c for c in cover if c.get("kind") == "addOn"] if rule.get("addOns", self.document["schema"] == 2) else [])
        return sum((self.gross_of(line, base) / line["months"] for line in lines), Fraction(0))

    def gross_of(self, line, base):
        value, tax = amount(line["amount"]), line.get("tax")
        if base == "cash" and line.get("cash") is not None:
            value = amount(line["cash"])
        if tax and tax["mode"] == "exclusive":
            value += half_up(value * sum((amount(r) for r in tax["rates"]), Fraction(0)) / 100, self.decimals)
        return value

    # -- what is owed of it -------------------------------------------------------------------------------------

    def caps(self):
        caps = self.document.get("caps")
        return [{"per": "period", "percent": "100"}] if caps is None else caps

    def limit_of(self, cap, base):
        """The amount of a cap; None where it names amounts, but not of this currency."""
        if cap.get("percent") is not None:
            return floor_to(base * amount(cap["percent"]) / 100, self.decimals)
        return next((amount(a["amount"]) for a in cap["amounts"] if a["currency"] == self.client["currency"]), None)

    def incident_limit(self, fee):
        """What share of the fee one incident may earn at most."""
        found = []
        for cap in (c for c in self.caps() if c["per"] == "incident"):
            if cap.get("percent") is not None:
                found.append(amount(cap["percent"]) / 100)
            elif self.limit_of(cap, fee) is not None and fee:
                found.append(self.limit_of(cap, fee) / fee)
        return min(found, default=None)

    def capped(self, fee, gross):
        given = self.service.get("given") or {}
        spent = {"period": Fraction(0), "year": amount(given.get("year") or "0"), "client": self.client["given"]}
        for cap in (c for c in self.caps() if c["per"] != "incident"):
            most = self.limit_of(cap, fee * 12 if cap["per"] == "year" else fee)
            if most is not None:
                gross = min(gross, max(Fraction(0), most - spent[cap["per"]]))
        return min(gross, max(Fraction(0), floor_to(fee - amount(given.get("line") or "0"), self.decimals)))

    def owed(self, gross, look, is_longer=False):
        """What is owed of an amount (of an extension: 0), or None where a condition takes it away."""
        least = [amount(m["amount"]) for m in self.document.get("minimumCredit") or [] if m["currency"] == self.client["currency"]]
        if least and gross < least[0] and not is_longer:
            return None
        if set(self.document.get("forfeits") or []) & set(self.service.get("flags") or []):
            return None
        return self.claimed(gross, look) if self.document.get("claim") else gross

    def claimed(self, gross, look):
        rule = self.document["claim"]
        after = self.end
        if rule["from"] == "outage":
            after = max((mine[-1][1] for _, left, mine in look.pieces if left), default=self.end)
        until = after + rule["windowMs"]
        if any(self.start <= ms(c["at"]) <= min(until, self.as_of) for c in self.service.get("claims") or []):
            return gross
        if self.as_of <= until:
            self.extra["claimable"] = {"gross": self.money(gross), "until": iso(until)}
        return None
