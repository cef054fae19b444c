// 10 000 outages more: lists page through them, filters find them, the timeline says what it leaves out; with few queries and within 96 MB (the server's limit; reading the core's second file, once, has room of its own).

import { copied, costs, ids, make, served } from "./panel.mjs";
import { drawn, person, undrawn, watched } from "./watch.mjs";
import { session } from "./session.mjs";
import { join } from "node:path";

const ADMIN = "/admin/addonmodules.php?module=makegood";
const MANY = 10_000;

export default async function load({ check, assert, browser, shop, shots, panel }) {
  const root = copied(shop.home, panel("plain"), "loaded");
  make(root, "outages", MANY);
  const server = await served(shop, root);
  const me = session(server.origin, "admin:1");
  const rows = [
    ["overview", ADMIN, /confirmed outages/, 400],
    ["list", `${ADMIN}&tab=outages`, /1 to 50 of 10,?\d{3}/, 60],
    ["second-page", `${ADMIN}&tab=outages&page=2`, /51 to 100 of/, 60],
    ["last-page", `${ADMIN}&tab=outages&page=201`, /of 10,?\d{3}/, 60],
    ["beyond", `${ADMIN}&tab=outages&page=999999`, /of 10,?\d{3}/, 60],
    ["status", `${ADMIN}&tab=outages&status=refused`, /refused/, 60],
    ["text", `${ADMIN}&tab=outages&text=alpha&status=unconfirmed&page=3`, /of 2\d\d/, 60],
    ["credits", `${ADMIN}&tab=credits`, /Ledger/, 400],
    ["review", `${ADMIN}&tab=review`, /Review/, 400],
    ["policies", `${ADMIN}&tab=policies`, /You do not pay for downtime/, 400],
    ["policy-editor", `${ADMIN}&tab=policies&preset=components`, /Part 3/, 60],
    ["policy", `${ADMIN}&tab=policies&policy=${ids(root).policies[0].hash}`, /What the client reads/, 60],
    ["setup", `${ADMIN}&tab=setup`, /Set-up/, 400],
  ];
  for (const [id, path, text, queries] of rows) {
    await check(id, async () => {
      const answer = await me.get(path);
      assert.equal(answer.status, 200);
      assert.match(answer.text.replace(/<[^>]*>/g, " "), text);
      const { queries: asked } = costs(root).at(-1);
      assert.ok(asked <= queries, `${asked} queries, ${queries} are enough`);
    });
  }
  const measured = async (path, size) => {
    const answer = await me.get(path);
    const body = JSON.parse(answer.text);
    assert.equal(body.ok, true);
    assert.ok(answer.text.length < size, `${answer.text.length} bytes`);
    return body;
  };
  await check("timeline-is-capped", async () => {
    const body = await measured(`${ADMIN}&api=timeline&service=1&period=2026-03`, 1_000_000);
    assert.equal(body.outages.length, 500);
    assert.ok(body.more > 5000 || body.more?.outages > 5000, `more: ${JSON.stringify(body.more)}`);
  });
  await check("outage-of-many", async () => void (await measured(`${ADMIN}&api=outage&id=${ids(root).outages.at(-1).id}`, 1_000_000)));
  await check("outgoing", async () => void (await measured(`${ADMIN}&api=outgoing`, 1_000_000)));
  const context = await person(browser, server.origin, "client:1");
  const { page, faults } = await watched(context);
  await check("client-month-draws", async () => {
    await page.goto(`${server.origin}/index.php?m=makegood&service=1&period=2026-03`);
    assert.deepEqual([...undrawn(await drawn(page, 20_000)), ...(await faults())], []);
    await page.screenshot({ path: join(shots, "load-client-month.png") });
    assert.match(await page.locator("makegood-timeline").evaluate((node) => node.shadowRoot.textContent), /more|left out|not shown/i, "it says that there are more");
  });
  await context.close();
  const admin = await person(browser, server.origin, "admin:1");
  const clicking = await watched(admin);
  await check("paging-by-clicks", async () => {
    await clicking.page.goto(`${server.origin}${ADMIN}&tab=outages&status=confirmed`);
    await clicking.page.screenshot({ path: join(shots, "load-outages.png"), fullPage: true });
    await clicking.page.locator(".pagination").getByRole("link", { name: "2", exact: true }).click();
    assert.match(await clicking.page.locator("main").innerText(), /51 to 100 of/);
    assert.match(clicking.page.url(), /status=confirmed/, "the filter stays");
    assert.deepEqual(await clicking.faults(), []);
  });
  await admin.close();
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}
