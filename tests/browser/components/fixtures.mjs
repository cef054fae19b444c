// The gallery's data: real requests, answered by the real core, in the shapes of docs/pages.md.

const HASH = "1".repeat(64);
const POLICY = { schema: 1, name: "Standard hosting", zone: "UTC", maintenance: { rule: "excluded" }, schedule: { family: "uptimeTiers", tiers: [{ below: "99.95", percent: "10" }, { below: "99.5", percent: "25" }] }, cap: { percent: "20" }, minimumPayout: [{ currency: "USD", amount: "1.00" }] };
export const HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
const RTL = "خدمة الاستضافة \u202eabc";
const LONG = `a-very-long-name-without-a-single-space-${"x".repeat(160)}`;
const SHA_THEN = "c0ffee".repeat(10) + "cafe";

/** The README's example, or with other outages, names and prices. */
export function settle({ outages = [["2026-03-04T12:00:00Z", "2026-03-04T12:26:47Z"]], maintenance = [], name = POLICY.name, amount = "10.00", carry = "0.00", policy = POLICY, entries = [] } = {}) {
  return {
    contract: 1, command: "settle", asOf: "2026-04-04T06:00:00Z", capabilities: { routes: ["accountCredit"], postableScale: [] },
    zones: [{ name: "UTC", tzdata: "2026a", offsets: [{ from: null, seconds: 0 }] }],
    policies: [{ hash: HASH, document: { ...policy, name } }],
    outages: outages.map(([from, to], i) => ({ id: `o${i + 1}`, subject: "server:1", from, to })),
    maintenance, clients: [{ id: "5", currency: "USD", revision: 0, carry }],
    services: [{
      id: "17", client: "5", period: "2026-03", spans: [{ from: "2026-01-01T00:00:00Z", to: null, server: "1", state: "active" }],
      assignments: [{ scope: "product", policy: HASH, from: "2026-01-01T00:00:00Z" }], charges: [{ id: "invoice:7/12", from: "2026-03-01", months: 1, amount, tax: { mode: "exclusive", rates: ["20"] } }],
      recurring: null, entries,
    }],
  };
}

function credit(core, request, more = {}) {
  const text = JSON.stringify(request);
  const answer = core(text);
  const { adjustment, posting, route, carryBefore, carryAfter } = JSON.parse(answer).results[0];
  return {
    entry: "41", client: "5", service: "17", label: "Web Starter - site17.example.com", period: "2026-03", kind: "sla", n: 1, currency: "USD",
    net: adjustment.net, tax: adjustment.tax, gross: adjustment.gross, rate: "20", route, carryBefore, carryAfter, state: posting ? "posted" : "carried",
    postings: posting ? [{ amount: posting, state: "posted", postedAt: "2026-04-04T06:00:12Z", reference: "12" }] : [],
    request: text, answer, sha256: SHA_THEN, ...more,
  };
}

const vote = (from, to, end = "up", inexact = false) => ({ from, to, end, inexact });
const outage = (from, to, more = {}) => ({ id: `server:1/${Date.parse(from)}`, from, to, open: false, status: "confirmed", reason: "quorum", votes: 2, needed: 2, countedMs: Date.parse(to) - Date.parse(from), excludedMs: 0, ...more });

function timeline() {
  return {
    subject: "service:17", label: "Web Starter - site17.example.com", period: "2026-03", from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z",
    lanes: [
      { name: "Pingdom EU", group: "pingdom", target: "Web 1", votes: [vote("2026-03-04T11:59:20Z", "2026-03-04T12:26:47Z"), vote("2026-03-11T02:00:00Z", "2026-03-11T05:10:00Z"), vote("2026-03-28T18:00:00Z", "2026-04-01T00:00:00Z", "open")] },
      { name: "UptimeRobot", group: "uptimerobot", target: "site17", votes: [vote("2026-03-04T12:00:00Z", "2026-03-04T12:27:30Z"), vote("2026-03-11T02:05:00Z", "2026-03-11T05:05:00Z"), vote("2026-03-19T08:00:00Z", "2026-03-20T08:00:00Z", "stale"), vote("2026-03-28T18:02:00Z", "2026-04-01T00:00:00Z", "open")] },
      { name: "Kuma", group: "kuma.example.net", target: null, votes: [vote("2026-03-04T12:01:00Z", "2026-03-04T12:26:00Z", "up", true), vote("2026-03-23T10:00:00Z", "2026-03-23T22:00:00Z")] },
    ],
    outages: [
      outage("2026-03-04T12:00:00Z", "2026-03-04T12:26:47Z"),
      outage("2026-03-11T02:05:00Z", "2026-03-11T05:05:00Z", { countedMs: 3_900_000, excludedMs: 6_900_000 }),
      outage("2026-03-19T08:00:00Z", "2026-03-20T08:00:00Z", { status: "review", reason: "stale", votes: 1, countedMs: null, excludedMs: null }),
      outage("2026-03-23T10:00:00Z", "2026-03-23T22:00:00Z", { status: "refused", reason: "refused", votes: 1, countedMs: null, excludedMs: null }),
      outage("2026-03-28T18:02:00Z", "2026-04-01T00:00:00Z", { open: true, status: "unconfirmed", votes: 1, countedMs: null, excludedMs: null }),
    ],
    excluded: [{ from: "2026-03-11T02:30:00Z", to: "2026-03-11T04:25:00Z", ms: 6_900_000, reason: "maintenance" }, { from: "2026-03-14T00:00:00Z", to: "2026-03-18T00:00:00Z", ms: 345_600_000, reason: "suspended" }],
    availability: "99.940001", downtimeMs: 1_607_000,
  };
}

function many() {
  const starts = Array.from({ length: 60 }, (_, i) => Date.parse("2026-03-01T01:00:00Z") + i * 12 * 3_600_000);
  const iso = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");
  const data = timeline();
  return {
    ...data, excluded: [], lanes: Array.from({ length: 8 }, (_, lane) => ({ name: `Monitor ${lane + 1}`, group: null, target: null, votes: starts.map((at) => vote(iso(at), iso(at + 600_000 + lane * 60_000))) })),
    outages: starts.map((at) => outage(iso(at), iso(at + 600_000))),
  };
}

const INVOICE_REQUEST = {
  contract: 1, command: "previewInvoice", currency: "USD", scale: 2, balance: "3.10", useBalance: true, tax: { mode: "exclusive", rates: ["20"], perLine: false },
  invoices: [
    { id: "2026-04-15", credits: [{ id: "17/2026-03", amount: "1.20" }], lines: [{ id: "service/17/2026-04-15", amount: "10.00", taxed: true }] },
    { id: "2026-05-15", credits: [], lines: [{ id: "service/17/2026-05-15", amount: "10.00", taxed: true }, { id: "service/18/2026-05-15", amount: "-2.00", taxed: true }] },
  ],
};
/** By hand: 10 + 2 = 12, 3.10 + 1.20 = 4.30 used, 7.70 due; then 8 + 1.60 = 9.60 due. */
export const INVOICE_ANSWER = JSON.stringify({
  ok: true,
  invoices: [
    { id: "2026-04-15", balanceBefore: "3.10", credited: "1.20", subtotal: "10.00", taxes: [{ rate: "20", amount: "2.00" }], total: "12.00", balanceUsed: "4.30", due: "7.70", balanceAfter: "0.00" },
    { id: "2026-05-15", balanceBefore: "0.00", credited: "0.00", subtotal: "8.00", taxes: [{ rate: "20", amount: "1.60" }], total: "9.60", balanceUsed: "0.00", due: "9.60", balanceAfter: "0.00" },
  ],
  warnings: [],
});

/** Credit as a line: 25.00 - 3.12 = 21.88, 20 % of it are 4.376, so 26.26. The balance has no part in it. */
const LINES = {
  request: { ...INVOICE_REQUEST, balance: "0.00", useBalance: false, invoices: [
    { id: "2026-05-01", credits: [], lines: [{ id: "service/2/2026-05-01", amount: "25.00", taxed: true }, { id: "credit/2/2026-03", amount: "-3.12", taxed: true }] },
  ] },
  answer: { ok: true, invoices: [
    { id: "2026-05-01", balanceBefore: "0.00", credited: "0.00", subtotal: "21.88", taxes: [{ rate: "20", amount: "4.38" }], total: "26.26", balanceUsed: "0.00", due: "26.26", balanceAfter: "0.00" },
  ], warnings: [] },
};

function preview(core) {
  const [booked, forecast, small] = [settle(), settle({ outages: [["2026-03-20T01:00:00Z", "2026-03-20T09:00:00Z"]] }), settle({ amount: "2.00" })];
  const requests = [booked, forecast, small].map((request) => JSON.stringify(request)).map((text) => ({ text, answer: core(text) }));
  const one = (id, more) => ({ id, service: "17", label: "Web Starter - site17.example.com", period: "2026-03", state: "forecast", held: false, at: "2026-04-04T00:00:00Z", entry: null, booked: null, source: 0, ...more });
  return {
    client: "5", currency: "USD",
    credits: [
      one("17/2026-03", { state: "posted", at: "2026-04-04T06:00:12Z", entry: "41", booked: { net: "1.00", tax: "0.20", gross: "1.20", posting: "1.20" } }),
      one("18/2026-03", { label: "Web Pro - shop.example.com", source: 1 }),
      one("19/2026-03", { label: "Mail - example.com", source: 2 }),
      one("20/2026-03", { label: "Web Pro - club.example.com", source: 1, held: true }),
    ],
    requests,
    invoice: {
      request: JSON.stringify(INVOICE_REQUEST), answer: INVOICE_ANSWER,
      invoices: [
        { id: "2026-04-15", createdOn: "2026-04-01", dueOn: "2026-04-15", lines: { "service/17/2026-04-15": "Web Starter - site17.example.com (15/04/2026 - 14/05/2026)" } },
        { id: "2026-05-15", createdOn: "2026-05-01", dueOn: "2026-05-15", lines: { "service/17/2026-05-15": "Web Starter - site17.example.com (15/05/2026 - 14/06/2026)", "service/18/2026-05-15": "Loyalty discount" } },
      ],
      credits: { "17/2026-03": "SLA credit March 2026, site17" },
    },
  };
}

/** One posting with what was kept before in it, one that made up for what was too much. */
function carried(core) {
  const whole = preview(core);
  const requests = ["5.00", "-0.10"].map((carry) => JSON.stringify(settle({ carry }))).map((text) => ({ text, answer: core(text) }));
  const credits = requests.map(({ answer }, source) => {
    const { adjustment: { net, tax, gross }, posting } = JSON.parse(answer).results[0];
    return { ...whole.credits[0], id: `${17 + source}/2026-03`, booked: { net, tax, gross, posting }, source };
  });
  return { ...whole, credits, requests, invoice: null };
}

const NOTICE = {
  asOf: "2026-03-04T12:10:00Z",
  services: [
    { service: "17", label: "Web Starter - site17.example.com", since: "2026-03-04T12:04:00Z", status: "confirmed", monitors: 2, needed: 2 },
    { service: "18", label: "Mail - example.com", since: "2026-03-03T23:50:00Z", status: "unconfirmed", monitors: 1, needed: 2 },
    { service: "19", label: "Backup", since: "2026-03-04T12:01:00Z", status: "review", monitors: 1, needed: 1 },
  ],
};

function source(more) {
  return { source: "3", name: "Pingdom EU", deliveries: 4, lastAt: "2026-03-04T12:05:01Z", lastState: "observed", problem: null, targets: [{ id: "7", target: "803318", label: "Web 1", address: "web1.example.com", subject: "server:1" }, { id: "8", target: "803319", label: "", address: "", subject: null }], ...more };
}

/**
 * A plan of 120 with a coupon of 20, an add-on and a set-up, ended on the ninth day of 31; 20 GB beyond the plan. By hand, tax 20 % on top:
 * 100 − 29.03 − 2.00 = 68.97 (tax 13.79), 12 − 3.48 = 8.52 (tax 1.70), 15 kept: 92.98, less 3.00 that are open: 89.98.
 */
export function quoting({ rules, policy = {}, ...more } = {}) {
  const term = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z", tax: { mode: "exclusive", rates: ["20"] } };
  return {
    contract: 1, command: "quoteRefund", asOf: "2026-03-09T10:00:00Z", currency: "EUR", capabilities: { routes: ["accountCredit"], postableScale: [] },
    zones: [{ name: "UTC", tzdata: "2026a", offsets: [{ from: null, seconds: 0 }] }],
    policy: { hash: HASH, document: {
      kind: "refund", schema: 1, name: "Hosting refunds", zone: "UTC", arrears: "offset", ...policy,
      rules: rules ?? [
        { id: "moneyBack", when: { within: { days: 7, from: "ordered" } }, give: { method: "full" } },
        { id: "prorated", when: {}, give: { method: "unused", time: { unit: "day", count: "calendar", used: "up" } } },
      ],
    } },
    facts: ["consumer"], orderedAt: "2026-03-01T00:00:00Z", requestedAt: "2026-03-09T10:00:00Z",
    lines: [
      { id: "invoice:7/12", kind: "plan", ...term, amount: "120.00", coupon: "20.00", usage: [{ id: "traffic", included: "100", used: "120", tiers: [{ upTo: null, price: "0.10" }] }] },
      { id: "invoice:7/13", kind: "addOn", ...term, amount: "12.00" },
      { id: "invoice:7/14", kind: "setup", ...term, amount: "15.00" },
    ],
    payments: [{ id: "8", source: "cash", method: "card", at: "2026-03-01T00:00:00Z", amount: "152.40" }],
    credited: "0.00", arrears: [{ id: "invoice:9", amount: "3.00" }], history: [], ...more,
  };
}

function quote(core, request, more = {}) {
  const text = JSON.stringify(request);
  return {
    service: "17", label: "Web Starter - site17.example.com", currency: "EUR", request: text, answer: core(text), sha256: SHA_THEN,
    lines: { "invoice:7/12": "Web Starter - site17.example.com (01/03/2026 - 31/03/2026)", "invoice:7/13": "Daily backup" }, changed: null, ...more,
  };
}

function quotes(core) {
  const good = quote(core, quoting());
  const only = [{ id: "moneyBack", when: { within: { days: 7, from: "ordered" } }, give: { method: "full" } }];
  return {
    "quote": good,
    "quote-none": quote(core, quoting({ rules: only })),
    "quote-waits": quote(core, quoting({ policy: { arrears: "settleFirst" } })),
    "quote-inside": quote(core, quoting({ lines: [{ ...quoting().lines[1], kind: "plan", tax: { mode: "inclusive", rates: ["20"] } }], payments: [], arrears: [] })),
    "quote-mismatch": { ...good, answer: good.answer.replace('"payout":"89.98"', '"payout":"89.99"') },
    "quote-changed": { ...good, changed: [{ what: "line", id: "invoice:7/12", figure: "gross", quoted: "86.63", now: "82.76" }, { what: "rule", id: null, figure: "rule", quoted: "moneyBack", now: "prorated" }] },
    "quote-hostile": quote(core, quoting({ rules: [{ id: "prorated", when: {}, give: { method: "unused", time: { unit: "exact" } } }] }), { label: LONG + HOSTILE, lines: { "invoice:7/12": HOSTILE, "invoice:7/13": RTL, "invoice:7/14": LONG }, changed: [{ what: HOSTILE, id: LONG, figure: "x", quoted: HOSTILE, now: null }] }),
  };
}

const LENGTHS = [5, 15, 45, 120, 480, 1440, 4320].map((minutes) => minutes * 60_000);

function look(core) {
  const request = settle();
  request.outages = LENGTHS.map((ms, i) => ({ id: `o${i}`, subject: `server:${i}`, from: "2026-03-10T00:00:00Z", to: new Date(Date.parse("2026-03-10T00:00:00Z") + ms).toISOString().replace(".000Z", "Z") }));
  request.clients = LENGTHS.map((_, i) => ({ id: `c${i}`, currency: "USD", revision: 0, carry: "0.00" }));
  const [service] = request.services;
  request.services = LENGTHS.map((_, i) => ({ ...service, id: `s${i}`, client: `c${i}`, spans: [{ ...service.spans[0], server: String(i) }], charges: [], recurring: { months: 1, amount: "10.00", tax: { mode: "exclusive", rates: ["20"] } } }));
  const text = JSON.stringify(request);
  return { request: text, answer: core(text), lengths: LENGTHS };
}

function drill(core) {
  const at = (time) => `2026-03-04T${time}Z`;
  return {
    service: "17", label: "Web Starter - site17.example.com", client: "5", clientLabel: "Jane Doe", currency: "USD", lengthMs: 720_000,
    story: [
      { at: at("12:00:00"), what: "delivered", text: "Pingdom says that Web 1 is down." },
      { at: at("12:00:30"), what: "delivered", text: "UptimeRobot says that site17 is down." },
      { at: at("12:12:00"), what: "confirmed", text: "Two independent monitors agree: 12 min." },
      { at: "2026-04-04T06:00:00Z", what: "decided", text: "The month has closed, 72 hours have passed." },
      { at: "2026-04-04T06:00:01Z", what: "posted", text: "1.20 USD would be on the account." },
    ],
    credit: credit(core, settle(), { entry: "drill" }), preview: { ...preview(core), invoice: null }, timeline: timeline(), note: null,
  };
}

/** Every route of the gallery's API: name → body (without `ok`). */
export function fixtures(core) {
  const maintained = settle({ outages: [["2026-03-04T12:00:00Z", "2026-03-05T12:00:00Z"], ["2026-03-11T02:00:00Z", "2026-03-11T05:00:00Z"]], maintenance: [{ id: "m", subject: "server:1", from: "2026-03-11T02:30:00Z", to: "2026-03-11T03:30:00Z", announcedAt: "2026-03-01T00:00:00Z" }], carry: "0.35" });
  const base = credit(core, settle());
  const hostileLanes = timeline();
  hostileLanes.lanes = hostileLanes.lanes.map((lane, i) => ({ ...lane, name: [HOSTILE, RTL, LONG][i], group: HOSTILE, target: LONG }));
  const hostilePreview = preview(core);
  hostilePreview.credits = hostilePreview.credits.map((one, i) => ({ ...one, label: [HOSTILE, RTL, LONG, "__proto__"][i] }));
  hostilePreview.invoice.invoices[0].lines = { "service/17/2026-04-15": LONG + HOSTILE };
  hostilePreview.invoice.credits = { "17/2026-03": RTL };
  const wrong = preview(core);
  wrong.credits[0].booked = { net: "1.00", tax: "0.20", gross: "1.20", posting: "1.21" };
  return {
    "timeline": timeline(),
    "timeline-empty": { ...timeline(), lanes: [{ name: "Monitor 1", group: null, target: null, votes: [] }], outages: [], excluded: [], availability: null, downtimeMs: null },
    "timeline-many": { ...many(), more: 12 },
    "timeline-hostile": { ...hostileLanes, label: LONG + HOSTILE },
    "credit": base,
    "credit-pending": { ...base, state: "pending", postings: [{ ...base.postings[0], state: "pending", postedAt: null, reference: null }] },
    "credit-rich": credit(core, maintained),
    "credit-carried": credit(core, settle({ amount: "2.00" })),
    "credit-mismatch": { ...base, gross: "1.21", postings: [{ ...base.postings[0], amount: "1.21" }] },
    "credit-hostile": credit(core, settle({ name: HOSTILE + RTL }), { label: LONG + HOSTILE, postings: [{ amount: "1.20", state: HOSTILE.slice(0, 30), postedAt: "not a time", reference: HOSTILE }] }),
    "invoice": preview(core),
    "invoice-carried": carried(core),
    "invoice-lines": { ...preview(core), invoice: {
      request: JSON.stringify(LINES.request), answer: JSON.stringify(LINES.answer), credits: {},
      invoices: [{ id: "2026-05-01", createdOn: "2026-04-17", dueOn: "2026-05-01", lines: { "service/2/2026-05-01": "Web Business site02.example.com", "credit/2/2026-03": "SLA credit 2026-03, site02" } }],
    } },
    "invoice-empty": { client: "5", currency: "USD", credits: [], requests: [], invoice: null },
    "invoice-mismatch": wrong,
    "invoice-hostile": hostilePreview,
    "notice": NOTICE,
    "notice-empty": { asOf: NOTICE.asOf, services: [] },
    "notice-hostile": { ...NOTICE, services: NOTICE.services.map((s, i) => ({ ...s, label: [HOSTILE, RTL, LONG][i] })) },
    "source": source(),
    "source-waiting": source({ deliveries: 0, lastAt: null, lastState: null, targets: [] }),
    "source-new": source({ lastState: "new", targets: [] }),
    "source-bad": source({ lastState: "unknown", problem: { code: "payload_not_json", message: "The message is not JSON.", help: "Choose JSON as the webhook's format." } }),
    "source-hostile": source({ name: HOSTILE, problem: { code: "x", message: HOSTILE, help: LONG }, targets: [{ id: "1", target: LONG, label: HOSTILE, address: LONG, subject: RTL }] }),
    "look": look(core),
    "drill": drill(core),
    ...quotes(core),
  };
}

export const DOCUMENT = JSON.stringify(POLICY, null, 1);
