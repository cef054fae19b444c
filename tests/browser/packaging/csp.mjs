// The core under a strict Content-Security-Policy, and what a page is told whose policy forbids it.

import assert from "node:assert/strict";
import { STRICT_CSP } from "../lib/chromium.mjs";
import { EXPECTED, FIGURES, REQUEST } from "../lib/example.mjs";
import { visit } from "./pages.mjs";

const routes = {
  "/": '<!doctype html><title>policy</title><script type="module" src="/page.js"></script>',
  "/page.js": `
import { init } from "/node_modules/makegood/dist/index.js";
try {
  globalThis.done = (${FIGURES})((await init()).ask(JSON.parse(${JSON.stringify(REQUEST)})));
} catch ({ name, code, message, help }) {
  globalThis.done = { name, code, message, help };
}`,
};

const FORBIDDEN = STRICT_CSP.replace(" 'wasm-unsafe-eval'", "");
const SOMEWHERE_ELSE = `${STRICT_CSP}; connect-src 'none'`;

async function refused(context, csp, code, word, types = {}) {
  const { done } = await visit(context, { routes, csp, types });
  assert.deepEqual([done.name, done.code], ["MakegoodError", code], JSON.stringify(done));
  assert.ok(done.help.includes(word), done.help);
}

export const rows = [
  { id: "csp-with-wasm-unsafe-eval", run: async (context) => assert.deepEqual((await visit(context, { routes, csp: STRICT_CSP })).done, EXPECTED) },
  { id: "csp-without-streamed", run: (context) => refused(context, FORBIDDEN, "load_blocked", "script-src 'self' 'wasm-unsafe-eval'") },
  { id: "csp-without-bytes", run: (context) => refused(context, FORBIDDEN, "load_blocked", "'wasm-unsafe-eval'", { ".wasm": "text/plain" }) },
  { id: "csp-no-connections", run: (context) => refused(context, SOMEWHERE_ELSE, "load_network", "connect-src") },
];
