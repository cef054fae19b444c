// The main pages on a dark system, in forced colours, zoomed and on paper.

import { join } from "node:path";
import { ids, served } from "./panel.mjs";
import { adminPages, clientPages } from "./pages.mjs";
import { axe, drawn, overflow, person, squeezed, undrawn, unfolded, watched } from "./watch.mjs";

const MAIN = ["admin-overview", "admin-outage-confirmed", "admin-entry-posted", "admin-setup-open", "admin-policies", "admin-policy", "client-sla", "client", "client-march"];
const THEMES = {
  dark: { context: { colorScheme: "dark" }, axe: true },
  forced: { context: { forcedColors: "active", reducedMotion: "reduce" } },
  print: { media: "print" },
  // A browser's zoom of 200 % on a screen of 1280 points.
  zoomed: { context: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
};

export default async function themes({ check, assert, browser, shop, shots, panel }) {
  const root = panel("plain");
  const server = await served(shop, root);
  const rows = [...adminPages(ids(root)).map((row) => ({ ...row, who: "admin:1" })), ...clientPages(ids(root), "1").map((row) => ({ ...row, who: "client:1" }))].filter(({ id }) => MAIN.includes(id));
  for (const [theme, options] of Object.entries(THEMES)) {
    for (const { id, path, who, open } of rows) {
      await check(`${theme}-${id}`, async () => {
        const context = await person(browser, server.origin, who, { viewport: { width: theme === "print" ? 800 : 1280, height: 900 }, ...options.context });
        const { page, faults } = await watched(context);
        await page.goto(server.origin + path);
        const components = await drawn(page);
        if (open) await unfolded(page);
        if (options.media) await page.emulateMedia({ media: options.media });
        await page.waitForTimeout(80);
        await page.screenshot({ path: join(shots, `${theme}-${id}.png`), fullPage: true });
        const wide = theme === "print" ? [] : await overflow(page);
        assert.deepEqual([...undrawn(components), ...(await faults()), ...(options.axe ? await axe(page) : []), ...wide, ...(await squeezed(page))], []);
        if (options.media === "print") assert.equal(await visibleButtons(page), 0, "no buttons of the components on paper");
        await context.close();
      });
    }
  }
  await server.stop();
}

const visibleButtons = (page) => page.evaluate(() => [...document.querySelectorAll("*")].filter((node) => node.localName.startsWith("makegood-") && node.shadowRoot)
  .flatMap((node) => [...node.shadowRoot.querySelectorAll("button")]).filter((button) => button.checkVisibility({ visibilityProperty: true })).length);
