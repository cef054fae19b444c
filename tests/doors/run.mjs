#!/usr/bin/env node
// Runs every vector through the wasm under Node: raw exports, the npm loader and wasm-bindgen's glue, each byte for byte like the native CLI.
// Usage: node tests/doors/run.mjs [part of a file name]. Needs target/release/makegood and dist/ (make wasm).

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const only = process.argv[2] ?? "";
const wasm = readFileSync(join(root, "dist/makegood.wasm"));
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Vectors of all files; a member stands on one line, and what stands there is what goes over the wire. */
function vectors() {
  const folder = join(root, "tests/vectors");
  const rows = [];
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".json") && n.includes(only)).sort()) {
    let row = {};
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      const member = /^ {2}"(\w+)": (.*?),?$/.exec(line);
      if (member) row[member[1]] = member[2];
      if (line.startsWith("}")) {
        rows.push({ id: JSON.parse(row.id), bytes: requestBytes(row), expect: row.expect, part: row.expectPart });
        row = {};
      }
    }
  }
  return rows;
}

function requestBytes(row) {
  if (row.request) return Buffer.from(row.request);
  if (row.requestText) return Buffer.from(JSON.parse(row.requestText));
  if (row.requestBase64) return Buffer.from(JSON.parse(row.requestBase64), "base64");
  const fill = JSON.parse(row.requestFill);
  return Buffer.from(fill.prefix + fill.repeat.repeat(fill.count) + fill.suffix);
}

/** The native CLI's answer to the same bytes. */
function native(bytes) {
  const run = spawnSync(join(root, "target/release/makegood"), ["call"], { input: bytes, maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  return run.stdout;
}

/** Raw byte exports, as PHP uses them. */
function rawDoor() {
  const { exports: e } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {});
  return (bytes) => {
    const input = e.mg_alloc(bytes.length) >>> 0;
    new Uint8Array(e.memory.buffer).set(bytes, input);
    const answer = e.mg_call(input, bytes.length) >>> 0;
    const length = new DataView(e.memory.buffer).getUint32(answer, true);
    const copy = Buffer.from(new Uint8Array(e.memory.buffer, answer + 4, length));
    e.mg_release(answer);
    return copy;
  };
}

/** The loader of the npm package. */
async function loaderDoor() {
  const { load } = await import(pathToFileURL(join(root, "js/index.mjs")).href);
  const core = await load(wasm);
  return (bytes) => Buffer.from(core.call(bytes));
}

/** wasm-bindgen's glue takes text, so bytes that are not UTF-8 cannot travel through it: undefined. */
async function glueDoor() {
  const glue = await import(pathToFileURL(join(root, "dist/js/makegood.js")).href);
  glue.initSync({ module: wasm });
  return (bytes) => {
    let text;
    try {
      text = utf8.decode(bytes);
    } catch {
      return undefined;
    }
    return Buffer.from(glue.call(text));
  };
}

/** Objects: each member of `part`; arrays: equally long; others: equal. */
function subset(part, whole) {
  if (Array.isArray(part)) return Array.isArray(whole) && part.length === whole.length && part.every((p, i) => subset(p, whole[i]));
  if (part === null || typeof part !== "object") return part === whole;
  return whole !== null && typeof whole === "object" && Object.entries(part).every(([key, value]) => subset(value, whole[key]));
}

function holds(vector, answer) {
  return vector.expect ? vector.expect === answer.toString() : subset(JSON.parse(vector.part), JSON.parse(answer.toString()));
}

if (!existsSync(join(root, "target/release/makegood"))) throw new Error("build the native core first: cargo build --release");
const all = vectors().map((vector) => ({ ...vector, native: native(vector.bytes) }));
let failed = 0;
let held = 0;
for (const [door, call] of [["raw exports", rawDoor()], ["npm loader", await loaderDoor()], ["wasm-bindgen glue", await glueDoor()]]) {
  let passed = 0;
  let skipped = 0;
  for (const vector of all) {
    const answer = call(vector.bytes);
    if (answer === undefined) {
      skipped += 1;
    } else if (!answer.equals(vector.native)) {
      console.log(`FAILED ${vector.id}: ${door} differs from native\n  native ${vector.native}\n  here   ${answer}`.slice(0, 3000));
      failed += 1;
    } else if (!holds(vector, answer)) {
      console.log(`FAILED ${vector.id}: ${door} answers ${answer}`.slice(0, 3000));
      failed += 1;
    } else {
      passed += 1;
    }
  }
  held += passed;
  console.log(`Node, ${door}: ${passed} equal to native and as expected${skipped ? `, ${skipped} not text` : ""}`);
}
console.log(`${held} passed, ${failed} failed`);
process.exit(failed || !all.length ? 1 : 0);
