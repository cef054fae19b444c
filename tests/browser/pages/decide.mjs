// What a person decides by clicking, with scripts and without: hold and release, a held run, an outage, a posting, a moved installation; and what a client then sees.

import { join } from "node:path";
import { copied, ids, make, served } from "./panel.mjs";
import { axe, drawn, overflow, person, undrawn, watched } from "./watch.mjs";

const ADMIN = "/admin/addonmodules.php?module=makegood";

export default async function decide(tools) {
  for (const scripts of [true, false]) await decided(tools, scripts);
  await moved(tools);
  await noticed(tools);
}

async function decided({ check, assert, browser, shop, shots, panel }, scripts) {
  const name = scripts ? "with-scripts" : "without-scripts";
  const root = copied(shop.home, panel("plain"), `decide-${name}`);
  const server = await served(shop, root);
  const context = await person(browser, server.origin, "admin:1", { javaScriptEnabled: scripts });
  const { page, faults } = await watched(context);
  const main = () => page.locator("main").innerText();
  const step = (id, test) => check(`${name}/${id}`, async () => {
    await test();
    await page.screenshot({ path: join(shots, `decide-${id}-${name}.png`), fullPage: true });
    assert.deepEqual(await faults(), []);
  });
  const open = (query) => page.goto(`${server.origin}${ADMIN}${query}`);
  const held = () => ids(root).postings.filter((row) => row.held_run !== null).length;

  const row = page.locator("table").first().locator("tr", { hasText: "site32.example.com" }).filter({ hasText: "2026-05" });

  await step("hold", async () => {
    await open("&tab=credits");
    await row.getByPlaceholder("why").fill("first <ask> \"them\" & wait");
    await row.getByRole("button", { name: "Hold", exact: true }).click();
    assert.match(await main(), /is held: it is not posted before you release it/);
    await open("&tab=credits");
    assert.match(await row.innerText(), /held\s+by admin:1: first <ask> "them" & wait/);
  });
  await step("release", async () => {
    await row.getByRole("button", { name: "Release", exact: true }).click();
    assert.match(await main(), /is released; it goes out when it is due/);
  });
  await step("accept-outage", async () => {
    const outage = ids(root).outages.find((row) => row.status === "unconfirmed").id;
    await open(`&tab=outages&outage=${outage}`);
    await page.getByLabel("Note").fill("seen myself");
    await page.getByRole("button", { name: "Accept this outage" }).click();
    assert.match(await main(), /was accepted; the next run counts it/);
    await open("&tab=review");
    assert.match(await main(), /seen myself/);
  });
  await step("posting-is-there", async () => {
    await page.getByRole("button", { name: "It is there", exact: true }).click();
    assert.match(await main(), /was accepted/);
    assert.equal(ids(root).postings.filter(({ state }) => state === "review").length, 0);
  });
  await step(scripts ? "release-run" : "refuse-run", async () => {
    const before = held();
    assert.ok(before > 5, `${before} lines wait in the run`);
    // One run holds what the month owes, another one a refund.
    const buttons = page.getByRole("button", { name: scripts ? "Release this run" : "Hold every line", exact: true });
    for (let runs = await buttons.count(); runs > 0; runs -= 1) {
      await buttons.first().click();
      assert.match(await main(), scripts ? /was accepted/ : /was refused/);
      await open("&tab=review");
    }
    assert.equal(held(), 0);
    make(root, "go", "2026-05-21T06:00:00Z", "cron");
    make(root, "go", "2026-05-21T06:05:00Z", "cron");
    const waiting = ids(root).postings.filter(({ state }) => state === "pending").length;
    assert.equal(waiting, scripts ? 0 : before, scripts ? "all of them went out" : "none of them went out");
    await open("&tab=credits");
    if (!scripts) assert.match(await main(), /refused with run/);
  });
  await step("dry-and-live-again", async () => {
    await open("&tab=settings&section=mode");
    await page.getByRole("button", { name: "Back to dry run" }).click();
    assert.match(await main(), /Dry run: everything is computed/);
    await open("");
    assert.match(await main(), /Dry run\./);
    await open("&tab=settings&section=mode");
    await page.locator("#mg-mode").locator("input[name=from]").fill("2026-03");
    await page.locator("#mg-mode").getByRole("button", { name: "Go live" }).click();
    assert.match(await main(), /Makegood is live/);
  });
  await step("refused-input-says-why", async () => {
    await page.goto(`${server.origin}${ADMIN}&tab=policies`);
    await page.getByText("Paste a document").click();
    await page.locator("textarea[name=document]").fill('{"schema":1,"name":"</textarea><script>window.hit=1</script>"');
    await page.getByRole("button", { name: "Check and store" }).click();
    assert.match(await page.locator("textarea[name=document]").inputValue(), /<\/textarea><script>/, "what was typed comes back as it was typed");
    assert.equal(await page.locator("[role=alert]").count() > 0, true);
    const complaints = await faults();
    assert.deepEqual(complaints.filter((line) => !/400/.test(line)), [], "only the answer 400 itself");
  });
  await check(`${name}/php-is-quiet`, () => assert.deepEqual(server.complaints(), []));
  await context.close();
  await server.stop();
}

/** The panel answers at another address than when it went live. */
async function moved({ check, assert, browser, shop, shots, panel }) {
  const root = copied(shop.home, panel("plain"), "moved");
  const first = await served(shop, root);
  await first.stop();
  const server = await served(shop, root, { paused: true });
  const context = await person(browser, server.origin, "admin:1");
  const { page, faults } = await watched(context);
  for (const width of [1280, 400]) {
    await check(`paused@${width}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.origin}${ADMIN}`);
      await drawn(page);
      await page.screenshot({ path: join(shots, `paused-${width}.png`), fullPage: true });
      assert.match(await page.locator("main").innerText(), /Posting is paused/);
      assert.deepEqual([...(await faults()), ...(await axe(page)), ...(await overflow(page))], []);
    });
  }
  await check("paused-health", async () => {
    await page.goto(`${server.origin}${ADMIN}&tab=health`);
    assert.match(await page.locator("main").innerText(), /Posting is paused/);
  });
  await check("confirmed", async () => {
    await page.goto(`${server.origin}${ADMIN}`);
    await page.getByRole("button", { name: /It has moved/ }).click();
    assert.match(await page.locator("main").innerText(), /The new address is written down/);
    await page.goto(`${server.origin}${ADMIN}`);
    assert.doesNotMatch(await page.locator("main").innerText(), /Posting is paused/);
  });
  await context.close();
  await server.stop();
}

/** A client looks at the page while their server goes down. */
async function noticed({ check, assert, browser, shop, shots, panel }) {
  const root = copied(shop.home, panel("plain"), "noticed");
  const server = await served(shop, root);
  const context = await person(browser, server.origin, "client:3");
  const { page, faults } = await watched(context);
  await check("notice-appears", async () => {
    await page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("makegood-notice").forEach((node) => node.setAttribute("every", "1"))));
    await page.goto(`${server.origin}/index.php?m=makegood`);
    assert.deepEqual(undrawn(await drawn(page)), []);
    const text = () => page.locator("makegood-notice").evaluate((node) => node.shadowRoot.textContent);
    assert.doesNotMatch(await text(), /site18/);
    make(root, "down", "3", "2026-05-20T11:12:00Z");
    make(root, "go", "2026-05-20T11:20:00Z", "cron");
    await page.waitForFunction(() => /site18/.test(document.querySelector("makegood-notice").shadowRoot.textContent), null, { timeout: 10_000 });
    await page.screenshot({ path: join(shots, "notice-appears.png"), fullPage: true });
    assert.match(await text(), /down/i, "it says that the service is down");
    assert.deepEqual(await faults(), []);
  });
  await check("ticks", async () => {
    const ticks = await page.locator("makegood-invoice").evaluate((node) => [...node.shadowRoot.querySelectorAll("[data-verdict]")].map((tick) => tick.dataset.verdict));
    assert.ok(ticks.filter((verdict) => verdict === "same").length > 1 && !ticks.includes("different"), `verdicts: ${ticks}`);
  });
  await context.close();
  await server.stop();
}
