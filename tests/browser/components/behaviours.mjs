// What a person does with the components, and what happens when a part of the panel is broken.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export async function behaviours(tools) {
  const { check } = tools;
  await check("keyboard timeline", () => keyboard(tools));
  await check("table can be shown", () => table(tools));
  await check("trial follows what is typed", () => typing(tools));
  await check("trial follows a chosen card", () => choosing(tools));
  await check("narrow: rows stack", () => stacked(tools));
  await check("what scrolls takes the keyboard", () => scrolls(tools));
  await check("drill posts the fields and the token", () => drilling(tools));
  await check("bytes can be saved", () => saving(tools));
  await check("quote: the bar is what was paid", () => paid(tools));
  await check("quote: what lies in the page is drawn without asking", () => inside(tools));
  await check("print", () => printed(tools));
  await check("forced colours and reduced motion", () => forced(tools));
  await check("light page stays light on a dark system", () => lightOnly(tools));
  await check("notice is polled and stays when a poll fails", () => polling(tools));
  await check("boot: the second address serves when the first does not", () => second(tools));
  for (const what of ["wasm", "tampered", "all"]) await check(`boot: fallback stays, ${what}`, () => fallback(tools, what));
  await check("fallback stays when the policy forbids wasm", () => forbidden(tools));
}

async function keyboard({ visit, assert, shots }) {
  const { page, element, close } = await visit("timeline");
  const focused = () => element.evaluate((node) => node.shadowRoot.activeElement?.dataset.outage ?? null);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "0", "one stop for the whole list");
  for (const [key, expected] of [["ArrowRight", "1"], ["ArrowDown", "2"], ["End", "4"], ["ArrowRight", "4"], ["Home", "0"], ["ArrowLeft", "0"], ["ArrowRight", "1"]]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(20);
    assert.equal(await focused(), expected, key);
  }
  assert.match(await element.locator(".readout").innerText(), /2026-03-11 02:05 UTC – 2026-03-11 05:05 UTC/);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(30);
  assert.equal(await element.locator("[aria-pressed=true]").getAttribute("data-outage"), "1");
  const labels = (await element.locator(".axis text").allTextContents()).join(" ");
  assert.match(labels, /02:00|03:00/, `ticks of hours: ${labels}`);
  await page.screenshot({ path: join(shots, "timeline-zoomed.png") });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(30);
  assert.equal(await element.locator("[aria-pressed=true]").count(), 0);
  assert.equal(await focused(), "1", "the focus stays on what was looked at");
  await close();
}

/** The pieces are as wide as their amounts: 127 in all. */
async function paid({ visit, assert }) {
  const { element, close } = await visit("quote");
  const pieces = await element.evaluate((node) => [...node.shadowRoot.querySelectorAll(".piece")].map((one) => ({ part: one.dataset.part, width: one.getBoundingClientRect().width, grow: one.style.flexGrow })));
  assert.deepEqual(pieces.map(({ part, grow }) => `${part} ${grow}`), ["back 68.97", "back 8.52", "used 29.03", "used 3.48", "kept 15", "overage 2"]);
  const whole = pieces.reduce((sum, { width }) => sum + width, 0);
  for (const { part, width, grow } of pieces) assert.ok(Math.abs(width / whole - Number(grow) / 127) < 0.01, `${part} ${width} of ${whole}`);
  const label = await element.locator(".bar").getAttribute("aria-label");
  assert.match(label, /Comes back: 68\.97 EUR \(Web Starter.*\); .*Kept: 15\.00 EUR \(Set-up\)/);
  await close();
}

async function inside({ visit, assert, asked, data, textOf }) {
  const { page, element, close } = await visit("quote");
  const before = asked.length;
  await page.evaluate((json) => {
    const other = document.createElement("makegood-quote");
    other.id = "other";
    const script = document.createElement("script");
    script.type = "application/json";
    script.textContent = json;
    other.append(script);
    document.querySelector("main").append(other);
  }, JSON.stringify(data["quote-none"]));
  await page.waitForFunction(() => document.querySelector("#other").shadowRoot?.querySelector("article"));
  assert.equal(asked.length, before, "nothing was fetched");
  assert.match(await textOf(page.locator("#other")), /Comes back 0\.00 EUR/);
  assert.match(await textOf(element.first()), /Comes back 89\.98 EUR/);
  await close();
}

async function table({ visit, assert, shots }) {
  const { page, element, close } = await visit("timeline");
  assert.ok(((await element.locator(".table").boundingBox())?.height ?? 99) <= 2, "hidden at first, but there");
  await element.getByRole("button", { name: "Show as a table" }).click();
  assert.ok(((await element.locator(".table").boundingBox())?.height ?? 0) > 300);
  await page.screenshot({ path: join(shots, "timeline-table.png"), fullPage: true });
  await close();
}

async function typing({ visit, assert, textOf, shots, core, data }) {
  const { page, element, close } = await visit("trial");
  const typed = async (text) => {
    await page.fill("#doc", text);
    await page.waitForTimeout(300);
    return textOf(element);
  };
  const document = JSON.parse(await page.inputValue("#doc"));
  const seven = JSON.stringify({ ...document, schedule: { ...document.schedule, tiers: [{ below: "99.95", percent: "7.5" }] } });
  const request = JSON.parse(data.look.request);
  request.policies[0].document = JSON.parse(seven);
  const expected = JSON.parse(core(JSON.stringify(request))).results.at(-1).entitlement.gross;
  assert.ok((await typed(seven)).includes(`${expected} USD`), "another share, computed by the core");
  const refusals = [
    [seven.replace('"7.5"', '"0"'), "policy_tiers"],
    [seven.slice(0, -1), "invalid_json"],
    [seven.replace('"name"', '"name":"twice","name"'), "duplicate_field"],
    [seven.replace('"name"', '"nome"'), "unknown_field"],
  ];
  for (const [text, code] of refusals) {
    const read = await typed(text);
    assert.equal(await element.locator("[data-refused]").getAttribute("data-refused"), code);
    assert.ok(read.includes("The policy is not accepted yet") && read.includes("the last policy that was accepted"), read);
  }
  await page.screenshot({ path: join(shots, "trial-refused.png"), fullPage: true });
  await typed(`{}},{"hash":"${"2".repeat(64)}","document":${seven}`);
  assert.ok((await element.locator("[data-refused]").count()) > 0, "text that breaks out of its place is no document");
  await page.fill("#doc", seven);
  await page.fill("#trial-amount", "10.005");
  await page.waitForTimeout(300);
  assert.equal(await element.locator("[data-refused]").getAttribute("data-refused"), "invalid_amount");
  await page.fill("#trial-amount", "20.00");
  await page.waitForTimeout(300);
  assert.ok((await textOf(element)).includes("a monthly price of 20.00 USD"));
  await close();
}

async function choosing({ visit, assert, textOf }) {
  const { page, element, close } = await visit("trial");
  const before = await page.inputValue("#doc");
  for (const [card, share] of [["half", "50 %"], ["tenth", "10 %"]]) {
    await page.check(`#card-${card}`);
    await page.waitForTimeout(300);
    assert.equal(await page.inputValue("#doc"), await page.getAttribute(`#card-${card}`, "data-makegood-document"), "the document stands in the field");
    const shares = await element.locator(".share .digits").allTextContents();
    assert.equal(shares.at(-1), share, `the table is the card's: ${shares}`);
  }
  const text = await textOf(element);
  await page.check("#card-other");
  await page.waitForTimeout(300);
  assert.equal(await textOf(element), text, "a card for another field changes nothing here");
  assert.notEqual(await page.inputValue("#doc"), before);
  await close();
}

async function stacked({ visit, assert }) {
  const box = (locator) => locator.first().boundingBox();
  const invoice = await visit("invoice", { width: 400 });
  for (const row of await invoice.element.locator(".credits li").all()) {
    const [what, end] = [await box(row.locator(".what")), await box(row.locator(".end"))];
    assert.ok(what.width > 230, `the name has room: ${what.width} px`);
    assert.ok(end.y >= what.y + what.height - 1, "the amount stands below");
  }
  await invoice.close();
  const credit = await visit("credit", { width: 400 });
  const cells = await credit.element.locator(".postings td").all();
  const tops = await Promise.all(cells.map(async (cell) => (await cell.boundingBox()).y));
  assert.deepEqual(tops, [...new Set(tops)].sort((a, b) => a - b), "one below the other");
  assert.equal(await credit.element.getByRole("cell").count(), cells.length, "still cells of a table");
  await credit.close();
}

async function scrolls({ visit, assert }) {
  for (const id of ["credit-mismatch", "invoice-mismatch"]) {
    const { element, close } = await visit(id, { width: 400 });
    const regions = await element.getByRole("region", { name: "Booked and computed" }).all();
    assert.ok(regions.length > 0);
    for (const region of regions) assert.equal(await region.getAttribute("tabindex"), "0");
    await close();
  }
}

async function drilling({ visit, assert, asked, shots }) {
  const { page, element, close } = await visit("drill");
  assert.deepEqual(asked.filter(({ name }) => name === "drill").at(-1), { name: "drill", method: "POST", body: "service=17&length=720000&token=t0ken" });
  assert.equal(new URL(page.url()).pathname, "/page", "the form was not sent by itself");
  assert.equal(await element.locator("form").isVisible(), true, "the fields stay");
  for (const inner of ["timeline", "credit", "invoice"]) assert.equal(await element.locator(`makegood-${inner}`).isVisible(), true, inner);
  const verdict = await element.evaluate((node) => node.shadowRoot.querySelector("makegood-credit").shadowRoot.querySelector("[data-verdict]").dataset.verdict);
  assert.equal(verdict, "same");
  await page.screenshot({ path: join(shots, "drill-played.png"), fullPage: true });
  await close();
}

async function saving({ visit, assert, data, shots }) {
  const { page, element, close } = await visit("credit");
  await element.locator("summary").click();
  for (const which of ["request", "answer"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), element.locator(`[data-download=${which}]`).click()]);
    assert.equal(download.suggestedFilename(), `makegood-41-${which}.json`);
    assert.equal(readFileSync(await download.path(), "utf8"), data.credit[which]);
  }
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await element.locator("[data-copy=request]").click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), data.credit.request);
  await page.screenshot({ path: join(shots, "credit-bytes.png"), fullPage: true });
  await close();
}

async function printed({ visit, assert, shots }) {
  for (const id of ["timeline", "credit", "invoice"]) {
    const { page, element, close } = await visit(id, { colorScheme: "dark", width: 800 });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.waitForTimeout(60);
    assert.equal(await element.locator("button:visible").count(), 0, "no controls on paper");
    if (id === "timeline") assert.ok(((await element.locator(".table").boundingBox())?.height ?? 0) > 300, "the table is printed");
    const ground = await element.evaluate((node) => getComputedStyle(node.shadowRoot.querySelector(".card")).backgroundColor);
    assert.equal(ground, "rgb(255, 255, 255)", "paper is light");
    await page.screenshot({ path: join(shots, `print-${id}.png`), fullPage: true });
    await close();
  }
}

async function forced({ visit, assert, shots }) {
  for (const id of ["timeline", "trial", "source-waiting"]) {
    const { page, element, close } = await visit(id, { forcedColors: "active", reducedMotion: "reduce" });
    const animations = await element.evaluate((node) => node.shadowRoot.getAnimations().filter(({ playState }) => playState === "running").length);
    assert.equal(animations, 0);
    await page.screenshot({ path: join(shots, `forced-${id}.png`), fullPage: true });
    await close();
  }
}

async function lightOnly({ visit, assert }) {
  const init = () => document.addEventListener("DOMContentLoaded", () => document.querySelector('meta[name="color-scheme"]').remove());
  const { element, close } = await visit("credit", { colorScheme: "dark", init });
  const ground = (locator) => locator.evaluate((node) => getComputedStyle(node.shadowRoot.querySelector(".card")).backgroundColor);
  assert.equal(await ground(element), "rgb(255, 255, 255)");
  await element.evaluate((node) => node.setAttribute("theme", "dark"));
  assert.notEqual(await ground(element), "rgb(255, 255, 255)", "theme=dark forces it");
  await close();
}

async function polling({ visit, assert, textOf }) {
  let now = { status: 200, body: { ok: true, asOf: "2026-03-04T12:10:00Z", services: [] } };
  const { page, element, close } = await visit("notice-empty");
  await page.route("**/api/notice-empty", (route) => route.fulfill({ status: now.status, contentType: "application/json", body: JSON.stringify(now.body) }));
  now = { status: 200, body: { ...now.body, services: [{ service: "17", label: "Shop", since: "2026-03-04T12:04:00Z", status: "unconfirmed", monitors: 1, needed: 2 }] } };
  await element.evaluate((node) => node.load());
  await page.waitForTimeout(60);
  assert.match(await textOf(element), /Shop.*Reported by one monitor since 12:04 \(2026-03-04\); being checked/);
  assert.equal(await element.locator("[aria-live=polite]").count(), 1);
  now = { status: 500, body: {} };
  await element.evaluate((node) => node.load());
  await page.waitForTimeout(60);
  assert.match(await textOf(element), /Shop.*could not be refreshed just now/);
  await close();
}

async function second({ visit, assert, gallery, textOf }) {
  gallery.break("panel");
  try {
    const { element, close } = await visit("credit");
    assert.match(await textOf(element), /the same to the last digit/);
    await close();
  } finally {
    gallery.break("");
  }
}

async function fallback({ visit, assert, gallery, textOf }, what) {
  gallery.break(what);
  try {
    const { page, element, close } = await visit("credit");
    assert.equal(await element.locator(".fallback").isVisible(), true);
    const text = `${await textOf(element)} ${await page.locator("main").innerText()}`;
    assert.match(text, /This could not be drawn: .+/);
    assert.doesNotMatch(text, /the same to the last digit/);
    if (what === "tampered") assert.match(text, /not the file that the panel runs/);
    await close();
  } finally {
    gallery.break("");
  }
}

async function forbidden({ visit, assert, textOf }) {
  const init = () => {
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = "script-src 'self'";
    new MutationObserver((_, me) => document.head && (document.head.prepend(meta), me.disconnect())).observe(document, { childList: true, subtree: true });
  };
  const { element, close } = await visit("credit", { init });
  assert.equal(await element.locator(".fallback").isVisible(), true);
  assert.match(await textOf(element), /core could not run in this browser.*wasm-unsafe-eval|Content-Security-Policy/s);
  await close();
}
