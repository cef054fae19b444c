#!/usr/bin/env node
// The whole product in a browser: every page of the panel as administrator and as client, the set-up clicked through, attacks, load, themes, blocked files.
// Usage: node tests/browser/pages/run.mjs [part or id …], after `make module` and `scripts/js.sh tests`; TIMES=1 prints how long each row took.
// Screenshots: target/browser/pages. The part `plants` breaks copies of the module and expects to be told.
// The module is put together from the sources and dist/; MAKEGOOD_MODULE names a finished one instead.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../lib/chromium.mjs";
import { assembled, copied, made, make, ROOT, workshop } from "./panel.mjs";

const PARTS = ["walk", "client", "setup", "policies", "decide", "attacks", "hostile", "load", "themes", "blocked", "fossbilling", "plants"];
const only = process.argv.slice(2);
const parts = PARTS.filter((part) => only.length === 0 || only.some((word) => word === part || word.startsWith(`${part}/`)));
const shots = join(ROOT, "target/browser/pages");
mkdirSync(shots, { recursive: true });
let passed = 0;
let failed = 0;

/** One row: an id, and what has to hold. */
async function check(id, test) {
  if (only.length > 0 && !only.some((word) => id === word || id.startsWith(`${word}/`))) return;
  const started = Date.now();
  try {
    await test();
    passed += 1;
    console.log(`ok   ${id}${process.env.TIMES ? ` ${Date.now() - started} ms` : ""}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${id}: ${String(error.message).split("\n").slice(0, 14).join("\n     ")}`);
  }
}

/** Panels are made when they are first asked for: `plain`, `hostile`, `base` (switched on, nothing set up). */
async function panels(shop) {
  const module = await assembled(shop.home);
  const known = new Map();
  const get = (kind) => {
    if (!known.has(kind)) {
      const root = kind === "base" ? made(shop.home, module) : copied(shop.home, get("base"), kind);
      if (kind !== "base") make(root, "fill", kind);
      known.set(kind, root);
    }
    return known.get(kind);
  };
  return { module, get };
}

const shop = workshop();
const browser = await launch();
const stop = async () => {
  await browser.close().catch(() => {});
  await shop.close();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().then(() => process.exit(130)));
try {
  const { module, get } = await panels(shop);
  const waiting = [...parts];
  const hand = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const { default: run } = await import(`./${part}.mjs`);
      const named = part;
      await run({ check: (id, test) => check(`${named}/${id}`, test), assert, browser, shop, shots, module, panel: get });
    }
  };
  // Two parts at a time: the browser draws while PHP answers the other one.
  await Promise.all([hand(), hand()]);
} finally {
  await stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
