#!/usr/bin/env node
// The page of `makegood simulate` in a real browser: light and dark, wide and narrow, on paper, with a keyboard, by axe, and closed to the network.
// Usage: node tests/browser/simulate/run.mjs, after `cargo build --release`. Screenshots: target/browser/simulate.

import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "../lib/chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const shots = join(root, "target/browser/simulate");
const temp = mkdtempSync(join(tmpdir(), "makegood-simulate-"));
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const EXAMPLE = "--policy uptime.json --policy hours.json --policy claim.json --outages outages.csv --maintenance maintenance.csv --services services.csv --from 2025-12 --to 2026-11";

const simulate = (folder, words) => execFileSync(join(root, "target/release/makegood"), ["simulate", ...words.split(" ")], { cwd: folder, encoding: "utf8" });

/** Four policies with long names, a policy of time alone, one service. */
function crowded() {
  const policy = (name, schedule) => JSON.stringify({ schema: 2, name, zone: "UTC", schedule });
  const hours = { family: "extension", unitMs: 3600000, round: "up", factor: "2", per: "incident" };
  const tiers = { family: "uptimeTiers", tiers: [{ below: "99.9", percent: "10" }] };
  let words = "--fee 123456.78 --currency KWD --outages outages.csv --from 2024-01 --to 2025-03";
  for (let place = 0; place < 4; place += 1) {
    const name = `Donaudampfschifffahrtsgesellschaftskapitaen-${place} <b>&amp;</b>`;
    writeFileSync(join(temp, `${place}.json`), policy(name, place === 3 ? hours : tiers));
    words += ` --policy ${place}.json`;
  }
  const rows = Array.from({ length: 15 }, (_, month) => {
    const day = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-0${(month % 9) + 1}`;
    return `server:${"x".repeat(60)},${day}T00:00:00Z,${day}T0${month % 9}:30:00Z,<img src=x onerror=alert(1)>`;
  });
  writeFileSync(join(temp, "outages.csv"), ["subject,from,to,title", ...rows, ""].join("\n"));
  return simulate(temp, `${words} --format html`);
}

const pages = { example: simulate(join(root, "cli/examples"), `${EXAMPLE} --format html`), crowded: crowded() };
const VIEWS = [
  ["wide", 1200, "light", "screen"],
  ["wide-dark", 1200, "dark", "screen"],
  ["phone", 400, "light", "screen"],
  ["phone-dark", 360, "dark", "screen"],
  ["paper", 760, "light", "print"],
];

mkdirSync(shots, { recursive: true });
const browser = await launch();
let passed = 0;
let failed = 0;
async function check(id, test) {
  try {
    await test();
    passed += 1;
    console.log(`ok   ${id}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${id}: ${error.message.split("\n").slice(0, 12).join("\n     ")}`);
  }
}

async function look(name, [view, width, colorScheme, media]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => request.url().startsWith("file:") || said.push(request.url()));
  await page.emulateMedia({ media, colorScheme });
  await page.goto(pathToFileURL(join(temp, `${name}.html`)).href);
  if (name === "example") await page.screenshot({ path: join(shots, `${name}-${view}.png`), fullPage: true });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (media === "screen") {
    assert.equal(wider, 0, "the page scrolls to the side");
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.length}, ${nodes[0].html.slice(0, 200)}`), []);
  }
  assert.deepEqual(said, []);
  await context.close();
}

try {
  for (const [name, html] of Object.entries(pages)) {
    writeFileSync(join(temp, `${name}.html`), html);
    for (const view of VIEWS.filter(([view]) => name === "example" || view === "wide" || view === "phone-dark")) await check(`${name}, ${view[0]}`, () => look(name, view));
  }
  await check("the steps open with the keyboard and say the amount", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(temp, "example.html")).href);
    const details = page.locator("section[aria-labelledby=policy-A] details").first();
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    const text = await details.innerText();
    // January: 2 h 47 min of 31 days on web2, 10 % of 12.00.
    for (const words of ["99.625896 %", "earns 10 %", "Credit: 1.20 USD.", "Credited: 1.20 USD."]) assert.ok(text.includes(words), `${words}: ${text}`);
    await page.close();
  });
} finally {
  await browser.close();
  rmSync(temp, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
