#!/usr/bin/env node
// What a client is shown equals what is booked, to the minor unit: hundreds of generated services, previews computed in headless Chromium from
// the recorded request bytes before the month is decided, then the panel's own cron, credit log and invoices. Ends with `N passed, M failed`.
// Usage: node tests/browser/preview/run.mjs [seed]. Needs `make module` and js/dist; figures go to target/browser/preview.json.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "../lib/chromium.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const module = process.env.MAKEGOOD_MODULE || join(root, "build/whmcs/modules/addons/makegood");
const seed = process.argv[2] ?? "20260401";
const LEAST = 200;
const TAXES = [
  { id: "exclusive", settings: { TaxType: "Exclusive", TaxPerLineItem: "" } },
  { id: "inclusive-per-line", settings: { TaxType: "Inclusive", TaxPerLineItem: "on" } },
];

let passed = 0;
let failed = 0;
function check(what, good, detail = "") {
  good ? passed++ : failed++;
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good || detail === "" ? "" : `: ${detail}`}`);
}

const figures = { seed, runs: [] };
for (const tax of TAXES) figures.runs.push(await month(tax));
mkdirSync(join(root, "target/browser"), { recursive: true });
writeFileSync(join(root, "target/browser/preview.json"), `${JSON.stringify(figures, null, 2)}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function month(tax) {
  const home = mkdtempSync(join(tmpdir(), "makegood-preview-"));
  try {
    const panel = join(home, "panel");
    const php = (...words) => execFileSync("php", words, { cwd: root, maxBuffer: 1 << 28, encoding: "utf8", env: { ...process.env, SANDBOX_NOW: "" } });
    const bin = (name, ...words) => php(join(root, "php-bridge/sandbox/bin", `${name}.php`), "--root", panel, ...words);
    const step = (now, ...words) => php(join(here, "panel.php"), panel, now, ...words);
    const cron = (now) => bin("cron", "--now", now);
    const setting = `foreach (${exported(tax.settings)} as $k => $v) { MakegoodSandbox\\Config::set($k, $v); }`;

    bin("install", "--module", module, "--now", "2026-03-01T00:10:00Z");
    php("-r", `require 'php-bridge/sandbox/autoload.php'; MakegoodSandbox\\Panel::boot(realpath($argv[1])); ${setting}`, panel);
    step("2026-03-01T00:10:00Z", "make", seed);
    bin("activate", "--now", "2026-03-01T00:20:00Z", "time_budget_s=300");
    step("2026-03-01T00:30:00Z", "setup");
    cron("2026-03-01T06:00:00Z");
    step("2026-03-29T00:00:00Z", "deliver");
    cron("2026-03-30T06:00:00Z");
    step("2026-03-30T07:00:00Z", "map");
    for (const day of ["03-31", "04-01"]) cron(`2026-${day}T06:00:00Z`);
    const previews = JSON.parse(step("2026-04-01T07:00:00Z", "previews"));
    const seen = await inChromium(previews);

    for (const day of ["04-02", "04-03", "04-04", "04-05"]) cron(`2026-${day}T06:00:00Z`);
    const booked = JSON.parse(step("2026-04-05T07:00:00Z", "booked"));
    for (let day = 6; day <= 30; day++) cron(`2026-04-${String(day).padStart(2, "0")}T06:00:00Z`);
    const invoices = JSON.parse(step("2026-04-30T07:00:00Z", "invoices"));
    return compare(tax.id, previews, seen, booked, invoices);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Every request that the panel recorded, asked again in the browser through the npm package. */
async function inChromium(previews) {
  const server = await serve({ mounts: { "/js/": join(root, "js/dist") }, routes: { "/": "<!doctype html><title>preview</title>" } });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    return await page.evaluate(async (all) => {
      const { init } = await import("/js/index.js");
      const core = await init();
      return all.map((preview) => ({
        client: preview.client,
        answers: preview.requests.map(({ text }) => core.call(text)),
        invoice: preview.invoice === null ? null : core.call(preview.invoice.request),
      }));
    }, previews);
  } finally {
    await browser.close();
    await server.close();
  }
}

function compare(id, previews, seen, { entries, credits }, invoices) {
  const byPanel = previews.flatMap((preview) => [...preview.requests.map(({ answer }) => answer), preview.invoice?.answer ?? null]);
  const byBrowser = seen.flatMap((one) => [...one.answers, one.invoice]);
  check(`${id}: the browser's ${byBrowser.length} answers are the panel's, byte for byte`, JSON.stringify(byBrowser) === JSON.stringify(byPanel));

  const shown = new Map();
  for (const one of seen) {
    for (const answer of one.answers) {
      for (const result of JSON.parse(answer).results) if (result.adjustment !== null) shown.set(`${result.service}/${result.period}`, result);
    }
  }
  const booked = new Map(entries.map((entry) => [`${entry.service_id}/${entry.period}`, entry]));
  const line = (net, tax, gross, posting, carry) => [net, tax, gross, posting ?? "none", carry].join(" ");
  const different = [...new Set([...shown.keys(), ...booked.keys()])].filter((key) => {
    const [preview, entry] = [shown.get(key), booked.get(key)];
    return !preview || !entry || line(preview.adjustment.net, preview.adjustment.tax, preview.adjustment.gross, preview.posting, preview.carryAfter)
      !== line(entry.net, entry.tax, entry.gross, entry.posting, entry.carry_after);
  });
  check(`${id}: at least ${LEAST} services have a credit`, booked.size >= LEAST, `${booked.size}`);
  check(`${id}: ${booked.size} previews equal what was booked (net, tax, gross, posting, carry)`, different.length === 0,
    different.slice(0, 5).map((key) => `${key} ${JSON.stringify(shown.get(key)?.adjustment)} ${JSON.stringify(booked.get(key))?.slice(0, 200)}`).join(" | "));
  const postings = entries.filter((entry) => entry.posting !== null);
  check(`${id}: each posting is in the panel's credit log, once`, postings.length === credits.filter(({ description }) => description.startsWith("makegood:")).length && postings.every((entry) => entry.posting_state === "posted"),
    `${postings.length} postings, ${credits.length} credits`);

  // The invoices that the client was shown, against those that the panel then made.
  let compared = 0;
  const wrong = [];
  for (const [index, one] of seen.entries()) {
    if (one.invoice === null) continue;
    for (const made of JSON.parse(one.invoice).invoices) {
      const dueOn = previews[index].invoice.invoices.find((row) => row.id === made.id).dueOn;
      const real = invoices.find((row) => String(row.userid) === one.client && row.duedate === dueOn);
      if (!real) continue; // made later than this test looks
      const taxes = made.taxes.map(({ amount }) => amount);
      const expected = [made.subtotal, taxes[0] ?? "0.00", taxes[1] ?? "0.00", made.due, made.balanceUsed].join(" ");
      const actual = [real.subtotal, real.tax, real.tax2, real.total, real.credit].join(" ");
      compared++;
      if (expected !== actual) wrong.push(`client ${one.client} due ${dueOn}: shown ${expected}, made ${actual}`);
    }
  }
  check(`${id}: ${compared} invoices came out as shown (subtotal, taxes, due, credit used)`, compared >= 90 && wrong.length === 0,
    `${compared} compared; ${wrong.length} wrong: ${wrong.slice(0, 4).join(" | ")}`);

  const has = (what, good) => check(`${id}: the sample holds ${what}`, good);
  for (const currency of ["USD", "JPY", "KWD"]) has(`credits in ${currency}`, entries.some((entry) => entry.currency === currency));
  has("a credit that the cap limits", entries.some((entry) => entry.answer.includes('"key":"cap"')));
  has("a credit below the smallest payout", entries.some((entry) => entry.state === "carried"));
  has("what is carried over beyond the panel's decimals", entries.some((entry) => entry.currency === "KWD" && entry.posting !== null && !/^-?0\.?0*$/.test(entry.carry_after)));
  has("tax of one rate, of two, and none", ["20", "14.975", "0"].every((rate) => entries.some((entry) => entry.answer.includes(`"rate":"${rate}"`))));
  return { tax: id, services: booked.size, postings: postings.length, invoices: compared, different: different.length, wrong: wrong.length };
}

function exported(settings) {
  return `[${Object.entries(settings).map(([key, value]) => `'${key}' => '${value}'`).join(", ")}]`;
}
