"""Second calculation of `confirm`: observations of one subject to outages, straight from the contract's six rules and from
"How an outage is confirmed" in docs/monitors.md. Each elementary stretch of time is judged by itself, from sets of votes."""
from wire import DAY, iso, ms

RANK = {"down": 0, "unknown": 1, "maintenance": 2, "degraded": 3, "up": 4}
FIRST = ms("1971-01-01T00:00:00Z")
SURE = ("quorum", "trusted", "locations")  # confirmed without a person
MOST_LISTED, LEAST_LISTED, ROOM = 100, 10, 4000


def listed(outages):
    """Beside each outage the first ten votes and 90 more, those more together at most 4000 over all."""
    room = ROOM
    for outage in outages:
        count = min(len(outage["votes"]), MOST_LISTED, LEAST_LISTED + room)
        room -= max(0, count - LEAST_LISTED)
        first = sorted(outage["votes"], key=lambda vote: vote["_since"])[:count]
        outage["votes"] = [{name: vote[name] for name in vote if name != "_since"} for vote in outage["votes"] if vote in first]
    return outages


def confirm(request):
    """The full answer object of a valid request."""
    world = World(request)
    outages = listed([judge(world, s) for s in classify(world, sweep(world))])
    return {
        "ok": True,
        "subject": world.subject,
        "sourcesCounted": world.n,
        "needed": world.k,
        "outages": outages,
        "review": [review_item(o) for o in outages if o["status"] == "review" and not o["open"]],
        "silent": silent(world),
        "steps": [step(world, o) for o in outages],
        "warnings": [],
    }


class World:
    """What the rules need to know of the request: groups, quorum, votes, signs of life, decisions."""

    def __init__(self, request):
        self.subject = request["subject"]
        self.as_of = ms(request["asOf"])
        given = request.get("staleAfterMs")
        self.stale_after = DAY if given is None else given
        self.sources = {s["id"]: s for s in request["sources"] if s["enabled"]}
        self.groups = {s["group"] for s in self.sources.values()}
        self.n = len(self.groups)
        self.given = request.get("quorum")
        self.k = min(2, self.n) if self.given is None else self.given
        self.required = request.get("required") or []
        seen = [o for o in once(request["observations"]) if o["source"] in self.sources and ms(o["at"]) <= self.as_of]
        self.signs = {i: signs(s, seen, self.as_of) for i, s in self.sources.items()}
        self.silent = {}
        self.votes = self.collect([o for o in seen if o["kind"] in ("state", "reminder")])
        decisions = request.get("decisions") or []
        self.accepted = [(ms(d["from"]), ms(d["to"])) for d in decisions if d["decision"] == "accepted"]
        self.refused = [(ms(d["from"]), ms(d["to"])) for d in decisions if d["decision"] == "refused"]

    def collect(self, observations):
        """One timeline per (source, target)."""
        lines = {}
        for row in observations:
            lines.setdefault((row["source"], row["target"]), []).append(row)
        votes = []
        for (source, target), rows in sorted(lines.items()):
            rows.sort(key=lambda o: (ms(o["at"]), RANK[o["state"]], o["key"]))
            runs = chains(rows, self.life(source))
            moved = [self.vote(self.sources[source], target, *run) for run in runs]
            if moved and moved[-1]["end"] == "stale":
                self.silent[(source, target)] = ms(runs[-1][0][-1]["at"])
            votes += laid_out(moved)
        return votes

    def life(self, source):
        """How long a vote of it lives after its last evidence."""
        expires = setting(self.sources[source], "expiresAfterMs", None)
        return self.stale_after if expires is None else expires

    def vote(self, source, target, evidence, closing):
        """A run of evidence and what closed it to a vote with moved edges, not yet cut by the one before."""
        start, last = ms(evidence[0]["at"]), ms(evidence[-1]["at"])
        inexact = evidence[0]["precision"] == "received"
        if closing:
            end, to = "up", max(FIRST, ms(closing["at"]) - setting(source, "endDelayMs", 0))
            inexact |= closing["precision"] == "received"
        elif last + self.life(source["id"]) > self.as_of:
            end, to = "open", self.as_of
        elif setting(source, "expiresAfterMs", None) is None:
            end, to = "stale", last + self.stale_after
        else:
            end, to = "expired", last
            inexact |= all(o["precision"] == "received" for o in evidence if ms(o["at"]) == last)
        most = max((setting(o, "locations", -1) for o in evidence if o["precision"] != "received"), default=-1)
        own = setting(source, "ownQuorum", None)
        return {"source": source["id"], "target": target, "group": source["group"], "from": max(FIRST, start - setting(source, "startDelayMs", 0)),
                "to": to, "end": end, "inexact": inexact, "many": own is not None and most >= own}


def setting(row, name, default):
    """An optional member; null is absent."""
    value = row.get(name)
    return default if value is None else value


def once(observations):
    """Equal keys once, with the most locations of any of them."""
    most = {}
    for o in observations:
        most[o["key"]] = max(most.get(o["key"], -1), setting(o, "locations", -1))
    return [{**o, "locations": most[o["key"]]} for o in {o["key"]: o for o in observations}.values()]


def signs(source, seen, as_of):
    """Signs of life of one source as (from, to)."""
    own = [(ms(o["at"]), ms(o["at"])) for o in seen if o["source"] == source["id"]]
    return own + [(ms(i["from"]), ms(i["to"])) for i in setting(source, "alive", []) if ms(i["from"]) <= as_of]


def chains(rows, life):
    """Rule 2: (evidence, closing message or None) of each vote, in order."""
    found, rest = [], list(rows)
    while rest:
        first = rest.pop(0)
        if first["state"] != "down" or first["kind"] != "state":
            continue
        evidence, closing = [first], None
        while rest and not closing and ms(rest[0]["at"]) <= ms(evidence[-1]["at"]) + life:
            row = rest.pop(0)
            if row["state"] == "down":
                evidence.append(row)
            elif row["kind"] == "state":
                closing = row
        found.append((evidence, closing))
    return found


def laid_out(moved):
    """The votes of one target, each cut where one before it ends; what has no length is none."""
    kept = []
    for vote in moved:
        start = max([vote["from"]] + [k["to"] for k in kept])
        if start < vote["to"]:
            kept.append({**vote, "from": start})
    return kept


def reach(world, vote):
    """Where a vote supports others."""
    tolerance = setting(world.sources[vote["source"]], "toleranceMs", 0)
    return max(FIRST, vote["from"] - tolerance), vote["to"] + tolerance


def lives(world, group, start, end):
    """Whether the group could have spoken throughout an elementary stretch."""
    for source in (s for s in world.sources.values() if s["group"] == group):
        every = setting(source, "expectEveryMs", None)
        if every is None or any(a <= start and end <= b + every for a, b in world.signs[source["id"]]):
            return True
    return False


def sweep(world):
    """Rule 4: elementary stretches (from, to, class, reason, votes, notes), class None where nobody is down."""
    edges = {p for v in world.votes for p in (v["from"], v["to"]) + reach(world, v)}
    edges |= {p for pair in world.accepted for p in pair}
    edges |= {p for i, s in world.sources.items() for a, b in world.signs[i] for p in (a, b + setting(s, "expectEveryMs", 0))}
    edges = sorted(edges)
    for start, end in zip(edges, edges[1:]):
        down = [v for v in world.votes if v["from"] <= start and end <= v["to"]]
        if not down:
            yield start, end, None, None, 0, ()
            continue
        near = [v for v in world.votes if reach(world, v)[0] <= start and end <= reach(world, v)[1]]
        reason, notes = by_monitors(world, down, near, start, end)
        if not reason and any(a <= start and end <= b for a, b in world.accepted):
            reason = "accepted"
        yield start, end, "confirmed" if reason else "doubtful", reason, worth(world, near), () if reason else notes


def worth(world, votes):
    """What votes bring to the quorum: their groups, or of each group the greatest weight where a quorum is given."""
    groups = {}
    for vote in votes:
        weight = 1 if world.given is None else setting(world.sources[vote["source"]], "weight", 1)
        groups[vote["group"]] = max(weight, groups.get(vote["group"], 0))
    return sum(groups.values())


def by_monitors(world, down, near, start, end):
    """Why monitors alone confirm a stretch (None: they do not), and what else is to be said of it."""
    sure, exact = [v for v in down if not v["inexact"]], [v for v in near if not v["inexact"]]
    agreeing = {v["group"] for v in exact}
    reached = bool(sure) and 0 < world.k <= worth(world, exact)
    reason = None
    if reached and (world.given == 1 or (world.n >= 2 and len(agreeing) >= min(2, world.k))):
        reason = "quorum"
    elif reached and world.n == 1 and any(world.sources[v["source"]]["trusted"] for v in sure):
        reason = "trusted"
    elif any(v["many"] for v in sure):
        reason = "locations"
    for want in world.required:
        of_level = {v["group"] for v in exact if world.sources[v["source"]].get("level") == want["level"]}
        if reason and len(of_level) < want["atLeast"]:
            return None, ("level",) + unheard(world, near, start, end)
    return reason, unheard(world, near, start, end)


def unheard(world, near, start, end):
    """("silent",) where there are groups that do not say down, and none of them lives."""
    others = world.groups - {v["group"] for v in near}
    return ("silent",) if others and not any(lives(world, g, start, end) for g in others) else ()


def classify(world, pieces):
    """Rule 5: join pieces of one class within an episode; drop doubtful edges of what quorum or trust confirmed."""
    episode = []
    for piece in list(pieces) + [(None, None, None, None, 0, ())]:
        start, end, kind, reason, count, notes = piece
        if kind is None:
            yield from finished(world, episode)
            episode = []
        elif episode and episode[-1]["kind"] == kind:
            last = episode[-1]
            last["to"], last["counts"] = end, last["counts"] | {count}
            last["reasons"].append(reason)
            last["notes"].append((start, end, notes))
        else:
            episode.append({"from": start, "to": end, "kind": kind, "reasons": [reason], "counts": {count}, "notes": [(start, end, notes)]})


def finished(world, episode):
    """The stretches of one episode that remain."""
    for before, s, after in zip([None] + episode, episode, episode[1:] + [None]):
        edge = (before and before["reasons"][-1] in SURE) or (after and after["reasons"][0] in SURE)
        if s["kind"] == "doubtful" and edge and not ends_stale(world, s) and not noted(s, "silent"):
            continue
        if s["kind"] == "confirmed" and s["reasons"][-1] in SURE and ends_stale(world, s):
            # Nobody knows its end: the accepted part counts, the rest waits as a whole.
            for part in parted(world.accepted, s):
                if part["inside"]:
                    yield {**part, "kind": "confirmed", "reasons": ["accepted"]}
                else:
                    yield from parted(world.refused, {**part, "kind": "waiting"})
        elif s["kind"] == "doubtful":
            yield from parted(world.refused, s)
        else:
            yield s


def parted(intervals, s):
    """The parts of a stretch that lie inside the decided intervals, and those between."""
    points = sorted({s["from"], s["to"]} | {p for pair in intervals for p in pair if s["from"] < p < s["to"]})
    parts = []
    for start, end in zip(points, points[1:]):
        inside = any(a <= start and end <= b for a, b in intervals)
        if parts and parts[-1]["inside"] == inside:
            parts[-1]["to"] = end
        else:
            parts.append({**s, "from": start, "to": end, "inside": inside, "stretch_to": s.get("stretch_to", s["to"])})
    return parts


def noted(s, word):
    """Whether it was said of an instant of this (part of a) stretch."""
    return any(word in notes for start, end, notes in s["notes"] if start < s["to"] and s["from"] < end)


def ends_stale(world, s):
    return any(v["to"] == s["to"] and v["end"] == "stale" for v in world.votes)


def judge(world, s):
    """Rule 6: the outage row of one stretch."""
    votes = [v for v in world.votes if reach(world, v)[0] < s["to"] and s["from"] < reach(world, v)[1]]
    stale = ends_stale(world, s) and s["to"] == s.get("stretch_to", s["to"])
    refused = s["kind"] != "confirmed" and s["inside"]
    if s["kind"] == "confirmed":
        status, reason = "confirmed", next(r for r in ("accepted", "locations", "trusted", "quorum") if r in s["reasons"])
    elif refused:
        status, reason = "refused", "refused"
    elif s["kind"] == "waiting":
        status, reason = "review", "stale"
    elif any(v["inexact"] for v in votes):
        status, reason = "review", "receivedTime"
    elif stale:
        status, reason = "review", "stale"
    elif noted(s, "level"):
        status, reason = "review", "level"
    elif world.n == 1:
        status, reason = "review", "singleMonitor"
    elif noted(s, "silent"):
        status, reason = "review", "silent"
    else:
        status, reason = "unconfirmed", "quorum"
    is_open = any(v["end"] == "open" and v["to"] == s["to"] for v in votes)
    votes = sorted(votes, key=lambda v: (v["from"], v["source"], v["target"]))
    return {"key": f"{world.subject}/{s['from']}", "subject": world.subject, "from": iso(s["from"]), "to": iso(s["to"]),
            "open": is_open, "status": status, "reason": reason,
            "votes": [{**{f: v[f] for f in ("source", "target", "group")}, "from": iso(v["from"]), "to": iso(v["to"]),
                       "end": v["end"], "inexact": v["inexact"], "_since": (reach(world, v)[0], v["from"], v["source"], v["target"])} for v in votes],
            "_counts": s["counts"]}


def review_item(o):
    key = f"outage/{o['subject']}/{ms(o['from'])}/{ms(o['to'])}"
    return {"key": key, "kind": "outage", "reason": o["reason"], "subject": o["subject"], "from": o["from"], "to": o["to"]}


def silent(world):
    """Timelines whose last vote went stale, since their last evidence; sources that did not speak in time, since their last sign."""
    rows = [(s, t, at) for (s, t), at in world.silent.items()]
    for ident, source in world.sources.items():
        every = setting(source, "expectEveryMs", None)
        last = max((min(b, world.as_of) for _, b in world.signs[ident]), default=None)
        if every is not None and (last is None or world.as_of - last > every):
            rows.append((ident, None, last))
    rows.sort(key=lambda r: (r[0], r[1] is not None, r[1] or ""))
    return [{"source": s, "target": t, "since": None if at is None else iso(at)} for s, t, at in rows]


def step(world, o):
    counts = o.pop("_counts")
    span = {"from": o["from"], "to": o["to"]}
    if o["status"] == "refused":
        return {"key": "outageRefused", "args": span}
    key = "outageConfirmed" if o["status"] == "confirmed" else "outageDoubtful"
    return {"key": key, "args": {**span, "votes": max(counts), "needed": world.k, "reason": o["reason"]}}
