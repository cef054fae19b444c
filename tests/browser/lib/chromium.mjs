// A headless Chromium and a small static server for tests: everything stays on 127.0.0.1 and ends with the test.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { chromium } from "playwright-core";

/** The panel's Content-Security-Policy at its strictest that still lets the core run. */
export const STRICT_CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** Starts the browser of $CHROMIUM, else /usr/bin/chromium. Close it with `browser.close()`. */
export async function launch(options = {}) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: install Debian's package chromium or set CHROMIUM`);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...(options.args ?? [])];
  return chromium.launch({ headless: true, ...options, executablePath, args });
}

/**
 * Serves folders and made-up answers on a free port of 127.0.0.1.
 *
 * `mounts`: `{"/js/": "/path/of/folder"}`, the longest prefix wins. `routes`: `{"/page.html": text | Buffer | {status, type, headers, body} |
 * (request, url, body) => any of these}`, by exact path. `headers` go with every answer, `csp` is the header of that name; `types` overrides
 * content types by extension (`{".wasm": "application/octet-stream"}`).
 *
 * @returns {Promise<{origin: string, requests: {method: string, url: string}[], close(): Promise<void>}>}
 */
export async function serve({ mounts = {}, routes = {}, headers = {}, csp = null, types = {} } = {}) {
  const always = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", ...(csp ? { "Content-Security-Policy": csp } : {}), ...headers };
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push({ method: request.method, url: request.url });
    try {
      const { status, headers: own, body } = await answer(request, { mounts, routes, types });
      response.writeHead(status, { ...always, ...own }).end(body);
    } catch (error) {
      response.writeHead(500, always).end(String(error));
    }
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections?.();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close };
}

async function answer(request, { mounts, routes, types }) {
  const url = new URL(request.url, "http://127.0.0.1");
  const path = decodeURIComponent(url.pathname);
  if (Object.hasOwn(routes, path)) {
    const route = routes[path];
    const made = typeof route === "function" ? await route(request, url, await bodyOf(request)) : route;
    const whole = typeof made === "string" || Buffer.isBuffer(made) ? { body: made } : made;
    return {
      status: whole.status ?? 200,
      headers: { "Content-Type": whole.type ?? typeOf(path, types), ...(whole.headers ?? {}) },
      body: whole.body ?? "",
    };
  }
  const prefix = Object.keys(mounts).filter((p) => path.startsWith(p)).sort((a, b) => b.length - a.length)[0];
  const file = prefix === undefined ? null : inside(mounts[prefix], path.slice(prefix.length));
  const body = file && (await readFile(file).catch(() => null));
  return body
    ? { status: 200, headers: { "Content-Type": typeOf(file, types) }, body }
    : { status: 404, headers: { "Content-Type": "text/plain" }, body: "not found" };
}

function inside(folder, path) {
  const root = resolve(folder);
  const file = resolve(root, path === "" ? "index.html" : `./${path}`);
  return file.startsWith(root + sep) ? file : null;
}

function typeOf(path, types) {
  const extension = extname(path) || ".html";
  return types[extension] ?? TYPES[extension] ?? "application/octet-stream";
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
