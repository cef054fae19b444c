#!/usr/bin/env node
// Runs every vector through the wasm under Node: raw exports, the npm package by bytes and by text, each byte for byte like the native CLI.
// Usage: node tests/doors/run.mjs [part of a file name]. Needs target/release/makegood, dist/ (make wasm) and js/dist (scripts/js.sh).

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fault, root, vectors } from "./vectors.mjs";

/** Raw byte exports, as PHP uses them. */
function rawDoor() {
  const { exports: e } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(root, "dist/makegood.wasm"))), {});
  return ({ bytes }) => {
    const input = e.mg_alloc(bytes.length) >>> 0;
    new Uint8Array(e.memory.buffer).set(bytes, input);
    const answer = e.mg_call(input, bytes.length) >>> 0;
    const length = new DataView(e.memory.buffer).getUint32(answer, true);
    const copy = Buffer.from(new Uint8Array(e.memory.buffer, answer + 4, length));
    e.mg_release(answer);
    return copy;
  };
}

/** The npm package over the same file; bytes that are not UTF-8 cannot travel as text: undefined. */
async function packageDoors() {
  const entry = join(root, "js/dist/node.js");
  if (!existsSync(entry)) throw new Error("build the npm package first: scripts/js.sh");
  const { init } = await import(pathToFileURL(entry).href);
  const core = await init(join(root, "dist/makegood.wasm"));
  return [
    ["npm package, bytes", ({ bytes }) => Buffer.from(core.bytes(bytes))],
    ["npm package, text", ({ text }) => (text === null ? undefined : Buffer.from(core.call(text)))],
  ];
}

const all = vectors(process.argv[2]);
let failed = 0;
let held = 0;
for (const [door, call] of [["raw exports", rawDoor()], ...(await packageDoors())]) {
  let passed = 0;
  let skipped = 0;
  for (const vector of all) {
    const answer = call(vector);
    const wrong = answer === undefined ? null : fault(vector, answer);
    if (answer === undefined) skipped += 1;
    else if (wrong === null) passed += 1;
    else {
      console.log(`FAILED ${vector.id}: ${door} ${wrong}`);
      failed += 1;
    }
  }
  held += passed;
  console.log(`Node, ${door}: ${passed} equal to native and as expected${skipped ? `, ${skipped} not text` : ""}`);
}
console.log(`${held} passed, ${failed} failed`);
process.exit(failed || !all.length ? 1 : 0);
