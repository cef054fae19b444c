// The guided set-up from an empty installation to live, by clicking: a monitor, its message, its target, a policy, a fire drill, limits, live.

import { join } from "node:path";
import { ids, make, served, setClock } from "./panel.mjs";
import { copied } from "./panel.mjs";
import { axe, drawn, overflow, person, undrawn, watched } from "./watch.mjs";

const SETUP = "/admin/addonmodules.php?module=makegood&tab=setup";
const message = (state, epoch) => JSON.stringify({
  check_id: 11, check_name: "alpha web", check_type: "HTTP", check_params: { hostname: "alpha.harbour-hosting.example" },
  current_state: state, previous_state: state === "UP" ? "DOWN" : "UP", state_changed_timestamp: epoch,
});

export default async function setup(tools) {
  await clicked(tools, { scripts: true, width: 1280 });
  await clicked(tools, { scripts: false, width: 400 });
}

async function clicked({ check, assert, browser, shop, shots, panel }, { scripts, width }) {
  const name = scripts ? "with-scripts" : "without-scripts";
  const root = copied(shop.home, panel("base"), `setup-${name}`);
  const server = await served(shop, root);
  setClock(root, "2026-03-05T09:00:00Z");
  const context = await person(browser, server.origin, "admin:1", { viewport: { width, height: 900 }, javaScriptEnabled: scripts });
  const { page, faults } = await watched(context);
  const shot = (step) => page.screenshot({ path: join(shots, `setup-${step}-${name}.png`), fullPage: true });
  const step = (id, test) => check(`${name}/${id}`, async () => {
    await test();
    await shot(id);
    assert.deepEqual([...(await faults()), ...(scripts ? [...undrawn(await drawn(page)), ...(await axe(page))] : []), ...(scripts ? await overflow(page) : [])], []);
  });
  const main = () => page.locator("main").innerText();
  const send = async (address, body) => {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    assert.equal(answer.status, 202, "the webhook stores the message");
  };
  let address = "";

  await step("0-empty-overview", async () => {
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood`);
    assert.match(await main(), /Dry run/);
    await page.getByRole("link", { name: /Connect your first monitor/ }).click();
    assert.match(page.url(), /tab=setup/);
    assert.equal(await page.locator("#mg-step-1").getByLabel("Name").isVisible(), true, "the first step is open");
  });
  await step("1-monitor-added", async () => {
    await page.locator("#mg-step-1").getByLabel("Name").fill("Pingdom EU");
    await page.locator("#mg-step-1").getByRole("button", { name: /Add/ }).click();
    address = await page.locator("input.mg-copy").inputValue();
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/modules\/addons\/makegood\/webhook\.php\?s=\d+\.[0-9a-f]{64}$/);
  });
  await step("2-light", async () => {
    if (scripts) {
      await drawn(page);
      const lamp = page.locator("makegood-source [data-light]");
      assert.equal(await lamp.getAttribute("data-light"), "waiting", "grey before the first message");
      const before = await page.evaluate(() => performance.timeOrigin);
      await send(address, message("UP", 1772701000));
      await page.waitForFunction(() => document.querySelector("makegood-source").shadowRoot.querySelector("[data-light]")?.dataset.light !== "waiting", null, { timeout: 15_000 });
      assert.match(await lamp.getAttribute("data-light"), /new|good/, "green after it");
      assert.equal(await page.evaluate(() => performance.timeOrigin), before, "without a reload");
      assert.equal(await page.locator("input.mg-copy").inputValue(), address, "the address is still there to be copied");
    } else {
      await send(address, message("UP", 1772701000));
      await page.goto(server.origin + SETUP);
      assert.match(await page.locator("#mg-step-1").innerText(), /a message came/);
    }
  });
  await step("3-target-suggested", async () => {
    make(root, "go", "2026-03-05T09:05:00Z", "cron");
    await page.goto(server.origin + SETUP);
    const select = page.locator("#mg-step-2 select[name^=subject-]");
    assert.equal(await select.inputValue(), "server:1", "the host name suggests the server");
    await page.locator("#mg-step-2").getByRole("button", { name: "Save the mapping" }).click();
    assert.match(await main(), /1 target(\(s\))? (was )?saved/);
    assert.equal(await page.locator("#mg-step-2 select[name^=subject-]").inputValue(), "server:1");
  });
  await step("4-policy", async () => {
    await page.goto(server.origin + SETUP);
    const third = page.locator("#mg-step-3");
    await third.getByRole("radio").nth(1).check();
    if (scripts) await looked(page, third, assert);
    for (const box of await third.getByRole("checkbox").all()) await box.check();
    await third.locator("input[name=from]").fill("2026-03");
    await third.getByRole("button", { name: "Save and put in force" }).click();
    assert.match(await main(), /In force:/);
  });
  await step("5-drill", async () => {
    await page.goto(`${server.origin}${SETUP}&find=2`);
    const fourth = page.locator("#mg-step-4");
    assert.equal(await fourth.getByRole("button", { name: /drill/i }).filter({ visible: true }).count(), 1, "one button that plays the drill");
    await fourth.locator("select[name=length]").selectOption("14400000");
    await fourth.getByRole("button", { name: /drill/i }).filter({ visible: true }).first().click();
    if (scripts) {
      await page.waitForFunction(() => ["ready", "failed"].includes(document.querySelector("makegood-drill").phase), null, { timeout: 20_000 });
      const drill = page.locator("makegood-drill");
      assert.equal(await drill.evaluate((node) => node.phase), "ready", await drill.evaluate((node) => node.problem ?? ""));
      const text = await drill.evaluate((node) => node.shadowRoot.textContent);
      assert.match(text, /alpha|Web/);
      await page.waitForFunction(() => ["makegood-credit", "makegood-invoice", "makegood-timeline"].every((tag) => document.querySelector("makegood-drill").shadowRoot.querySelector(tag)?.phase === "ready"), null, { timeout: 10_000 });
      const lines = await drill.evaluate((node) => node.shadowRoot.querySelector("makegood-invoice").shadowRoot.textContent);
      assert.match(lines, /Paid from the credit balance/, "the next invoice shows the credit");
    } else {
      assert.match(await main(), /Fire drill: 4 h down/);
      assert.match(await main(), /Credit: /);
    }
  });
  await step("6-nothing-stored-by-the-drill", async () => {
    const now = ids(root);
    assert.deepEqual([now.entries.length, now.outages.length, now.postings.length], [0, 0, 0]);
    await page.goto(server.origin + SETUP);
  });
  await step("7-live", async () => {
    const fifth = page.locator("#mg-step-5");
    await fifth.locator("input[name=from]").fill("2026-03");
    await fifth.locator("input[name=limit-clients]").fill("30");
    await fifth.locator("input[name=limit-USD]").fill("400.00");
    await fifth.getByRole("button", { name: "Go live" }).click();
    assert.match(await main(), /Makegood is live: 2026-03 is the first month/);
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood`);
    assert.match(await main(), /Live\./);
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood&tab=settings&section=limits`);
    assert.equal(await page.locator("#mg-limits input[name=limit-USD]").inputValue(), "400.00");
  });
  await step("8-credit-comes", async () => {
    const [down, up] = [Date.parse("2026-03-10T12:00:00Z") / 1000, Date.parse("2026-03-10T16:00:00Z") / 1000];
    setClock(root, "2026-03-10T12:01:00Z");
    await send(address, message("DOWN", down));
    setClock(root, "2026-03-10T16:01:00Z");
    await send(address, message("UP", up));
    make(root, "go", "2026-03-10T17:00:00Z", "cron");
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood&tab=review`);
    await page.getByRole("button", { name: "It was down", exact: true }).click();
    assert.match(await main(), /was accepted/);
    make(root, "go", "2026-03-11T06:00:00Z", "cron");
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood`);
    assert.match(await main(), /expected/, "what will go out in April");
    make(root, "go", "2026-04-04T06:00:00Z", "cron");
    assert.ok(ids(root).entries.length > 5 && ids(root).entries.every(({ period }) => period === "2026-03"), "March is decided in April");
    await page.goto(`${server.origin}/admin/addonmodules.php?module=makegood&tab=credits`);
  });
  await check(`${name}/php-is-quiet`, () => assert.deepEqual(server.complaints(), []));
  await context.close();
  await server.stop();
}

/** Another preset, another document: the look follows without a request. */
async function looked(page, third, assert) {
  const trial = page.locator("makegood-trial").first();
  await drawn(page);
  const before = await trial.evaluate((node) => node.shadowRoot.textContent);
  await third.locator("summary", { hasText: "The policy as a document" }).click();
  const field = page.locator("#mg-look-document");
  const text = await field.inputValue();
  await field.fill(text.replace(/"percent": "10"/, '"percent": "15"'));
  await page.waitForFunction((old) => document.querySelector("makegood-trial").shadowRoot.textContent !== old, before, { timeout: 5_000 });
  assert.match(await trial.evaluate((node) => node.shadowRoot.textContent), /15 %/);
}
