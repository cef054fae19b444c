#!/usr/bin/env node
// The web components in a real browser, with the real core: what is read, ticked, refused, reachable by keyboard and screen reader, printed.
// Usage: node tests/browser/components/run.mjs [case id …], after `make wasm` and `npm ci` in js and tests/browser. Screenshots: target/browser/components.

import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../lib/chromium.mjs";
import { CASES, ROWS } from "./cases.mjs";
import { fixtures, INVOICE_ANSWER } from "./fixtures.mjs";
import { bundled, open } from "./gallery.mjs";
import { behaviours } from "./behaviours.mjs";
import { sameSentences } from "./sentences.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const shots = join(root, "target/browser/components");
const only = process.argv.slice(2);
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
let failures = 0;

/** The byte door under Node, independent of the components' own way to it. */
function nodeCore(bytes) {
  const { memory, mg_alloc, mg_call, mg_release } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports;
  return (text) => {
    const request = new TextEncoder().encode(text);
    const input = mg_alloc(request.length) >>> 0;
    new Uint8Array(memory.buffer).set(request, input);
    const answer = mg_call(input, request.length) >>> 0;
    const length = new DataView(memory.buffer).getUint32(answer, true);
    const out = new TextDecoder().decode(memory.buffer.slice(answer + 4, answer + 4 + length));
    mg_release(answer);
    return out;
  };
}

async function check(id, test) {
  if (only.length > 0 && !only.some((word) => id.includes(word))) return;
  try {
    await test();
    console.log(`ok   ${id}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${id}: ${error.message.split("\n").slice(0, 12).join("\n     ")}`);
  }
}

const wasm = readFileSync(join(root, "dist/makegood.wasm"));
const core = nodeCore(wasm);
const knowsInvoices = JSON.parse(core('{"contract":1,"command":"describe"}')).commands.includes("previewInvoice");
if (!knowsInvoices) console.log("note: this core has no previewInvoice yet; its answer comes from a double worked out by hand");
const data = fixtures(core);
const bundles = await bundled(root);
const asked = [];
const gallery = await open(root, { folder: bundles.folder, fixtures: data, cases: CASES, wasm, sha256: createHash("sha256").update(wasm).digest("hex"), asked });
const browser = await launch();

/** A page with the case drawn (or failed), and what went wrong on it. */
async function visit(id, { colorScheme = "light", width = 1200, settled = true, init = null, ...context } = {}) {
  const own = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, ...context });
  const page = await own.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => /Content Security Policy|Refused to/.test(message.text()) && errors.push(message.text()));
  await page.addInitScript(() => {
    window.fired = [];
    for (const type of ["makegood-ready", "makegood-failed"]) document.addEventListener(type, (event) => window.fired.push({ type, tag: event.target.localName, problem: event.detail.problem }));
  });
  if (init) await page.addInitScript(init);
  const row = CASES[id];
  if (row.invoices && !knowsInvoices) await doubled(page, data[row.data]);
  await page.goto(`${gallery.origin}/page?case=${id}`);
  if (row.play) await page.click("form button");
  if (settled) await page.waitForFunction((tag) => window.fired.some((one) => one.tag === tag), row.tag);
  await page.waitForTimeout(row.play ? 400 : 60);
  return { page, errors, row, element: page.locator(row.tag), close: () => own.close() };
}

/** Answers requests from what the real core said under Node, and previewInvoice by hand. */
async function doubled(page, { requests }) {
  await page.addInitScript(([known, invoice]) => {
    const call = (text) => known[text] ?? invoice;
    document.addEventListener("DOMContentLoaded", () => { for (const one of document.querySelectorAll("makegood-invoice")) one.core = { call, sha256: null }; });
  }, [Object.fromEntries(requests.map(({ text, answer }) => [text, answer])), INVOICE_ANSWER]);
}

/** All that can be read, through shadow roots, hidden tables included. */
function textOf(element) {
  return element.evaluate((node) => {
    const read = (one) => (one.nodeType === 3 ? one.data : one.localName === "style" || one.localName === "script" ? "" : [...(one.shadowRoot ?? one).childNodes].map(read).join(one.localName === "tr" ? " | " : ""));
    return read(node).replace(/\s+/g, " ");
  });
}

const tools = { assert, browser, gallery, data, visit, textOf, check, asked, AxeBuilder, AXE_TAGS, shots, core };

async function reads({ page, errors, element, row }) {
  const text = await textOf(element);
  for (const wanted of row.texts_ ?? []) assert.ok(text.includes(wanted), `"${wanted}" is not in: ${text.slice(0, 1500)}`);
  for (const unwanted of row.absent ?? []) assert.ok(!text.includes(unwanted), `"${unwanted}" is there`);
  assert.deepEqual(errors, [], "no error, nothing refused by the policy");
  const fired = await page.evaluate(() => window.fired);
  assert.equal(fired[0].type, row.failed ? "makegood-failed" : "makegood-ready");
  if (!row.play) assert.equal(await element.locator(".fallback").isVisible(), row.failed === true, "fallback");
  if (row.verdict) {
    const verdicts = await element.evaluate((node) => [...node.shadowRoot.querySelectorAll("[data-verdict]")].map((one) => one.dataset.verdict));
    assert.ok(verdicts.includes(row.verdict), `verdicts ${verdicts}`);
    if (row.verdict === "same") assert.ok(!verdicts.includes("different"), `verdicts ${verdicts}`);
  }
  if (row.light) assert.equal(await element.locator("[data-light]").getAttribute("data-light"), row.light);
  if (row.table !== undefined) assert.equal(await element.locator(".table tbody tr").count(), row.table, "everything drawn stands in the table");
  if (row.quiet) assert.equal((await element.boundingBox())?.height ?? 0, 0, "takes no room");
  assert.equal(await page.evaluate(() => window.pwned), undefined, "no script ran");
  assert.equal(await element.evaluate((node) => node.shadowRoot.querySelectorAll("script,img").length), 0, "no element out of a text");
  for (const width of [380, 1200]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(60);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} px too wide at ${width}`);
    await page.screenshot({ path: join(shots, `${row.id}-${width}.png`), fullPage: true });
  }
}

async function accessible(page, everything) {
  const builder = new AxeBuilder({ page });
  const { violations } = await (everything ? builder.withTags(AXE_TAGS) : builder.withRules(["color-contrast"])).analyze();
  const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(bad.map(({ id: rule, nodes }) => `${rule}: ${nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 120)} ${any[0]?.message ?? ""}`).join(" | ")}`), []);
}

/** A case drawn once: what is read, then all rules of axe; what is drawn in other colours differs in nothing else, so only contrast is asked about again. */
async function looked(row) {
  let drawing = null;
  const drawn = () => (drawing ??= visit(row.id));
  await check(`reads ${row.id}`, async () => reads(await drawn()));
  await check(`axe ${row.id} light`, async () => accessible((await drawn()).page, true));
  await check(`axe ${row.id} dark`, async () => {
    const { page } = await drawn();
    await page.emulateMedia({ colorScheme: "dark" });
    await accessible(page, false);
    await page.screenshot({ path: join(shots, `${row.id}-dark.png`), fullPage: true });
  });
  await drawing?.then(({ close }) => close(), () => {});
}

/** A theme that is asked for, against the person's own preference. */
async function themed(id, theme) {
  const { page, close } = await visit(`${id}-theme-${theme}`, { colorScheme: theme === "light" ? "dark" : "light" });
  await accessible(page, false);
  await close();
}

try {
  mkdirSync(shots, { recursive: true });
  await check("sentences", () => console.log(`     ${sameSentences(root, core, bundles.words)} steps worded alike in PHP and here`));
  for (const row of ROWS) await looked(row);
  for (const id of ["timeline", "credit", "invoice", "notice", "source", "trial", "quote"]) {
    for (const theme of ["light", "dark"]) await check(`axe ${id} theme=${theme}`, () => themed(id, theme));
  }
  await behaviours(tools);
} finally {
  await browser.close();
  await gallery.close();
  bundles.remove();
}
console.log(failures === 0 ? "all passed" : `${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
