// A page without any build step, and a worker: both import the package's files as they lie in node_modules.

import assert from "node:assert/strict";
import { serve } from "../lib/chromium.mjs";
import { EXPECTED, FIGURES, REQUEST } from "../lib/example.mjs";

const ASK = `
import { init } from "/node_modules/makegood/dist/index.js";
const core = await init();
const figures = (${FIGURES})(core.ask(JSON.parse(${JSON.stringify(REQUEST)})));
const again = (await init()) === core;
`;

const plain = {
  "/": '<!doctype html><title>plain</title><script type="module" src="/page.js"></script>',
  "/page.js": `${ASK}\nglobalThis.done = { figures, again };`,
};
const worker = {
  "/": '<!doctype html><title>worker</title><script type="module" src="/page.js"></script>',
  "/page.js": 'new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => { globalThis.done = data; };',
  "/worker.js": `${ASK}\npostMessage({ figures, again });`,
};
/** Hosts that know no wasm serve it as plain bytes: not streamed, but loaded. */
const bytes = { ".wasm": "application/octet-stream" };

/** Opens a made-up site with the project's node_modules beside it and waits for what its script leaves. */
export async function visit({ browser, project }, options) {
  const server = await serve({ mounts: { "/node_modules/": `${project}/node_modules` }, ...options });
  const page = await browser.newPage();
  const said = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  try {
    await page.goto(`${server.origin}/`);
    await page.waitForFunction(() => globalThis.done !== undefined, null, { timeout: 60_000 }).catch((error) => {
      throw new Error(`${error.message}\n${said.join("\n")}`);
    });
    return { done: await page.evaluate(() => globalThis.done), requests: server.requests };
  } finally {
    await page.close();
    await server.close();
  }
}

async function check(context, routes, types = {}) {
  const { done, requests } = await visit(context, { routes, types });
  assert.deepEqual(done, { figures: EXPECTED, again: true });
  assert.equal(requests.filter(({ url }) => url.endsWith(".wasm")).length, 1);
}

export const rows = [
  { id: "page-script-module", run: (context) => check(context, plain) },
  { id: "page-wasm-as-plain-bytes", run: (context) => check(context, plain, bytes) },
  { id: "worker-module", run: (context) => check(context, worker) },
];
