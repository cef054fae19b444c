// From no policy to one in force, by clicking: a preset changed in its form, a published text repaired, what its clients read, the assignment.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { copied, ids, ROOT, served } from "./panel.mjs";
import { axe, drawn, overflow, person, squeezed, undrawn, unfolded, watched } from "./watch.mjs";

const POLICIES = "/admin/addonmodules.php?module=makegood&tab=policies";

export default async function policies(tools) {
  await clicked(tools, { scripts: true, width: 1280 });
  await clicked(tools, { scripts: false, width: 400 });
}

async function clicked({ check, assert, browser, shop, shots, panel }, { scripts, width }) {
  const name = scripts ? "with-scripts" : "without-scripts";
  const root = copied(shop.home, panel("base"), `policies-${name}`);
  const server = await served(shop, root);
  const context = await person(browser, server.origin, "admin:1", { viewport: { width, height: 900 }, javaScriptEnabled: scripts });
  const { page, faults } = await watched(context);
  // What the form refuses answers 400: said there, and in the console.
  const expected = (lines) => lines.filter((line) => !/status of 400|^status 400/.test(line));
  const step = (id, test) => check(`${name}/${id}`, async () => {
    await test();
    if (scripts) await unfolded(page);
    await page.screenshot({ path: join(shots, `policies-${id}-${name}.png`), fullPage: true });
    assert.deepEqual([...expected(await faults()), ...(scripts ? [...undrawn(await drawn(page)), ...(await axe(page)), ...(await overflow(page)), ...(await squeezed(page))] : [])], []);
  });
  const main = () => page.locator("main").innerText();
  const press = (text) => page.getByRole("button", { name: text, exact: true }).click();

  await step("1-preset", async () => {
    await page.goto(server.origin + POLICIES);
    assert.match(await main(), /There is no policy yet/);
    await page.getByRole("link", { name: "Hours given back by length of outage" }).click();
    assert.match(await main(), /What it would pay/);
  });
  await step("2-form", async () => {
    await page.locator("input[name=f-name]").fill("Ladder of ours");
    await page.locator("input[name=f-schedule-steps-0-fromMs]").fill("20 minutes");
    await page.locator("input[name=f-schedule-steps-0-share]").fill("half a day");
    await press("Check");
    assert.match(await main(), /write a share of the fee like 5 %/);
    assert.equal(await page.locator("input[name=f-name]").inputValue(), "Ladder of ours", "nothing typed is lost");
    await page.locator("input[name=f-schedule-steps-0-share]").fill("12 h");
    await page.locator("input[name=f-schedule-steps-0-share]").press("Enter");
    assert.match(await main(), /Nothing is wrong with this policy. It is not stored yet/);
    assert.equal(ids(root).policies.length, 0, "Enter checks, it does not store");
    assert.equal(await page.locator("input[name=f-schedule-steps-0-fromMs]").inputValue(), "20 min");
  });
  await step("3-document", async () => {
    await press("As a document");
    const field = page.locator("#mg-p-document");
    assert.match(await field.inputValue(), /"fromMs": 1200000/);
    if (scripts) await follows(page, field, assert);
  });
  await step("4-published-text", async () => {
    await page.locator("#mg-p-document").fill(readFileSync(join(ROOT, "tests/policies/hostworld-uk-original.json"), "utf8"));
    await press("Check and store");
    assert.match(await main(), /This is not a policy yet/);
    assert.match(await main(), /tier_decimals/);
    assert.equal(ids(root).policies.length, 0);
  });
  await step("5-repaired", async () => {
    await press("Take all repairs");
    assert.match(await main(), /Nothing in this policy contradicts itself/);
    assert.match(await page.locator("#mg-p-document").inputValue(), /"below": "99.9"/);
  });
  await step("6-stored", async () => {
    await press("Check and store");
    assert.match(await main(), /The version is stored/);
    assert.equal(ids(root).policies.length, 1);
  });
  await step("7-its-page", async () => {
    await page.getByRole("link", { name: "Uptime, as published" }).first().click();
    assert.match(await main(), /What the client reads[^]*99\.9\s?%[^]*Step by step/);
    await page.locator("select[name=product]").selectOption("2");
    await press("Assign");
    assert.match(await main(), /The policy is assigned to product 2/);
    assert.match(await main(), /Product 2: /);
  });
  await check(`${name}/php-is-quiet`, () => assert.deepEqual(server.complaints(), []));
  await context.close();
  await server.stop();
}

/** What is typed is tried at once, in the browser. */
async function follows(page, field, assert) {
  await drawn(page);
  const trial = page.locator("makegood-trial");
  const text = () => trial.evaluate((node) => node.shadowRoot.textContent);
  const before = await text();
  await field.fill((await field.inputValue()).replace(/"family": "ladder"[^]*?"steps": \[[^]*?\n {8}\]/, '"family": "perUnit", "per": "period", "round": "up", "unitMs": 3600000, "share": {"percent": "7"}'));
  await page.waitForFunction((old) => document.querySelector("makegood-trial").shadowRoot.textContent !== old, before, { timeout: 5_000 });
  assert.match(await text(), /0\.70 USD[^]*1\.40 USD/, "7 % of 10.00 for each begun hour");
}
