// The yardstick's time side: instants, months by an offset table, and which outage milliseconds count.

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** The result's fields about time, for one service in one period; `step` receives the steps. */
export function count(request, service, document, start, end, step) {
  const asOf = ms(request.asOf);
  const spans = service.spans
    .map(({ from, to, server, state }) => ({ from: Math.max(start, ms(from)), to: to ? Math.min(end, ms(to)) : end, server: server ?? null, state }))
    .filter(({ from, to }) => from < to);
  const active = spans.filter(({ state }) => state === "active").map(({ from, to }) => [from, to]);
  const windows = maintenance(request, service, document, spans);
  const rows = [];
  const steps = [];
  let seen = [];
  for (const outage of sorted(request.outages)) {
    const touched = touches(outage, service, spans, start, end, asOf);
    if (touched.length === 0) continue;
    const { counted, excluded } = split(minus(touched, seen), active, windows);
    seen = union([...seen, ...touched]);
    rows.push(row(outage.id, counted, excluded));
    steps.push(["outage", { id: outage.id, from: iso(touched[0][0]), to: iso(touched.at(-1)[1]), countedMs: counted }]);
    for (const [from, to, reason] of excluded) steps.push(["excluded", { id: outage.id, from: iso(from), to: iso(to), ms: to - from, reason }]);
  }
  const totalMs = length(active);
  const downtimeMs = rows.reduce((sum, { countedMs }) => sum + countedMs, 0);
  const excludedMs = rows.reduce((sum, one) => sum + one.excludedMs, 0);
  step("serviceTime", { ms: length(cut(active, [[-END_OF_TIME, asOf]])) });
  if (totalMs === 0) return { totalMs, downtimeMs, excludedMs, availability: null, counted: rows };
  for (const [key, args] of steps) step(key, args);
  const upMs = totalMs - downtimeMs;
  const availability = percent(upMs, totalMs);
  step("downtime", { ms: downtimeMs });
  step("availability", { upMs, totalMs, display: availability });
  return { totalMs, downtimeMs, excludedMs, availability, counted: rows };
}

function sorted(outages) {
  return outages
    .map(({ id, subject, from, to }) => ({ id, subject, from: ms(from), to: ms(to) }))
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What of an outage lies on this service in this period. */
function touches({ subject, from, to }, service, spans, start, end, asOf) {
  const mine = [[from, Math.min(to, asOf)]];
  if (subject === `service:${service.id}`) return cut(mine, [[start, end]]);
  return cut(mine, spans.filter(({ server }) => server !== null && subject === `server:${server}`).map((span) => [span.from, span.to]));
}

function split(mine, active, windows) {
  const rest = cut(mine, active);
  const suspended = minus(mine, active).map(([from, to]) => [from, to, "suspended"]);
  const maintained = cut(rest, windows).map(([from, to]) => [from, to, "maintenance"]);
  return { counted: length(minus(rest, windows)), excluded: [...suspended, ...maintained].sort((a, b) => a[0] - b[0]) };
}

function row(outage, countedMs, excluded) {
  const of = (word) => length(excluded.filter(([, , reason]) => reason === word));
  const larger = of("maintenance") >= of("suspended") ? "maintenance" : "suspended";
  return { outage, countedMs, excludedMs: length(excluded), exclusion: excluded.length === 0 ? null : larger };
}

/** What of the active time lies in maintenance that the policy excludes. */
function maintenance(request, service, document, spans) {
  const { rule, noticeMs = 0 } = document.maintenance;
  const windows = [];
  for (const { subject, from, to, announcedAt } of rule === "counted" ? [] : (request.maintenance ?? [])) {
    const late = !announcedAt || ms(announcedAt) + noticeMs > ms(from);
    if (rule === "excludedIfAnnounced" && late) continue;
    for (const span of spans) {
      const meant = subject === "*" || subject === `service:${service.id}` || subject === `server:${span.server}`;
      if (span.state === "active" && meant) windows.push(...cut([[ms(from), ms(to)]], [[span.from, span.to]]));
    }
  }
  return union(windows);
}

// -- intervals: lists of disjoint half-open [from, to), sorted --------------------------------------------------

function union(parts) {
  const joined = [];
  for (const [from, to] of [...parts].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(to, last[1]);
    else joined.push([from, to]);
  }
  return joined;
}

function cut(left, right) {
  const both = [];
  for (const [a, b] of left) {
    for (const [c, d] of right) {
      if (Math.max(a, c) < Math.min(b, d)) both.push([Math.max(a, c), Math.min(b, d)]);
    }
  }
  return both.length > 1 ? union(both) : both;
}

function minus(left, right) {
  return right.reduce((rest, [c, d]) => rest.flatMap(([a, b]) => [[a, Math.min(b, c)], [Math.max(a, d), b]].filter(([x, y]) => x < y)), left);
}

function length(parts) {
  return parts.reduce((sum, [from, to]) => sum + to - from, 0);
}

// -- instants and dates -----------------------------------------------------------------------------------------

export function ms(instant) {
  return Date.parse(instant);
}

export function iso(at) {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

/** Rounded down to six decimals, in whole numbers. */
function percent(up, total) {
  const millionths = String((BigInt(up) * 100_000_000n) / BigInt(total)).padStart(7, "0");
  return `${millionths.slice(0, -6)}.${millionths.slice(-6)}`;
}

/** First and last instant of a month by the zone's offsets. */
export function month(period, offsets) {
  const first = `${period}-01`;
  return [midnight(first, offsets), midnight(addMonths(first, 1), offsets)];
}

/** A midnight that comes twice: the first; one that a jump skips: the jump. */
function midnight(date, offsets) {
  const local = ms(`${date}T00:00:00Z`);
  for (const [i, { from, seconds }] of offsets.entries()) {
    const here = local - seconds * 1000;
    const at = from === null ? here : Math.max(here, ms(from));
    if (offsets[i + 1] === undefined || at < ms(offsets[i + 1].from)) return at;
  }
  return local;
}

export function civilDate(at, offsets) {
  const offset = offsets.filter(({ from }) => from === null || ms(from) <= at).at(-1)?.seconds ?? 0;
  return new Date(at + offset * 1000).toISOString().slice(0, 10);
}

export function addMonths(date, months) {
  const [year, monthOf, day] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, monthOf - 1 + months + 1, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
