// Serves a page for each case: the panel's own scripts, under the strictest policy that lets the core run.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, STRICT_CSP } from "../lib/chromium.mjs";
import { DOCUMENT } from "./fixtures.mjs";

const FALLBACK = '<p class="fallback">The readable table.</p>';

/** Bundles as js/build.mjs does, but into a folder of its own. */
export async function bundled(root) {
  const { build } = createRequire(join(root, "js/package.json"))("esbuild");
  const folder = mkdtempSync(join(tmpdir(), "makegood-components-"));
  const plugins = [{ name: "glue", setup: (b) => b.onResolve({ filter: /\/glue\.js$/ }, () => ({ path: join(root, "dist/js/makegood.js") })) }];
  const common = { absWorkingDir: join(root, "js"), bundle: true, format: "esm", target: "es2022", minify: true, plugins, logLevel: "warning" };
  const source = (path) => join(root, "js/src", path);
  await build({ ...common, entryPoints: [source("panel/boot.ts")], outfile: join(folder, "boot.js") });
  await build({ ...common, entryPoints: [source("panel/index.ts")], outfile: join(folder, "makegood-panel.js") });
  await build({ ...common, stdin: { contents: 'import { REFUND_STEPS, REFUND_UI } from "./refund-texts.js"; import { learn } from "./words.js"; import { UI_TEXTS as PLAIN } from "./texts.js"; learn(REFUND_STEPS); learn(REFUND_UI); export const UI_TEXTS = { ...PLAIN, ...REFUND_UI }; export { REFUND_STEPS }; export { Words } from "./words.js"; export { STEP_TEXTS } from "./step-texts.js"; export { Clock } from "./time.js";', resolveDir: source("components"), loader: "ts" }, outfile: join(folder, "words.mjs") });
  return { folder, words: await import(join(folder, "words.mjs")), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The element of a case, as a panel's page would write it. */
export function element({ tag, data, attributes = "", fallback = FALLBACK }, fixtures) {
  if (tag === "makegood-trial") {
    return `<label for="doc">Policy</label><textarea id="doc">${DOCUMENT}</textarea>${[["half", "50"], ["tenth", "10"], ["other", "25"]].map(([name, share]) => card(name, share)).join("")}<label for="trial-amount">Price</label><input id="trial-amount" name="amount" value="10.00">
      <makegood-trial for="doc trial-amount" ${attributes}><script type="application/json">${JSON.stringify(fixtures[data]).replaceAll("<", "\\u003c")}</script>${fallback}</makegood-trial>`;
  }
  if (tag === "makegood-drill") {
    return `<makegood-drill src="/api/${data}" ${attributes}><form><label>Service <select name="service"><option value="17">Web Starter</option></select></label>
      <label>Length <select name="length"><option value="720000">12 min</option></select></label> <button>Play</button></form></makegood-drill>`;
  }
  return `<${tag} src="/api/${data}" ${attributes}>${fallback}</${tag}>`;
}

/** A preset as the set-up offers it; "other" is meant for another field. */
function card(name, share) {
  const policy = { ...JSON.parse(DOCUMENT), schedule: { family: "uptimeTiers", tiers: [{ below: "99.95", percent: share }] }, cap: null };
  return `<label><input type="radio" name="card" id="card-${name}" data-makegood-for="${name === "other" ? "elsewhere" : "doc"}" data-makegood-document='${JSON.stringify(policy)}'> ${name}</label> `;
}

function html(body, { config, scheme }) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Makegood</title>
    ${scheme ? `<meta name="color-scheme" content="${scheme}">` : ""}<link rel="stylesheet" href="/page.css">
    <script type="application/json" id="makegood-config">${JSON.stringify(config)}</script><script type="module" src="/first/boot.js"></script></head><body><main><h1>Panel</h1>${body}</main></body></html>`;
}

/**
 * `/page?case=<id>` for each case. `broken` closes doors: "panel" (the first folder has nothing), "wasm" (no core anywhere), "all" (no scripts but boot).
 */
export async function open(root, { folder, fixtures, cases, wasm, sha256, csp = STRICT_CSP, asked = [] }) {
  // The wasm as it was read at first: a build beside the test must not change it in between.
  const file = (name) => (name === "makegood.wasm" ? wasm : readFileSync(name === "makegood.css" ? join(root, "js/src/panel/makegood.css") : join(folder, name)));
  const names = ["boot.js", "makegood-panel.js", "makegood.wasm", "makegood.css"];
  const types = { js: "text/javascript", css: "text/css", wasm: "application/wasm" };
  let broken = "";
  const asset = (first) => (request, url) => {
    const name = first ? url.pathname.slice("/first/".length) : url.searchParams.get("asset");
    const closed = (broken === "panel" && first && name !== "boot.js") || (broken === "wasm" && name === "makegood.wasm") || (broken === "all" && name !== "boot.js");
    if (!names.includes(name) || closed) return { status: 404, type: "text/plain", body: "not here" };
    const body = file(name);
    return { type: types[name.split(".").pop()], body: broken === "tampered" && name === "makegood.wasm" ? Buffer.concat([body, Buffer.from([0, 4, 1, 120, 0, 0])]) : body };
  };
  const page = (request, url) => {
    const { id, scheme = "light dark", zone = "UTC", texts = {} } = cases[url.searchParams.get("case")];
    const config = { version: "0.2.0", api: "/api", token: "t0ken", assets: ["/first/", "index.php?module=makegood&asset="], wasmSha256: sha256, texts, locale: "en", zone };
    return html(element(cases[id], fixtures), { config, scheme });
  };
  const api = Object.fromEntries(Object.entries(fixtures).map(([name, body]) => [`/api/${name}`, (request, url, sent) => {
    asked.push({ name, method: request.method, body: sent?.toString() ?? "" });
    return { type: "application/json", body: JSON.stringify({ ok: true, ...body }) };
  }]));
  const server = await serve({
    csp,
    routes: {
      ...Object.fromEntries(names.map((name) => [`/first/${name}`, asset(true)])), "/index.php": asset(false), "/page": (request, url) => ({ type: "text/html; charset=utf-8", body: page(request, url) }),
      "/page.css": { type: "text/css", body: "body{margin:0;font:14px/1.5 'Open Sans',system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:1140px;margin:0 auto;padding:16px}h1{font-size:20px}textarea{width:100%;height:8em}" },
      "/favicon.ico": { type: "image/png", body: "" }, "/api/http-500": { status: 500, type: "text/html", body: "<h1>Fatal error</h1>" },
      "/api/refused": { status: 404, type: "application/json", body: JSON.stringify({ ok: false, errors: [{ code: "not_found", message: "This credit is not there.", help: "Go back to the list.", path: "" }] }) },
      "/api/not-json": { type: "application/json", body: "<html>login</html>" }, "/api/half": { type: "application/json", body: '{"ok":true}' }, ...api,
    },
  });
  return { ...server, asked, break: (what) => { broken = what; } };
}
