#!/usr/bin/env node
// Measures what the package weighs, and `settle` in Chromium against the same by hand with decimal.js, alternating in one page.
// Prints and writes target/bench/browser.json. Fails only when the answers differ. Documents are those of php-bridge/bench.
// Usage: node tests/browser/bench/run.mjs. Needs scripts/js.sh, scripts/js.sh tests, PHP and Chromium.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "../../../js/sizes.mjs";
import { launch, serve } from "../lib/chromium.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..");
const SETTINGS = { pairs: 300, warmUp: 40, callsASample: 10 };

/** 200 generated requests and, last, the one that is measured: one service, 20 outages. */
function documents() {
  const code = 'require "php-bridge/bench/plain_time.php"; require "php-bridge/bench/documents.php";'
    + "echo json_encode([...Makegood\\Bench\\Documents::make(200), Makegood\\Bench\\Documents::measured()], JSON_UNESCAPED_SLASHES);";
  const run = spawnSync("php", ["-r", code], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.error || run.status !== 0) throw run.error ?? new Error(run.stderr);
  return run.stdout;
}

const PAGE = `
import { init } from "/js/index.js";
import { settle } from "/bench/by-hand.mjs";
const core = await init();
const { pairs, warmUp, callsASample } = await (await fetch("/settings.json")).json();
const documents = await (await fetch("/documents.json")).json();
const key = (answer) => JSON.stringify(JSON.parse(answer).results.map(({ entitlement, adjustment, posting, route }) => [entitlement, adjustment, posting, route]));
const differ = documents.flatMap((request, i) => (key(core.call(request)) === key(settle(request)) ? [] : [i]));
const differInBytes = documents.filter((request) => core.call(request) !== settle(request)).length;

const request = documents.at(-1);
const sides = [core.call, settle];
const times = [[], []];
function sample(side) {
  const start = performance.now();
  for (let i = 0; i < callsASample; i += 1) side(request);
  return (performance.now() - start) / callsASample;
}
for (let i = -warmUp; i < pairs; i += 1) {
  // Who goes first alternates, so that neither always meets the other's rubbish.
  for (const which of i % 2 === 0 ? [0, 1] : [1, 0]) {
    const took = sample(sides[which]);
    if (i >= 0) times[which].push(took);
  }
  if (i % 20 === 0) await new Promise((done) => setTimeout(done));
}
globalThis.done = { differ, differInBytes, documents: documents.length, requestBytes: request.length, isolated: crossOriginIsolated, times };
`;

/** Isolated pages have a clock of 5 microseconds instead of 100. */
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

async function measured() {
  const imports = JSON.stringify({ imports: { "decimal.js": "/decimal/decimal.mjs" } });
  const server = await serve({
    headers,
    mounts: { "/js/": join(root, "js/dist"), "/bench/": here, "/decimal/": join(root, "tests/browser/node_modules/decimal.js") },
    routes: {
      "/": `<!doctype html><title>bench</title><script type="importmap">${imports}</script><script type="module" src="/page.js"></script>`,
      "/page.js": PAGE,
      "/settings.json": JSON.stringify(SETTINGS),
      "/documents.json": documents(),
    },
  });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(String(error)));
    await page.goto(`${server.origin}/`);
    await page.waitForFunction(() => globalThis.done !== undefined, null, { timeout: 300_000 });
    return { ...(await page.evaluate(() => globalThis.done)), chromium: browser.version() };
  } finally {
    await browser.close();
    await server.close();
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const { times, differ, differInBytes, ...facts } = await measured();
if (differ.length > 0) {
  console.error(`core and by hand differ on ${differ.length} documents: nothing to compare`);
  process.exit(1);
}
const [core, hand] = times.map(median);
const ratios = times[0].map((took, i) => took / times[1][i]);
const sizes = Object.fromEntries((await measure(root)).map(({ name, gzip }) => [name, gzip]));
const result = {
  gzipped_bytes: sizes,
  settle: { core_ms: round(core), by_hand_ms: round(hand), ratio: round(median(ratios)), ...SETTINGS, ...facts, equal_bytes: differInBytes === 0 },
};
mkdirSync(join(root, "target/bench"), { recursive: true });
writeFileSync(join(root, "target/bench/browser.json"), `${JSON.stringify(result, null, 2)}\n`);
for (const [name, bytes] of Object.entries(sizes)) console.log(`${name}: ${bytes} B gzipped`);
console.log(`settle with 20 outages in Chromium, median of ${SETTINGS.pairs} pairs: core ${core.toFixed(4)} ms, by hand with decimal.js ${hand.toFixed(4)} ms, ratio ${median(ratios).toFixed(2)}`);

function round(value) {
  return Math.round(value * 10_000) / 10_000;
}
