// Refunds in FOSSBilling's frame: a client asks in four steps, staff decide and pay; the other pages as in walk.mjs, on a phone.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort, ROOT } from "./panel.mjs";
import { strolled, unscripted } from "./walk.mjs";
import { axe, drawn, overflow, person, squeezed, undrawn, watched } from "./watch.mjs";

const SANDBOX = join(ROOT, "php-bridge/fossbilling/sandbox");
const HERE = join(ROOT, "tests/browser/pages");
const ENV = { ...process.env, SANDBOX_NOW: "", FOSS_ASSUME: "", FOSS_PROFILE: "" };
const php = (...args) => execFileSync("php", ["-d", "memory_limit=128M", ...args], { encoding: "utf8", env: ENV, stdio: ["ignore", "pipe", "ignore"] });

/** The module for this panel: its own sources around the bridge, the engine and the assets of the one that was put together for the other panel. */
function assembled(home, other) {
  const to = join(home, "fossbilling-module/Makegood");
  cpSync(join(ROOT, "php-bridge/fossbilling/Makegood"), to, { recursive: true });
  for (const folder of ["bridge", "engine", "assets", "policies"]) if (existsSync(join(other, folder))) cpSync(join(other, folder), join(to, folder), { recursive: true });
  return to;
}

async function served(shop, module) {
  const root = join(shop.home, "fossbilling/panel");
  mkdirSync(root, { recursive: true });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  php(join(SANDBOX, "bin/install.php"), "--root", root, "--profile", "0.8", "--module", module, "--now", "2026-04-06T08:00:00Z", "--url", `${origin}/`);
  php(join(SANDBOX, "bin/activate.php"), "--root", root);
  const made = JSON.parse(php(join(HERE, "fossbilling.php"), root, "fill"));
  const child = spawn("php", ["-d", "memory_limit=96M", "-d", "display_errors=1", "-d", "error_reporting=32767", "-S", `127.0.0.1:${port}`, join(SANDBOX, "router.php")], { env: { ...ENV, SANDBOX_ROOT: root }, stdio: ["ignore", "ignore", "pipe"] });
  let noise = "";
  child.stderr.on("data", (chunk) => (noise += chunk));
  const server = {
    origin, root, made,
    cron: (instant) => php(join(HERE, "fossbilling.php"), root, "cron", instant),
    complaints: () => noise.split("\n").filter((line) => /PHP (Warning|Notice|Deprecated|Fatal|Parse)|Uncaught/.test(line)),
    stop: () => new Promise((done) => {
      shop.servers.delete(server);
      if (child.exitCode !== null) return done();
      child.once("exit", done);
      child.kill("SIGTERM");
    }),
  };
  shop.servers.add(server);
  for (let i = 0; !(await fetch(`${origin}/login`).then((answer) => answer.ok, () => false)); i += 1) {
    if (i > 100 || child.exitCode !== null) throw new Error(`the panel does not answer: ${noise.slice(-800)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return server;
}

const row = ([id, path, text, fallback = text]) => ({ id, path, text, fallback });
const staff = ({ cases }) => [
  ["staff-list", "/admin/makegood?tab=refunds", /Who decides how much/],
  ["staff-open", `/admin/makegood?tab=refunds&case=${cases.open}`, /What you can do/],
].map(row);
const client = ({ cases, order }) => [
  ["client-pick", "/makegood?refund=new", /Which service is it about/],
  ["client-why", `/makegood?refund=new&service=${order}&step=3&reason=movedAway`, /Why do you want it back/],
  ["client-all", "/makegood?refund=all", /Refunds/],
  ["client-rejected", `/makegood?refund=${cases.rejected}`, /What happened/],
].map(row);

export default async function fossbilling({ check, assert, browser, shop, shots: all, module }) {
  const shots = join(all, "fossbilling");
  mkdirSync(shots, { recursive: true });
  const server = await served(shop, assembled(shop.home, module));
  const { made } = server;
  // At the desk's width the pages are seen in the story.
  await strolled({ check, assert, browser, shots, server, who: "client:2", width: 400, rows: client(made) });
  await strolled({ check, assert, browser, shots, server, who: "admin:1", width: 400, rows: staff(made) });
  await unscripted({ check, assert, browser, server, who: "client:2", rows: client(made).slice(0, 1) });
  await check("from-the-question-to-the-money", () => asked({ assert, browser, server, shots }));
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}

/** A client clicks through the four steps; staff approve; the order ends with cron; staff say that the money went; the client reads it. */
async function asked({ assert, browser, server, shots }) {
  const own = await watched(await person(browser, server.origin, "client:2"));
  const desk = await watched(await person(browser, server.origin, "admin:1"));
  const looked = async ({ page, faults }, name, text) => {
    const components = await drawn(page);
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    await page.locator("main").getByText(text).locator("visible=true").first().waitFor(); // also within the components
    assert.deepEqual([...undrawn(components), ...(await faults()), ...(await axe(page)), ...(await overflow(page)), ...(await squeezed(page))], [], name);
  };
  const sent = ({ page }) => page.locator("form.mg-refund-form button[type=submit]").first().click();
  await own.page.goto(`${server.origin}/makegood?refund=new`);
  await own.page.getByRole("link", { name: /new\.example\.com/ }).first().click();
  await looked(own, "step-2", /Keep the service/);
  await own.page.locator("main a[href*='step=3']").first().click();
  await looked(own, "step-3", /Why do you want it back/);
  await own.page.locator("input[name=reason][value=movedAway]").check();
  await sent(own);
  await own.page.locator("[name=field-explanation]").fill("We move to another town.");
  await sent(own);
  // 11 of 30 days and 2.00 off 25.00, three tenths off 40.00, 20 % tax; the set-up fee is kept.
  await looked(own, "step-4", /50\.20 USD/);
  await sent(own);
  await looked(own, "tracking-asked", /Your request has arrived/);
  const address = new URL(own.page.url());
  server.cron("2026-04-16T11:30:00Z");
  await desk.page.goto(`${server.origin}/admin/makegood?tab=refunds`);
  await desk.page.locator("main a[href*='case=5']").first().click();
  await looked(desk, "desk-asked", /50\.20 USD/);
  await desk.page.locator("form:has(input[name=action][value=approve]) button[type=submit]").click();
  await desk.page.waitForLoadState();
  server.cron("2026-04-16T12:00:00Z");
  await desk.page.goto(`${server.origin}/admin/makegood?tab=refunds&case=5`);
  await looked(desk, "desk-task", /Send back exactly 50\.20 USD/);
  await desk.page.locator("input[name=reference]").fill("bank 815");
  await desk.page.locator("form:has(input[name=do][value=doneRefund]) button[type=submit]").click();
  await desk.page.waitForLoadState();
  await own.page.goto(`${address.origin}/makegood?refund=5`);
  await looked(own, "tracking-paid", /50\.20 USD/);
  assert.match(await own.page.locator("main").innerText(), /bank 815|paid/);
  await own.page.context().close();
  await desk.page.context().close();
}
