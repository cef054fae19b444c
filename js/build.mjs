#!/usr/bin/env node
// Builds the npm package's modules (js/dist) and the WHMCS module's bundles (dist/panel) from js/src and dist/; prints sizes, fails above a budget.
// Usage: node js/build.mjs, after `make wasm` and `npm ci` (scripts/js.sh does both steps of this folder).

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./licences.mjs";
import { measure } from "./sizes.mjs";

const js = dirname(fileURLToPath(import.meta.url));
const root = dirname(js);
const source = join(js, "src");
const modules = join(js, "dist");
/** Filled aside and swapped in whole, so that nobody meets half a package. */
const fresh = join(js, "dist.new");
const panel = join(root, "dist/panel");

function fail(message) {
  console.error(`js: ${message}`);
  process.exit(1);
}

function typescript(project, ...options) {
  const run = spawnSync(process.execPath, [join(js, "node_modules/typescript/bin/tsc"), "-p", join(js, project), ...options], { stdio: "inherit" });
  if (run.status !== 0) fail(`${project} does not compile`);
}

/** The core's own two files; the glue's hint at types that are not beside it would mislead other run-times. */
function core() {
  for (const file of ["dist/makegood.wasm", "dist/js/makegood.js"]) {
    if (!existsSync(join(root, file))) fail(`${file} is missing: make wasm`);
  }
  cpSync(join(root, "dist/makegood.wasm"), join(fresh, "makegood.wasm"));
  const glue = readFileSync(join(root, "dist/js/makegood.js"), "utf8");
  writeFileSync(join(fresh, "glue.js"), glue.replace(/^\/\* @ts-self-types=.*\*\/\n+/, ""));
}

/** One file each, whatever they need inside: a panel has no bundler. */
async function bundles() {
  mkdirSync(panel, { recursive: true });
  for (const [from, to] of [["boot.ts", "boot.js"], ["index.ts", "makegood-panel.js"]]) {
    const entry = join(source, "panel", from);
    if (!existsSync(entry)) continue;
    const { outputFiles, metafile, warnings } = await build({
      entryPoints: [entry],
      write: false,
      metafile: true,
      absWorkingDir: js,
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      minify: true,
      charset: "utf8",
      legalComments: "none",
      // The glue stands beside the compiled modules, not beside the sources.
      plugins: [{ name: "glue", setup: (b) => b.onResolve({ filter: /\/glue\.js$/ }, () => ({ path: join(modules, "glue.js") })) }],
      logLevel: "warning",
    });
    // A warning may be an import that was dropped: an element that never gets defined.
    if (warnings.length > 0) fail(`${to}: esbuild warns`);
    writeFileSync(join(panel, to), outputFiles[0].text + licences(Object.keys(metafile.inputs), js));
  }
  const css = join(source, "panel/makegood.css");
  if (existsSync(css)) cpSync(css, join(panel, "makegood.css"));
}

rmSync(fresh, { recursive: true, force: true });
typescript("tsconfig.build.json", "--outDir", fresh);
core();
rmSync(modules, { recursive: true, force: true });
renameSync(fresh, modules);
if (existsSync(join(source, "panel"))) typescript("tsconfig.check.json");
await bundles();

const sizes = await measure(root);
let over = 0;
for (const { name, gzip, budget } of sizes) {
  const bad = budget !== null && gzip > budget;
  over += bad ? 1 : 0;
  console.log(`${name.padEnd(40)} ${String(gzip).padStart(7)} B gzipped${budget === null ? "" : `, at most ${budget}`}${bad ? "  ABOVE" : ""}`);
}
if (over > 0) fail(`${over} above the budget`);
