// The yardstick: `settle` as a careful author would write it by hand in JavaScript with decimal.js. Same request, same answer.
// Used only by the benchmark and its equality check; nothing that is shipped loads it.

import Decimal from "decimal.js";
import { addMonths, civilDate, count, iso, month, ms } from "./by-hand-time.mjs";

Decimal.set({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const DECIMALS = { USD: 2, EUR: 2, BRL: 2, JPY: 0, KWD: 3 };
const DELAY_MS = 259_200_000;
const ZERO = new Decimal(0);
const NOTHING = { net: ZERO, tax: ZERO, gross: ZERO };

/** Request JSON in, answer JSON out, for a request that is known to be valid. */
export function settle(json) {
  const request = JSON.parse(json);
  const clients = new Map(request.clients.map((client) => [client.id, { ...client }]));
  const results = request.services.map((service) => settleService(request, service, clients.get(service.client)));
  return JSON.stringify({ ok: true, results, warnings: [] });
}

function settleService(request, service, client) {
  const decimals = DECIMALS[client.currency];
  const money = ({ net, tax, gross }) => ({ net: net.toFixed(decimals), tax: tax.toFixed(decimals), gross: gross.toFixed(decimals) });
  const steps = [];
  const step = (key, args = {}) => steps.push({ key, args });
  const { hash, document, offsets, start, end, bound } = bind(request, service);
  const due = end + (document?.settleDelayMs ?? DELAY_MS);
  const final = ms(request.asOf) >= due;
  step("period", { month: service.period, from: iso(start), to: iso(end), zone: document?.zone ?? "UTC" });
  let time = { totalMs: 0, downtimeMs: 0, excludedMs: 0, availability: null, counted: [] };
  let wanted = { ...NOTHING, rate: "0" };
  if (hash === null) {
    step("noPolicy");
  } else {
    step("policy", { hash, name: document.name, boundAt: iso(bound) });
    time = count(request, service, document, start, end, step);
    wanted = entitlement(service, document, civilDate(bound, offsets), time, decimals, step);
  }
  const { counted, ...figures } = time;
  return {
    service: service.id, client: client.id, currency: client.currency, period: service.period, from: iso(start), to: iso(end), dueAt: iso(due),
    final, policy: hash, ...figures, entitlement: { ...money(wanted), rate: wanted.rate },
    ...ledger(request, service, document, client, wanted, final, decimals, money, step), counted, steps,
  };
}

/** The policy in force: the more specific and later assignment that its own bound instant has reached. */
function bind(request, service) {
  const rules = [...service.assignments].reverse().sort((a, b) => compare(b.scope, a.scope) || ms(b.from) - ms(a.from));
  const first = service.spans.find(({ state }) => state === "active");
  const active = first === undefined ? null : ms(first.from);
  for (const rule of rules) {
    const { document } = request.policies.find(({ hash }) => hash === rule.policy);
    const { offsets } = request.zones.find(({ name }) => name === document.zone);
    const [start, end] = month(service.period, offsets);
    const bound = active !== null && active < end ? Math.max(start, active) : start;
    if (ms(rule.from) <= bound) return { hash: rule.policy, document, offsets, start, end, bound };
  }
  const [start, end] = month(service.period, [{ from: null, seconds: 0 }]);
  return { hash: null, document: null, offsets: null, start, end, bound: start };
}

function entitlement(service, document, day, time, decimals, step) {
  if (time.totalMs === 0) {
    step("noService");
    return { ...NOTHING, rate: "0" };
  }
  const line = fee(service, day);
  if (line === null) {
    step("noFee");
    return { ...NOTHING, rate: "0" };
  }
  let paid = new Decimal(line.amount);
  const rate = (line.tax?.rates ?? []).reduce((sum, one) => sum.plus(one), ZERO);
  if (line.tax?.mode === "exclusive") paid = paid.plus(paid.times(rate).div(100).toDecimalPlaces(decimals));
  step("fee", { source: line.source, id: line.id, gross: paid.toFixed(decimals), months: line.months });
  const percent = tier(document, time, step);
  let gross = paid.times(percent).div(100 * line.months).toDecimalPlaces(decimals);
  step("credit", { gross: gross.toFixed(decimals) });
  const cap = new Decimal(document.cap?.percent ?? "100");
  const most = paid.times(cap).div(100 * line.months).toDecimalPlaces(decimals, Decimal.ROUND_DOWN);
  if (most.lt(gross)) {
    gross = most;
    step("cap", { percent: cap.toFixed(), gross: gross.toFixed(decimals) });
  }
  const net = gross.times(100).div(rate.plus(100)).toDecimalPlaces(decimals);
  const tax = gross.minus(net);
  step("taxSplit", { net: net.toFixed(decimals), tax: tax.toFixed(decimals), rate: rate.toFixed() });
  return { net, tax, gross, rate: rate.toFixed() };
}

/** The charge that covers the day, else the recurring amount, else null. */
function fee(service, day) {
  const charges = [...service.charges].sort((a, b) => compare(a.from, b.from) || compare(a.id, b.id));
  const charge = charges.find(({ from, months }) => from <= day && day < addMonths(from, months));
  if (charge !== undefined) return { source: "charge", ...charge };
  return service.recurring ? { source: "recurring", id: "", ...service.recurring } : null;
}

function tier(document, { totalMs, downtimeMs }, step) {
  const up = new Decimal(totalMs - downtimeMs).times(100);
  const hit = document.schedule.tiers.filter(({ below }) => up.lt(new Decimal(below).times(totalMs))).at(-1);
  if (hit === undefined) {
    step("noTier");
    return "0";
  }
  step("tier", { below: new Decimal(hit.below).toFixed(), percent: new Decimal(hit.percent).toFixed() });
  return hit.percent;
}

/** The difference to the ledger, carried over or posted; a final one moves the client's carry. */
function ledger(request, service, document, client, wanted, final, decimals, money, step) {
  const held = service.entries.reduce((sum, e) => ({ net: sum.net.plus(e.net), tax: sum.tax.plus(e.tax), gross: sum.gross.plus(e.gross) }), NOTHING);
  const delta = { net: wanted.net.minus(held.net), tax: wanted.tax.minus(held.tax), gross: wanted.gross.minus(held.gross) };
  if (service.entries.length > 0) step("ledger", { ...money(held), entries: service.entries.length });
  step("adjustment", money(delta));
  const { revision } = client;
  const before = new Decimal(client.carry);
  let after = before;
  let [adjustment, posting, route] = [null, null, "none"];
  if (!before.isZero()) step("carryIn", { amount: before.toFixed(decimals) });
  if (!delta.net.isZero() || !delta.tax.isZero() || !delta.gross.isZero()) {
    adjustment = { n: service.entries.length + 1, kind: "sla", ...money(delta), rate: wanted.rate };
    after = before.plus(delta.gross);
    posting = payable(request, document, client.currency, after, decimals, step);
    route = posting === null ? "carry" : request.capabilities.routes.includes("accountCredit") ? "accountCredit" : "review";
    after = after.minus(posting ?? 0);
    if (final) Object.assign(client, { carry: after, revision: revision + 1 });
  }
  if (!after.isZero()) step("carryOut", { amount: after.toFixed(decimals) });
  return {
    adjustment, route, posting: posting === null ? null : posting.toFixed(decimals),
    carryBefore: before.toFixed(decimals), carryAfter: after.toFixed(decimals), revision,
  };
}

function payable(request, document, currency, available, decimals, step) {
  if (available.lte(0)) return null;
  const minimum = (document?.minimumPayout ?? []).find((one) => one.currency === currency);
  if (minimum !== undefined && available.lt(minimum.amount)) {
    step("belowMinimum", { minimum: new Decimal(minimum.amount).toFixed(decimals) });
    return null;
  }
  const scale = (request.capabilities.postableScale ?? []).find((one) => one.currency === currency)?.scale ?? decimals;
  const posting = available.toDecimalPlaces(Math.min(decimals, scale), Decimal.ROUND_DOWN);
  if (posting.isZero()) return null;
  step("posting", { amount: posting.toFixed(decimals) });
  return posting;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
