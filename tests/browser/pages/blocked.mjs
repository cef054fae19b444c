// Servers that hand out nothing below modules/: all four files come through PHP and everything works. A policy without WebAssembly: what computes keeps its readable fallback.

import { join } from "node:path";
import { ids, served } from "./panel.mjs";
import { adminPages, clientPages } from "./pages.mjs";
import { drawn, person, undrawn, unfolded, watched } from "./watch.mjs";

const PAGES = ["admin-outage-confirmed", "admin-entry-posted", "admin-setup-open", "admin-policies", "client", "client-march"];
/** What the browser itself says about the refusal that the row is about. */
const EXPECTED = { assets: /\/modules\/addons\/makegood\/assets\//, wasm: /wasm|WebAssembly/i };
const NEEDS_CORE = ["credit", "invoice", "trial"];

export default async function blocked({ check, assert, browser, shop, shots, panel }) {
  const root = panel("plain");
  const rows = [...adminPages(ids(root)).map((row) => ({ ...row, who: "admin:1" })), ...clientPages(ids(root), "1").map((row) => ({ ...row, who: "client:1" }))].filter(({ id }) => PAGES.includes(id));
  for (const block of ["assets", "wasm"]) {
    const server = await served(shop, root, { block });
    for (const { id, path, who, text } of rows) {
      await check(`${block}-${id}`, async () => {
        const context = await person(browser, server.origin, who);
        const { page, faults } = await watched(context);
        const asked = [];
        page.on("response", (response) => asked.push([response.url(), response.status()]));
        await page.goto(server.origin + path);
        const components = await drawn(page);
        await unfolded(page);
        await page.screenshot({ path: join(shots, `blocked-${block}-${id}.png`), fullPage: true });
        assert.match(await page.locator("main").innerText(), text);
        assert.deepEqual((await faults()).filter((line) => !EXPECTED[block].test(line)), []);
        if (block === "assets") {
          assert.deepEqual(undrawn(components), [], "everything draws");
          assert.ok(asked.some(([url, status]) => /asset=makegood-panel\.js/.test(url) && status === 200), "the components came through PHP");
          assert.ok(asked.some(([url, status]) => /assets\/makegood-panel\.js/.test(url) && status === 403), "the files themselves are refused");
          if (components.some(({ tag }) => NEEDS_CORE.includes(tag))) assert.ok(asked.some(([url, status]) => /asset=makegood\.wasm/.test(url) && status === 200), "the core came through PHP");
        } else {
          for (const { tag, phase, problem } of components) if (tag !== "drill") assert.ok(phase === "ready" || (NEEDS_CORE.includes(tag) && problem), `makegood-${tag} is ${phase}: ${problem}`);
          const silent = await page.evaluate(() => [...document.querySelectorAll("makegood-credit, makegood-invoice, makegood-trial")].filter((node) => node.phase === "failed" && ((node.innerText ?? "").trim() === "" || !node.shadowRoot.textContent.trim())).map((node) => node.localName));
          assert.deepEqual(silent, [], "the fallback is there, with a line that says why");
        }
        await context.close();
      });
    }
    await server.stop();
  }
}
