// What a browser downloads, minified and gzipped, and how much it may be.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ENTRY_BYTES = 6_000;
const COMPONENT_BYTES = 25_000;

/**
 * The wasm, the entry without it, each component without lit (everything else it imports included), and the panel's bundles.
 * @returns {Promise<{name: string, gzip: number, budget: number | null}[]>}
 */
export async function measure(root) {
  const modules = join(root, "js/dist");
  const rows = [
    { name: "makegood.wasm", gzip: gzipped(readFileSync(join(modules, "makegood.wasm"))), budget: null },
    { name: "entry", gzip: await bundled(join(modules, "index.js")), budget: ENTRY_BYTES },
  ];
  for (const file of components(join(modules, "components"))) {
    rows.push({ name: `component ${file.replace(/\.js$/, "")}`, gzip: await bundled(join(modules, "components", file)), budget: COMPONENT_BYTES });
  }
  for (const file of ["boot.js", "makegood-panel.js", "makegood.css"]) {
    const path = join(root, "dist/panel", file);
    if (existsSync(path)) rows.push({ name: `panel ${file}`, gzip: gzipped(readFileSync(path)), budget: null });
  }
  return rows;
}

/** The modules that define an element. */
function components(folder) {
  if (!existsSync(folder)) return [];
  const defines = (name) => /\bdefine\(\s*["'`]makegood-/.test(readFileSync(join(folder, name), "utf8"));
  return readdirSync(folder).filter((name) => name.endsWith(".js") && defines(name)).sort();
}

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    external: ["lit", "lit/*"],
    logLevel: "warning",
  });
  return gzipped(outputFiles[0].contents);
}

function gzipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}
