"""Second calculation of `settle`: exact fractions, one service at a time, from the contract's ten rules."""
from fractions import Fraction

from counting import count, tracks
from wire import DECIMALS, amount, floor_to, half_up, iso, ms, shortest, show
from zones import add_months, civil_date, month_edges
from datetime import date

DELAY_MS = 259_200_000


def settle(request):
    """The full answer object of a valid request; clients' revision and carry are folded in order."""
    clients = {}
    for c in request["clients"]:
        clients[c["id"]] = {"currency": c["currency"], "revision": c["revision"], "carry": amount(c["carry"])}
    results = [Service(request, s, clients[s["client"]]).result() for s in request["services"]]
    return {"ok": True, "results": results, "warnings": []}


class Service:
    """One service of the request, settled against its client's running state."""

    def __init__(self, request, service, client):
        self.request, self.service, self.client = request, service, client
        self.decimals = DECIMALS[client["currency"]]
        self.as_of = ms(request["asOf"])
        self.zones = {z["name"]: z["offsets"] for z in request["zones"]}
        self.documents = {p["hash"]: p["document"] for p in request["policies"]}
        self.steps = []
        self.rate = Fraction(0)

    def result(self):
        out = {"service": self.service["id"], "client": self.service["client"], "currency": self.client["currency"],
               "period": self.service["period"]}
        self.bind()
        self.period_of(out)
        zero = (Fraction(0),) * 3
        net, tax, gross = self.entitlement(out) or zero
        out["entitlement"] = {**self.triple(net, tax, gross), "rate": shortest(self.rate)}
        self.fold(out, (net, tax, gross))
        out["counted"] = out.pop("_rows")
        out["steps"] = self.steps
        return out

    def step(self, key, **args):
        self.steps.append({"key": key, "args": args})

    def money(self, value):
        return show(value, self.decimals)

    def triple(self, net, tax, gross):
        return {"net": self.money(net), "tax": self.money(tax), "gross": self.money(gross)}

    # -- rule 1: policy and period ------------------------------------------------------------------------------

    def bind(self):
        """Tries assignments from the most specific and latest down; takes the first in force at its own bound instant."""
        self.policy = None
        active = [ms(s["from"]) for s in self.service["spans"] if s["state"] == "active"][:1]
        rank = sorted(self.service["assignments"], key=lambda a: (a["scope"] == "service", ms(a["from"])))
        for a in reversed(rank):
            document = self.documents[a["policy"]]
            offsets = self.zones[document["zone"]]
            start, end = month_edges(self.service["period"], offsets)
            bound = max([start] + [at for at in active if at < end])
            if ms(a["from"]) <= bound:
                self.policy, self.document, self.offsets = a["policy"], document, offsets
                self.start, self.end, self.bound = start, end, bound
                return

    def period_of(self, out):
        document = self.document if self.policy else {"zone": "UTC"}
        if self.policy is None:
            self.start, self.end = month_edges(self.service["period"], [{"from": None, "seconds": 0}])
        delay = document.get("settleDelayMs")
        due = self.end + (DELAY_MS if delay is None else delay)
        self.final = self.as_of >= due
        out.update({"from": iso(self.start), "to": iso(self.end), "dueAt": iso(due), "final": self.final})
        self.step("period", month=self.service["period"], **{"from": iso(self.start), "to": iso(self.end)}, zone=document["zone"])
        if self.policy:
            self.step("policy", hash=self.policy, name=document["name"], boundAt=iso(self.bound))

    # -- rules 2 to 6: entitlement ------------------------------------------------------------------------------

    def entitlement(self, out):
        """(net, tax, gross) or None where the contract ends early."""
        out.update({"policy": self.policy, "totalMs": 0, "downtimeMs": 0, "excludedMs": 0, "availability": None, "_rows": []})
        if self.policy is None:
            return self.step("noPolicy")
        total, down = self.count(out)
        if total == 0:
            return self.step("noService")
        fee = self.fee()
        if fee is None:
            return self.step("noFee")
        percent = self.tier(total, down)
        gross = half_up(fee * percent / 100, self.decimals)
        self.step("credit", gross=self.money(gross))
        cap = amount((self.document.get("cap") or {"percent": "100"})["percent"])
        most = floor_to(fee * cap / 100, self.decimals)
        if most < gross:
            gross = most
            self.step("cap", percent=shortest(cap), gross=self.money(gross))
        net = half_up(gross * 100 / (100 + self.rate), self.decimals)
        self.step("taxSplit", net=self.money(net), tax=self.money(gross - net), rate=shortest(self.rate))
        return net, gross - net, gross

    def count(self, out):
        """(total ms, downtime ms), their steps and the result's fields about time."""
        bounds = (self.start, self.end, self.as_of)
        total, served, down, excluded, rows = count(tracks(self.service, bounds), self.request, self.service, self.document, bounds)
        out.update({"totalMs": total, "downtimeMs": down, "excludedMs": excluded,
                    "_rows": [{k: v for k, v in row.items() if k[0] != "_"} for row in rows]})
        self.step("serviceTime", ms=served)
        if total == 0:
            return total, down
        for row in rows:
            self.step("outage", id=row["outage"], **{"from": row["_from"], "to": row["_to"]}, countedMs=row["countedMs"])
            for part in row["_parts"]:
                self.step("excluded", id=part["id"], **{"from": iso(part["from"]), "to": iso(part["to"])},
                          ms=part["to"] - part["from"], reason=part["reason"])
        self.step("downtime", ms=down)
        out["availability"] = show(floor_to(Fraction(total - down, total) * 100, 6), 6)
        self.step("availability", upMs=total - down, totalMs=total, display=out["availability"])
        return total, down

    def fee(self):
        """Gross ÷ months of the first charge that covers the bound date, else of the recurring amount, else None."""
        day = civil_date(self.bound, self.offsets)
        for c in sorted(self.service["charges"], key=lambda c: (c["from"], c["id"])):
            start = date.fromisoformat(c["from"])
            if start <= day < add_months(start, c["months"]):
                return self.line("charge", c["id"], c)
        if self.service.get("recurring"):
            return self.line("recurring", "", self.service["recurring"])
        return None

    def line(self, source, name, line):
        gross, tax = amount(line["amount"]), line.get("tax")
        if tax:
            self.rate = sum((amount(r) for r in tax["rates"]), Fraction(0))
            if tax["mode"] == "exclusive":
                gross += half_up(gross * self.rate / 100, self.decimals)
        self.step("fee", source=source, id=name, gross=self.money(gross), months=line["months"])
        return gross / line["months"]

    def tier(self, total, down):
        """Percent of the lowest edge that the exact availability is strictly below."""
        percent = None
        for t in self.document["schedule"]["tiers"]:
            if Fraction(total - down, total) < amount(t["below"]) / 100:
                percent = t
        if percent is None:
            self.step("noTier")
            return Fraction(0)
        self.step("tier", below=shortest(amount(percent["below"])), percent=shortest(amount(percent["percent"])))
        return amount(percent["percent"])

    # -- rules 7 to 9: the ledger -------------------------------------------------------------------------------

    def fold(self, out, entitlement):
        entries = self.service["entries"]
        held = [sum((amount(e[f]) for e in entries), Fraction(0)) for f in ("net", "tax", "gross")]
        delta = [want - have for want, have in zip(entitlement, held)]
        if entries:
            self.step("ledger", **self.triple(*held), entries=len(entries))
        self.step("adjustment", **self.triple(*delta))
        before, revision = self.client["carry"], self.client["revision"]
        if before:
            self.step("carryIn", amount=self.money(before))
        posting, route, adjustment, after = None, "none", None, before
        if any(delta):
            adjustment = {"n": len(entries) + 1, "kind": "sla", **self.triple(*delta), "rate": shortest(self.rate)}
            posting = self.payout(before + delta[2])
            route = "carry" if posting is None else self.routes()[0] if self.routes() else "review"
            after = before + delta[2] - (posting or 0)
            if self.final:
                self.client.update(carry=after, revision=revision + 1)
        if after:
            self.step("carryOut", amount=self.money(after))
        out.update({"adjustment": adjustment, "route": route, "posting": None if posting is None else self.money(posting),
                    "carryBefore": self.money(before), "carryAfter": self.money(after), "revision": revision})

    def routes(self):
        return self.request["capabilities"]["routes"]

    def payout(self, available):
        """What is posted now, or None: carried below the minimum, or below what the panel can book."""
        currency = self.client["currency"]
        least = [amount(m["amount"]) for m in self.document_minimum() if m["currency"] == currency]
        if available > 0 and least and available < least[0]:
            self.step("belowMinimum", minimum=self.money(least[0]))
            return None
        scales = [p["scale"] for p in self.request["capabilities"].get("postableScale") or [] if p["currency"] == currency]
        posting = floor_to(available, min(scales + [self.decimals])) if available > 0 else Fraction(0)
        if not posting:
            return None
        self.step("posting", amount=self.money(posting))
        return posting

    def document_minimum(self):
        return (self.document.get("minimumPayout") or []) if self.policy else []
