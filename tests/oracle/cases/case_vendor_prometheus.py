"""Prometheus: answers to query_range. Expected values by hand; noon of 2026-03-04 is 1772625600."""
from case_normalize import ask, delivery, problem, seen, told
from payloads import text
from vector import vector

GOT = "2026-03-04T12:10:00Z"
SITE = "https://shop.example.com/"
METRIC = {"__name__": "probe_success", "instance": SITE, "job": "blackbox"}
PROBE = 'probe_success{instance="https://shop.example.com/",job="blackbox"}'
QUESTION = "from=1772625600&to=1772625900&step=60"
TIMES = {0: "2026-03-04T12:00:00Z", 60: "2026-03-04T12:01:00Z", 120: "2026-03-04T12:02:00Z", 180: "2026-03-04T12:03:00Z", 240: "2026-03-04T12:04:00Z",
         300: "2026-03-04T12:05:00Z"}


def series(values, **labels):
    """Values at each minute from noon; None is absent."""
    points = [[1772625600 + 60 * place, value] for place, value in enumerate(values) if value is not None]
    return {"metric": {**METRIC, **labels}, "values": points}


def sent(*all_series, query=QUESTION, at=GOT):
    body = text({"status": "success", "data": {"resultType": "matrix", "result": list(all_series)}})
    return ask(delivery("prometheus", body, source="4", query=query, at=at, channel="history"))


def said(state, second, kind="state", target=PROBE, of=SITE):
    tail = "" if kind == "state" else f"/{kind}"
    part = target.replace("/", "%2F")
    return seen(f"4/{part}/{1772625600000 + 1000 * second}/{state}{tail}", "4", target, state, TIMES[second], "checkTime", of, of, kind=kind)


def cases():
    """Every vector of this vendor."""
    return [*values(), *gaps(), *odd()]


def values():
    v = vector
    at = {0: ("1435781430781", "2015-07-01T20:10:30.781Z"), 2: ("1435781460781", "2015-07-01T20:11:00.781Z")}

    def own(state, place, port, job, kind="state"):
        target, tail = f'up{{instance="localhost:{port}",job="{job}"}}', "" if kind == "state" else f"/{kind}"
        return seen(f"4/{target}/{at[place][0]}/{state}{tail}", "4", target, state, at[place][1], "checkTime", f"localhost:{port}", f"localhost:{port}", kind=kind)

    moments = [1435781430.781, 1435781445.781, 1435781460.781]
    published = [{"metric": {"__name__": "up", "job": job, "instance": f"localhost:{port}"}, "values": [[m, w] for m, w in zip(moments, words)]}
                 for job, port, words in (("prometheus", 9090, "111"), ("node", 9091, "001"))]
    return [
        v("normalize-prometheus-published", "two series of the documentation: values are texts, times have decimals, labels are sorted",
          "\"0\" is true, 781 ms lost, or a target that depends on the order of labels",
          sent(*published, query="from=1435781430&to=1435781461&step=15", at="2015-07-01T20:20:00Z"),
          **told(own("up", 0, 9090, "prometheus"), own("up", 2, 9090, "prometheus", "reminder"), own("down", 0, 9091, "node"), own("up", 2, 9091, "node"),
                 own("up", 2, 9091, "node", "reminder"))),
        v("normalize-prometheus-outage", "edges only where the value changes", "six observations, or an outage from the first sample on",
          sent(series("110011")), **told(said("up", 0), said("down", 120), said("up", 240), said("up", 300, "reminder"))),
        v("normalize-prometheus-still-down", "down at the last sample: it goes on", "up at the end of the range",
          sent(series("111100")), **told(said("up", 0), said("down", 240), said("down", 300, "reminder"))),
        v("normalize-prometheus-down-from-the-start", "the first sample has a state of its own", "no outage, since no change was seen",
          sent(series("000111")), **told(said("down", 0), said("up", 180), said("up", 300, "reminder"))),
    ]


def gaps():
    v = vector
    x = None
    up = {"__name__": "up"}
    return [
        v("normalize-prometheus-gap-while-down", "nobody looked for two minutes: down ends at the last look and begins again at the next", "absent read as 0, so that four minutes are six",
          sent(series(["1", "0", x, x, "0", "1"])),
          **told(said("up", 0), said("down", 60), said("unknown", 60), said("down", 240), said("up", 300), said("up", 300, "reminder"))),
        v("normalize-prometheus-gap-while-up", "absent is not down", "an outage of two minutes", sent(series(["1", "1", x, x, "1", "1"])),
          **told(said("up", 0), said("up", 240), said("up", 300, "reminder"))),
        v("normalize-prometheus-gap-at-the-end", "the last sample is down, then nothing until the end of the range", "down until the end of the range, which nobody saw",
          sent(series(["1", "1", "0"])), **told(said("up", 0), said("down", 120), said("unknown", 120))),
        v("normalize-prometheus-gap-without-step", "without a step in the question the closest samples give it", "a gap that nobody notices",
          sent(series(["1", "0", x, x, "0", "1"]), query="from=1772625600&to=1772625900"),
          **told(said("up", 0), said("down", 60), said("unknown", 60), said("down", 240), said("up", 300), said("up", 300, "reminder"))),
        v("normalize-prometheus-exporter-down", "up 0 beside a probe: the exporter did not answer, and the probe's value is an old one", "the exporter's outage as the shop's",
          sent(series("110000"), series("110011", **up)), **told(said("up", 0), said("down", 240), said("down", 300, "reminder"))),
        v("normalize-prometheus-exporter-of-another", "up of another job is a target of its own", "a probe silenced by a stranger",
          sent(series("110011"), series("111111", **up, job="node", instance="web1:9100")),
          **told(said("up", 0), said("down", 120), said("up", 240), said("up", 300, "reminder"),
                 said("up", 0, target='up{instance="web1:9100",job="node"}', of="web1:9100"),
                 said("up", 300, "reminder", target='up{instance="web1:9100",job="node"}', of="web1:9100"))),
    ]


def odd():
    v = vector
    error = '{"status":"error","errorType":"timeout","error":"query timed out"}'
    vectors = '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1772625600,"1"]}]}}'
    return [
        v("normalize-prometheus-empty", "no series is understood and says nothing", "down, for want of data", sent(), **told(status="ignored")),
        v("normalize-prometheus-no-flag", "a value that is neither 1 nor 0 is no state; the other series count", "0.5 read as up, or the whole answer refused",
          sent(series(["1", "0.5"], job="other"), series("111111")),
          **told(said("up", 0), said("up", 300, "reminder"), status="partial", problem="payload_state")),
        v("normalize-prometheus-error", "an answer that is an error", "up, since nothing is down", ask(delivery("prometheus", error, channel="history")), part=problem("payload_shape")),
        v("normalize-prometheus-instant", "one instant is no history", "an edge at the time of asking", ask(delivery("prometheus", vectors, channel="history")), part=problem("payload_shape")),
    ]
