// Names that try to be more than names, on every page and through the JSON into the components: no element, script or dialog comes of them, and nothing runs off the page.

import { copied, ids, served } from "./panel.mjs";
import { adminPages, clientPages } from "./pages.mjs";
import { drawn, overflow, person, undrawn, unfolded, watched } from "./watch.mjs";
import { session } from "./session.mjs";
import { join } from "node:path";

export default async function hostile({ check, assert, browser, shop, shots, panel }) {
  const root = panel("hostile");
  const server = await served(shop, root);
  const now = ids(root);
  const shown = new Set(["admin-overview", "admin-credits", "admin-review", "admin-setup", "admin-settings", "admin-outage-confirmed", "admin-policies", "admin-entry-posted", "client-1", "client-march-1"]);
  const walks = [["admin:1", adminPages(now)], ...["1", "2", "3"].map((id) => [`client:${id}`, clientPages(now, id).map((row) => ({ ...row, id: `${row.id}-${id}` }))])];
  for (const [who, rows] of walks) {
    const context = await person(browser, server.origin, who, { viewport: { width: 400, height: 900 } });
    const { page, faults } = await watched(context);
    for (const { id, path } of rows) {
      await check(id, async () => {
        await page.goto(server.origin + path);
        const components = await drawn(page);
        await unfolded(page);
        if (shown.has(id)) await page.screenshot({ path: join(shots, `hostile-${id}.png`), fullPage: true });
        assert.deepEqual([...undrawn(components), ...(await faults()), ...(await intruders(page)), ...(await twice(page)), ...(await overflow(page))], []);
      });
    }
    await context.close();
  }
  await check("drill", async () => {
    const context = await person(browser, server.origin, "admin:1");
    const { page, faults } = await watched(context);
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood&tab=setup&find=1`);
    await page.locator("#mg-step-4").getByRole("button", { name: /drill/i }).filter({ visible: true }).last().click();
    await page.waitForFunction(() => ["ready", "failed"].includes(document.querySelector("makegood-drill").phase), null, { timeout: 20_000 });
    assert.deepEqual([...(await faults()), ...(await intruders(page))], []);
    await context.close();
  });
  await check("typed-names-come-back-as-text", async () => {
    const copy = await served(shop, copied(shop.home, root, "hostile-typed"));
    const me = session(copy.origin, "admin:1");
    const token = await me.token();
    const name = `<script>window.hit="typed"</script>"'&amp;`;
    const text = (await me.post("/admin/addonmodules.php?module=makegood", { token, do: "addSource", vendor: "pingdom", name, group: "" })).text + (await me.get("/admin/addonmodules.php?module=makegood&tab=settings")).text;
    assert.doesNotMatch(text, /<script>window/);
    assert.ok(text.includes("&lt;script&gt;window.hit=&quot;typed&quot;&lt;/script&gt;&quot;") , "escaped once");
    await copy.stop();
  });
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}

/** Elements that only a name can have brought: the pages themselves use none of these. */
export const intruders = (page) => page.evaluate(() => {
  const found = [];
  const search = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.matches("img[src=x], svg[onload], [onerror], [onmouseover], [onfocus], [onload], iframe, object, embed") || (node.localName === "script" && !node.src && node.type !== "application/json")) found.push(`a name became <${node.localName}>`);
      if (node.shadowRoot) search(node.shadowRoot);
    }
  };
  search(document);
  return found;
});

/** Entities that a person can read as such were escaped twice; the panel's own "&amp;" in a name is meant so. */
const twice = (page) => page.evaluate(() => {
  const text = document.querySelector("main").innerText;
  return [.../&(?:amp;)?(?:quot|#0?39);/.exec(text) ?? []].map((entity) => `escaped twice: ${text.slice(Math.max(0, text.indexOf(entity) - 40), text.indexOf(entity) + 20)}`);
});
