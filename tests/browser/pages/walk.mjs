// Every page of the administrator at two widths: nothing in the console, no failed request, no broken policy, nothing serious for axe, and the same words without scripts.

import { join } from "node:path";
import { ids } from "./panel.mjs";
import { served } from "./panel.mjs";
import { adminPages } from "./pages.mjs";
import { axe, drawn, overflow, person, squeezed, undrawn, unfolded, watched } from "./watch.mjs";

export const WIDTHS = [1280, 400];

export default async function walk({ check, assert, browser, shop, shots, panel }) {
  const root = panel("plain");
  const server = await served(shop, root);
  for (const width of WIDTHS) await strolled({ check, assert, browser, shots, server, who: "admin:1", width, rows: adminPages(ids(root)) });
  await unscripted({ check, assert, browser, server, who: "admin:1", rows: adminPages(ids(root)) });
  await tabled({ check, assert, browser, shots, server, path: adminPages(ids(root)).find(({ id }) => id === "admin-outage-confirmed").path });
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}

/** Rows with scripts, in one context. */
export async function strolled({ check, assert, browser, shots, server, who, width, rows, ...options }) {
  const context = await person(browser, server.origin, who, { viewport: { width, height: 900 }, ...options });
  const { page, faults } = await watched(context);
  for (const { id, path, text, status = 200, axeToo = true, open = false } of rows) {
    await check(`${id}@${width}`, async () => {
      const answer = await page.goto(server.origin + path);
      assert.equal(answer.status(), status);
      const components = await drawn(page);
      if (open) await unfolded(page);
      await page.screenshot({ path: join(shots, `${id}-${width}.png`), fullPage: true });
      const found = [...undrawn(components), ...(await faults()), ...(axeToo ? await axe(page) : []), ...(await overflow(page)), ...(await squeezed(page))];
      if (!text.test(await page.locator("main").innerText())) found.push(`does not say ${text}`);
      assert.deepEqual(found, []);
    });
  }
  await context.close();
}

/** The timeline's table, shown on a phone. */
async function tabled({ check, assert, browser, shots, server, path }) {
  await check("timeline-table@400", async () => {
    const context = await person(browser, server.origin, "admin:1", { viewport: { width: 400, height: 900 } });
    const { page, faults } = await watched(context);
    await page.goto(server.origin + path);
    await drawn(page);
    await page.getByRole("button", { name: "Show as a table" }).click();
    await page.screenshot({ path: join(shots, "timeline-table-400.png"), fullPage: true });
    assert.deepEqual([...(await faults()), ...(await squeezed(page)), ...(await overflow(page)), ...(await axe(page))], []);
    await context.close();
  });
}

/** The same rows without scripts: the fallback says what the components say. */
export async function unscripted({ check, assert, browser, server, who, rows }) {
  const context = await person(browser, server.origin, who, { javaScriptEnabled: false });
  const page = await context.newPage();
  for (const { id, path, fallback, status = 200 } of rows) {
    await check(`${id}-without-scripts`, async () => {
      const answer = await page.goto(server.origin + path);
      assert.equal(answer.status(), status);
      assert.match(await page.locator("main").innerText(), fallback);
    });
  }
  await context.close();
}
