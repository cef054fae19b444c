#!/usr/bin/env node
// Packs the npm package, installs it into an empty project and loads it in every way it promises.
// Usage: node tests/browser/packaging/run.mjs [part of a row's id]. Needs scripts/js.sh, scripts/js.sh tests, target/release/makegood, Chromium.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../lib/chromium.mjs";
import * as contents from "./contents.mjs";
import * as csp from "./csp.mjs";
import * as node from "./node.mjs";
import * as pages from "./pages.mjs";
import { install, needs, pack, root, temporary } from "./project.mjs";
import * as types from "./types.mjs";
import * as everything from "./vectors.mjs";
import * as vite from "./vite.mjs";

needs("js/dist/index.js", "scripts/js.sh");
const only = process.argv[2] ?? "";
const rows = [contents, types, node, pages, vite, csp, everything].flatMap((file) => file.rows).filter(({ id }) => id.includes(only));
const temp = temporary();
let failed = 0;
let browser;
try {
  mkdirSync(join(temp, "tarball"));
  const packed = pack(join(root, "js"), join(temp, "tarball"));
  const context = { temp, ...packed, project: install(packed.tarball, temp), browser: (browser = await launch()) };
  for (const { id, run } of rows) {
    try {
      const said = await run(context);
      console.log(`ok      ${id}${said ? `: ${said}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${id}: ${error.stack ?? error}`);
    }
  }
} finally {
  await browser?.close();
  rmSync(temp, { recursive: true, force: true });
}
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exit(failed || !rows.length ? 1 : 0);
