"""A table that an administrator uploads. Expected values by hand."""
from case_normalize import ask, delivery, problem, seen, told
from vector import vector


def upload(body, **other):
    return ask(delivery("csv", body, source="4", content="text/csv", **other))


def row(target, state, at, ms, kind="state", **members):
    suffix = "" if kind == "state" else f"/{kind}"
    return seen(f"4/{target}/{ms}/{state}{suffix}", "4", target, state, at, "exact", kind=kind, **members)


NOON, HALF = ("2026-03-04T12:00:00Z", 1772625600000), ("2026-03-04T12:04:00Z", 1772625840000)
PAIR = [row("web1", "down", *NOON), row("web1", "up", *HALF)]


def cases():
    """Every vector of this vendor."""
    v = vector
    return [
        v("normalize-csv-plain", "a row of names and a row for each edge", "the first row read as data",
          upload("target,state,at\nweb1,down,2026-03-04T12:00:00Z\nweb1,up,2026-03-04T12:04:00Z\n"), **told(*PAIR)),
        v("normalize-csv-as-excel-writes", "BOM, CRLF, columns in another order and case, an offset, blank lines", "payload_shape",
          upload("\ufeffAt,Target,State\r\n2026-03-04 13:00:00+01:00,web1,DOWN\r\n\r\n2026-03-04T12:04:00Z,web1,Up\r\n"), **told(*PAIR)),
        v("normalize-csv-quotes", "quoted fields keep commas, quotes and line breaks", "a row cut at a comma inside quotes",
          upload('target,state,at,label,address,location,locations,kind\n"web ""1""",down,2026-03-04T12:00:00Z,"Shop, the\nold one",https://a.example.com,eu,3,reminder'),
          **told(row('web "1"', "down", *NOON, kind="reminder", label="Shop, the\nold one", address="https://a.example.com", location="eu", locations=3))),
        v("normalize-csv-bad-rows", "each row by itself: state, time, target, number of fields, a stray quote", "one typo hides a year of outages",
          upload("target,state,at\nweb1,down,2026-03-04T12:00:00Z\nweb1,sideways,2026-03-04T12:01:00Z\nweb1,up,2026-03-04T12:01:00\n,up,2026-03-04T12:01:00Z\n"
                 "web1,up\nweb\"1,up,2026-03-04T12:01:00Z\nweb1,up,2026-03-04T12:04:00Z"),
          **told(*PAIR, status="partial", problem="payload_state")),
        v("normalize-csv-local-time", "a time without a zone is not a time", "read as UTC, hours off",
          upload("target,state,at\nweb1,down,2026-03-04 12:00:00"), part=problem("payload_time")),
        v("normalize-csv-no-time", "a row without a time is not an edge", "the time of the upload, months late",
          upload("target,state,at\nweb1,down,"), part=problem("payload_time")),
        v("normalize-csv-open-quote", "a quote that nobody closes takes the rest; what came before counts", "a trap, or nothing at all",
          upload('target,state,at\nweb1,down,2026-03-04T12:00:00Z\nweb1,"up,2026-03-04T12:04:00Z\nweb2,down,2026-03-04T12:04:00Z'),
          **told(PAIR[0], status="partial", problem="payload_shape")),
        v("normalize-csv-twice-the-same", "the same row twice is one edge", "the outage counts twice",
          upload("target,state,at\nweb1,down,2026-03-04T12:00:00Z\nweb1,down,2026-03-04T12:00:00.000Z"), **told(PAIR[0])),
        v("normalize-csv-future", "a time ahead of the upload is not believed", "an outage that has not happened",
          upload("target,state,at\nweb1,down,2027-03-04T12:00:00Z"),
          **told(seen("4/web1/received/d1", "4", "web1", "down", "2026-03-04T12:05:01Z", "received"),
                 warnings=[{"code": "time_in_future", "path": "deliveries[0]"}])),
        v("normalize-csv-no-header", "without names nothing is guessed", "the first row as names", upload("web1,down,2026-03-04T12:00:00Z"), part=problem("payload_shape")),
        v("normalize-csv-column-missing", "the three columns are needed", "every row at the reception", upload("target,state\nweb1,down"), part=problem("payload_shape")),
        v("normalize-csv-column-unknown", "a column that is not known", "a misspelt column left out silently",
          upload("target,state,at,locatoin\nweb1,down,2026-03-04T12:00:00Z,eu"), part=problem("payload_shape")),
        v("normalize-csv-column-twice", "a column twice", "one of them at random", upload("target,state,at,at\na,down,b,c"), part=problem("payload_shape")),
        v("normalize-csv-only-header", "a table without rows says nothing", "payload_empty", upload("target,state,at\n"), **told(status="ignored")),
        v("normalize-csv-empty", "no table at all", "ignored without a trace", upload(""), part=problem("payload_empty")),
        v("normalize-csv-json", "JSON is no table", "a vote from another's message", upload('{"target":"web1"}'), part=problem("payload_shape")),
    ]
