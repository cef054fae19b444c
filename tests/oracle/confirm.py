"""Second calculation of `confirm`: observations of one subject to outages, straight from the contract's six rules."""
from wire import DAY, iso, ms

RANK = {"down": 0, "unknown": 1, "maintenance": 2, "degraded": 3, "up": 4}


def confirm(request):
    """The full answer object of a valid request."""
    world = World(request)
    outages = [judge(world, s) for s in classify(world, sweep(world))]
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
    """What the rules need to know of the request: groups, quorum, votes, decisions."""

    def __init__(self, request):
        self.subject = request["subject"]
        self.as_of = ms(request["asOf"])
        given = request.get("staleAfterMs")
        self.stale_after = DAY if given is None else given
        self.sources = {s["id"]: s for s in request["sources"] if s["enabled"]}
        self.n = len({s["group"] for s in self.sources.values()})
        self.given = request.get("quorum")
        self.k = min(2, self.n) if self.given is None else self.given
        self.silent = {}
        self.votes = self.collect(request["observations"])
        decisions = request.get("decisions") or []
        self.accepted = [(ms(d["from"]), ms(d["to"])) for d in decisions if d["decision"] == "accepted"]
        self.refused = [(ms(d["from"]), ms(d["to"])) for d in decisions if d["decision"] == "refused"]

    def collect(self, observations):
        """One timeline per (source, target); equal keys once; nothing after asOf."""
        lines = {}
        for row in {o["key"]: o for o in observations}.values():
            counts = row["source"] in self.sources and row["kind"] in ("state", "reminder")
            if counts and ms(row["at"]) <= self.as_of:
                lines.setdefault((row["source"], row["target"]), []).append(row)
        votes = []
        for (source, target), rows in sorted(lines.items()):
            rows.sort(key=lambda o: (ms(o["at"]), RANK[o["state"]], o["key"]))
            made = self.timeline(source, target, rows)
            if made and made[-1]["end"] == "stale":
                self.silent[(source, target)] = made[-1]["evidence"]
            votes += [v for v in made if v["from"] < v["to"]]
        return votes

    def timeline(self, source, target, rows):
        """Rule 2: the votes of one timeline, in order; those of no length end a silence, and are no votes otherwise."""
        votes, vote, fresh = [], None, 0  # fresh: the last evidence of the vote that is open
        for row in rows:
            at = ms(row["at"])
            if vote and at > fresh + self.stale_after:
                self.close(vote, fresh + self.stale_after, "stale")
                vote = None
            if row["state"] == "down" and row["kind"] == "state" and not vote:
                group = self.sources[source]["group"]
                vote = {"source": source, "target": target, "group": group, "from": at,
                        "inexact": row["precision"] == "received", "evidence": at}
                votes.append(vote)
                fresh = at
            elif row["state"] == "down" and vote:
                fresh = vote["evidence"] = at
            elif row["kind"] == "state" and vote:
                vote["inexact"] |= row["precision"] == "received"
                self.close(vote, at, "up")
                vote = None
        if vote:
            end = fresh + self.stale_after
            self.close(vote, *((end, "stale") if end <= self.as_of else (self.as_of, "open")))
        return votes

    @staticmethod
    def close(vote, at, end):
        vote["to"], vote["end"] = at, end

    def trusted_alone(self, alive):
        """The one-source exception: n = 1, k = 1, and a trusted source says so with a time of its own."""
        return self.n == 1 and self.k == 1 and any(self.sources[v["source"]]["trusted"] and not v["inexact"] for v in alive)


def sweep(world):
    """Rule 4: elementary stretches (from, to, class, reason, groups down), class None where nobody is down."""
    edges = {p for v in world.votes for p in (v["from"], v["to"])}
    edges |= {p for pair in world.accepted for p in pair}
    edges = sorted(edges)
    for start, end in zip(edges, edges[1:]):
        alive = [v for v in world.votes if v["from"] <= start and end <= v["to"]]
        groups = {v["group"] for v in alive}
        exact = {v["group"] for v in alive if not v["inexact"]}
        accepted = any(a <= start and end <= b for a, b in world.accepted)
        if not groups:
            yield start, end, None, None, 0
        elif len(exact) >= world.k and (world.n >= 2 or world.given == 1):
            yield start, end, "confirmed", "quorum", len(groups)
        elif len(exact) >= world.k and world.trusted_alone(alive):
            yield start, end, "confirmed", "trusted", len(groups)
        elif accepted:
            yield start, end, "confirmed", "accepted", len(groups)
        else:
            yield start, end, "doubtful", None, len(groups)


def classify(world, pieces):
    """Rule 5: join pieces of one class within an episode; drop doubtful edges of what quorum or trust confirmed."""
    episode = []
    for piece in list(pieces) + [(None, None, None, None, 0)]:
        start, end, kind, reason, count = piece
        if kind is None:
            yield from finished(world, episode)
            episode = []
        elif episode and episode[-1]["kind"] == kind:
            last = episode[-1]
            last["to"], last["counts"] = end, last["counts"] | {count}
            last["reasons"].append(reason)
        else:
            episode.append({"from": start, "to": end, "kind": kind, "reasons": [reason], "counts": {count}})


def finished(world, episode):
    """The stretches of one episode that remain."""
    sure = ("quorum", "trusted")
    for before, s, after in zip([None] + episode, episode, episode[1:] + [None]):
        edge = (before and before["reasons"][-1] in sure) or (after and after["reasons"][0] in sure)
        if s["kind"] == "doubtful" and edge and not ends_stale(world, s):
            continue
        if s["kind"] == "confirmed" and s["reasons"][-1] in sure and ends_stale(world, s):
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
            parts.append({**s, "from": start, "to": end, "inside": inside})
    return parts


def ends_stale(world, s):
    return any(v["to"] == s["to"] and v["end"] == "stale" for v in world.votes)


def judge(world, s):
    """Rule 6: the outage row of one stretch."""
    votes = [v for v in world.votes if v["from"] < s["to"] and s["from"] < v["to"]]
    stale = ends_stale(world, s)
    refused = s["kind"] != "confirmed" and s["inside"]
    if s["kind"] == "confirmed":
        status, reason = "confirmed", next(r for r in ("accepted", "trusted", "quorum") if r in s["reasons"])
    elif refused:
        status, reason = "refused", "refused"
    elif s["kind"] == "waiting":
        status, reason = "review", "stale"
    elif any(v["inexact"] for v in votes):
        status, reason = "review", "receivedTime"
    elif stale:
        status, reason = "review", "stale"
    elif world.n == 1:
        status, reason = "review", "singleMonitor"
    else:
        status, reason = "unconfirmed", "quorum"
    is_open = any(v["end"] == "open" and v["to"] == s["to"] for v in votes)
    votes.sort(key=lambda v: (v["from"], v["source"], v["target"]))
    return {"key": f"{world.subject}/{s['from']}", "subject": world.subject, "from": iso(s["from"]), "to": iso(s["to"]),
            "open": is_open, "status": status, "reason": reason,
            "votes": [{**{f: v[f] for f in ("source", "target", "group")}, "from": iso(v["from"]), "to": iso(v["to"]),
                       "end": v["end"], "inexact": v["inexact"]} for v in votes],
            "_counts": s["counts"]}


def review_item(o):
    key = f"outage/{o['subject']}/{ms(o['from'])}/{ms(o['to'])}"
    return {"key": key, "kind": "outage", "reason": o["reason"], "subject": o["subject"], "from": o["from"], "to": o["to"]}


def silent(world):
    """Timelines whose last vote went stale, since their last evidence."""
    return [{"source": s, "target": t, "since": iso(at)} for (s, t), at in sorted(world.silent.items())]


def step(world, o):
    counts = o.pop("_counts")
    span = {"from": o["from"], "to": o["to"]}
    if o["status"] == "refused":
        return {"key": "outageRefused", "args": span}
    key = "outageConfirmed" if o["status"] == "confirmed" else "outageDoubtful"
    return {"key": key, "args": {**span, "votes": max(counts), "needed": world.k, "reason": o["reason"]}}
