// A production build of Vite, the way most front ends take a package in.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, createServer } from "vite";
import { EXPECTED, FIGURES, REQUEST } from "../lib/example.mjs";
import { visit } from "./pages.mjs";
import { root } from "./project.mjs";

const ELEMENTS = ["timeline", "credit", "invoice", "notice", "source", "trial", "drill"].map((name) => `makegood-${name}`);
const hasComponents = existsSync(join(root, "js/src/components/index.ts"));

const MAIN = `
import { init } from "makegood";
const core = await init();
globalThis.done = (${FIGURES})(core.ask(JSON.parse(${JSON.stringify(REQUEST)})));
`;
const COMPONENTS = `
import "makegood/components";
globalThis.done = ${JSON.stringify(ELEMENTS)}.filter((name) => customElements.get(name) === undefined);
`;

/** A site of Vite's in the project: its folder and the settings of both commands. */
function site(project, name, main) {
  const folder = join(project, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), '<!doctype html><title>vite</title><script type="module" src="/main.js"></script>');
  writeFileSync(join(folder, "main.js"), main);
  return { folder, settings: { root: folder, configFile: false, logLevel: "error", build: { target: "es2022" }, cacheDir: join(folder, "cache") } };
}

async function built(context, name, main) {
  const { folder, settings } = site(context.project, name, main);
  await build(settings);
  const { done } = await visit(context, { mounts: { "/": join(folder, "dist") } });
  return { done, assets: readdirSync(join(folder, "dist/assets")) };
}

export const rows = [
  {
    id: "vite-build",
    async run(context) {
      const { done, assets } = await built(context, "vite-core", MAIN);
      assert.deepEqual(done, EXPECTED);
      assert.equal(assets.filter((name) => name.endsWith(".wasm")).length, 1, String(assets));
    },
  },
  {
    id: "vite-build-components",
    async run(context) {
      if (!hasComponents) throw new Error("js/src/components/index.ts is missing");
      assert.deepEqual((await built(context, "vite-components", COMPONENTS)).done, []);
    },
  },
  {
    id: "vite-dev-as-the-readme-says",
    async run(context) {
      const { settings } = site(context.project, "vite-dev", MAIN);
      const server = await createServer({ ...settings, server: { host: "127.0.0.1", port: 0, hmr: false, ws: false }, optimizeDeps: { exclude: ["makegood"] } });
      await server.listen();
      const page = await context.browser.newPage();
      try {
        await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`);
        await page.waitForFunction(() => globalThis.done !== undefined, null, { timeout: 60_000 });
        assert.deepEqual(await page.evaluate(() => globalThis.done), EXPECTED);
      } finally {
        await page.close();
        await server.close();
      }
    },
  },
];
