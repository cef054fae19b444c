// PHP and the browser word the same steps alike: every step of every answer of tests/vectors, and some odd ones.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ODD = [
  { id: "no-pattern", steps: [{ key: "unheardOf", args: { a: "x/ü", n: 3 } }] },
  { id: "no-pattern-no-args", steps: [{ key: "unheardOf", args: {} }] },
  { id: "no-currency", steps: [{ key: "posting", args: { amount: "1.20" } }], currency: "" },
  { id: "value-looks-like-a-name", steps: [{ key: "policy", args: { hash: "{name}", name: "{hash} $& $1 \\", boundAt: "soon" } }] },
  { id: "missing-argument", steps: [{ key: "cap", args: { percent: "50" } }] },
  { id: "argument-named-like-a-method", steps: [{ key: "fee", args: { constructor: "x", gross: "1.00", months: 1, source: "toString", id: "" } }] },
  ...[1, 2, "1", 12].map((months) => ({ id: `months-${months}`, steps: [{ key: "fee", args: { gross: "1.00", months, source: "charge", id: "invoice:7/12" } }] })),
  ...["m", "invoice:7", "invoice:7/12/3", "invoice:7/12\n", "Invoice:7/12", "invoice:/", ""].map((id) => ({ id: `bill-${id}`, steps: [{ key: "fee", args: { gross: "1.00", months: 1, source: "charge", id } }] })),
  { id: "bill-recurring", steps: [{ key: "fee", args: { gross: "1.00", months: 1, source: "recurring", id: "invoice:7/12" } }] },
  ...["2026-03-10T12:00:00Z", "2026-03-10T12:00:05Z", "2026-03-10T12:00:00.250Z", "2026-03-29T01:30:00Z", "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z", "2026-13-10T12:00:00Z", "12:00"]
    .map((at) => ({ id: `at-${at}`, steps: [{ key: "outage", args: { from: at, to: at, countedMs: 1 } }] })),
  ...[0, 1, 999, 1000, 60_001, 3_600_000, 86_399_999, 2_678_400_000].map((ms) => ({ id: `ms-${ms}`, steps: [{ key: "downtime", args: { ms } }] })),
];

/** Steps of a quote are worded under names of their own; why a rule does not hold is said like a step. */
function refunded(value) {
  if (Array.isArray(value)) return value.flatMap(refunded);
  if (value === null || typeof value !== "object") return [];
  const { rules = [], steps = [] } = value.quote ?? {};
  const reasons = rules.filter(({ reason }) => reason).map(({ reason: { code, args } }) => ({ key: `no_${code}`, args }));
  return [[...steps, ...reasons].map(({ key, args }) => ({ key: `refund_${key}`, args })), ...Object.entries(value).filter(([name]) => name !== "quote").flatMap(([, inner]) => refunded(inner))].filter((found) => found.length > 0);
}

/** Every sentence of a refund once, with a value for each name in it. */
function everyRefund(patterns) {
  const values = { at: "2026-03-09T10:00:00Z", until: "2026-03-29T01:30:00Z", from: "2026-03-09T10:00:05Z", price: "12.00", amount: "3.10", net: "1.00", tax: "0.20", gross: "1.20", kind: "addOn", by: "request", fact: "consumer", reason: "tooLate", for: "dispute", to: "payments", unit: "day", used: 8, total: 31, most: 2 };
  const keys = Object.keys(patterns).filter((key) => key.startsWith("step_refund_"));
  const steps = keys.map((key) => {
    const names = [...patterns[key].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const isOne = key.endsWith("_one");
    return { key: key.slice(5).replace(/_one$/, ""), args: { ...Object.fromEntries(names.map((name) => [name, values[name] ?? "x"])), ...(isOne ? { most: 1 } : {}) } };
  });
  return [{ id: "every-refund", steps }, { id: "refund-exact", steps: [{ key: "refund_usedTime", args: { used: 691_200_000, total: 2_678_400_000, unit: "exact" } }] }, { id: "refund-currency", steps: [{ key: "refund_no_orderTooSmall", args: { amount: null } }, { key: "refund_no_orderTooLarge", args: { amount: null } }] }, { id: "refund-unheard", steps: [{ key: "refund_unheardOf", args: { kind: "strange", to: "nowhere" } }] }];
}

function stepsIn(value) {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === "quote" ? [] : name === "steps" && Array.isArray(inner) && inner.every((s) => s?.key) ? [inner] : stepsIn(inner)));
}

function rows(root, core, patterns) {
  const folder = join(root, "tests/vectors");
  const vectors = readdirSync(folder).filter((name) => name.endsWith(".json")).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const answered = vectors.filter(({ request }) => request).map(({ id, request }) => ({ id, answer: JSON.parse(core(JSON.stringify(request))) }));
  const found = [...vectors.map(({ id, expect }) => ({ id, answer: expect ?? null })), ...answered];
  return [
    ...found.flatMap(({ id, answer }) => stepsIn(answer).map((steps) => ({ id, steps, currency: answer.results?.[0]?.currency ?? "USD" }))),
    ...found.flatMap(({ id, answer }) => refunded(answer).map((steps) => ({ id, steps, currency: "EUR" }))),
    ...everyRefund(patterns).map((row) => ({ currency: "USD", ...row })),
    ...ODD.map((row) => ({ currency: "USD", ...row })),
  ];
}

/** Returns how many steps were compared. */
export function sameSentences(root, core, { Words, STEP_TEXTS: PLAIN, REFUND_STEPS, UI_TEXTS }) {
  const STEP_TEXTS = { ...PLAIN, ...REFUND_STEPS };
  const all = rows(root, core, REFUND_STEPS);
  const run = spawnSync("php", ["-d", "display_errors=stderr", fileURLToPath(new URL("sentences.php", import.meta.url))], { input: JSON.stringify(all), encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr);
  const { texts, sentences } = JSON.parse(run.stdout);
  const keys = new Set();
  for (const [which, given] of [["the page's texts", texts], ["no texts", {}]]) {
    for (const { zone, done, worded } of sentences) {
      const words = new Words(given, zone);
      all.forEach(({ id, steps, currency }, row) => {
        steps.forEach((step, index) => {
          keys.add(step.key);
          assert.equal(words.sentence(step, currency, done), worded[row][index], `${id}, step ${index} (${step.key}), ${which}, ${zone}, ${done ? "done" : "forecast"}`);
        });
      });
    }
  }
  const patterns = Object.keys(STEP_TEXTS).filter((key) => key.startsWith("step_"));
  assert.deepEqual(patterns.filter((key) => !keys.has(key.slice(5).replace(/_(one|zero|forecast)$/, ""))), [], "every pattern occurs in an answer");
  const unworded = [...keys].filter((key) => !key.endsWith("unheardOf") && !(`step_${key}` in STEP_TEXTS));
  assert.deepEqual(unworded, [], "every step of an answer has a pattern");
  const said = new Set(sentences.flatMap(({ worded }) => worded.flat()).map((text) => text.split(/[ :]/).slice(0, 2).join(" ")));
  for (const start of ["Would be", "Credited "]) assert.ok(said.has(start), `${start}… is said`); // what stands before a colon ends in a space
  for (const [key, text] of Object.entries(STEP_TEXTS)) assert.equal(texts[key], text, `${key} is the same in english.php`);
  for (const [key, text] of Object.entries(UI_TEXTS)) assert.equal(texts[key] ?? text, text, `${key} is the same in english.php`);
  const missing = Object.keys(UI_TEXTS).filter((key) => !(key in texts));
  if (missing.length > 0) console.log(`note: english.php lacks ${missing.length} of ${Object.keys(UI_TEXTS).length} ui_* texts (the components' defaults serve)`);
  return all.reduce((sum, { steps }) => sum + steps.length, 0);
}
