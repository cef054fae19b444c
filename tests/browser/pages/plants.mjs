// The checks can fail: each row breaks a copy of the module in one place and expects to be told.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forms } from "./attacks.mjs";
import { copied, costs, ids, make, served } from "./panel.mjs";
import { intruders } from "./hostile.mjs";
import { session } from "./session.mjs";
import { axe, drawn, overflow, person, squeezed, undrawn, watched } from "./watch.mjs";

const ADMIN = "/admin/addonmodules.php?module=makegood";
const CLIENT = "/index.php?m=makegood";
const PLANTS = [
  { id: "axe", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<button class=\"btn\"></button>' . $body", told: (found) => found.some((line) => /^button-name/.test(line)) },
  { id: "contrast", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<p style=\"color:#ccc;background:#fff\">pale words</p>' . $body", told: (found) => found.some((line) => /^color-contrast/.test(line)) },
  { id: "failed-request", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<img alt=\"\" src=\"/nosuch.png\">' . $body", told: (found) => found.some((line) => /^status 404/.test(line)) },
  { id: "inline-script", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<script>void 0</script>' . $body", told: (found) => found.some((line) => /^policy: script-src/.test(line)) },
  { id: "script-error", file: "assets/boot.js", from: /^/, to: "console.error('planted');\n", told: (found) => found.some((line) => /planted/.test(line)) },
  { id: "wide-page", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<p style=\"width:3000px\">wide</p>' . $body", told: (found) => found.some((line) => /^reaches beyond/.test(line)) },
  { id: "squeezed", file: "bridge/Pages/Admin/Layout.php", from: "return $html . $body", to: "return $html . '<p style=\"width:14px;overflow-wrap:anywhere\">letter by letter</p>' . $body", told: (found) => found.some((line) => /^squeezed/.test(line)) },
  { id: "component-does-not-draw", file: "bridge/Pages/Http/Json.php", from: "['ok' => true] + $body", to: "['ok' => true] + ['lanes' => 7, 'credits' => 7] + $body", path: `${ADMIN}&tab=outages&outage=1`, told: (found) => found.some((line) => /^makegood-timeline is failed/.test(line)) },
  { id: "names-unescaped", kind: "hostile", file: "bridge/Pages/Html.php", from: /return htmlspecialchars\(/, to: "return (string) $text; return htmlspecialchars(", path: `${ADMIN}&tab=settings`, told: (found) => found.some((line) => /a name became/.test(line)) },
];

export default async function plants({ check, assert, browser, shop, panel }) {
  for (const { id, kind = "plain", file, from, to, path = ADMIN, told } of PLANTS) {
    await check(id, async () => {
      const server = await planted(shop, panel(kind), id, file, from, to);
      const context = await person(browser, server.origin, "admin:1");
      const { page, faults } = await watched(context);
      await page.goto(server.origin + path);
      const found = [...undrawn(await drawn(page, 3000)), ...(await faults()), ...(await axe(page)), ...(await overflow(page)), ...(await squeezed(page)), ...(await intruders(page))];
      assert.ok(told(found), `found only: ${JSON.stringify(found).slice(0, 600)}`);
      await context.close();
      await server.stop();
    });
  }
  await check("token-not-checked", async () => {
    const server = await planted(shop, panel("plain"), "token", "bridge/Pages/Http/Token.php", "return $current !== ''", "return true || $current !== ''");
    const before = make(server.root, "dump");
    const me = session(server.origin, "admin:1");
    const { form } = forms(join(server.root, "modules/addons/makegood"), ids(server.root)).find(({ name }) => name === "goDry");
    assert.equal((await me.post(ADMIN, form)).status, 200);
    assert.notEqual(make(server.root, "dump"), before, "the dump tells");
    await server.stop();
  });
  await check("owner-not-checked", async () => {
    const server = await planted(shop, panel("plain"), "owner", "bridge/Pages/Http/ClientEndpoints.php", "->hasEntry($this->client, $id) ?", "->hasEntry($this->client, $id) || true ?");
    const me = session(server.origin, "client:5");
    const foreign = ids(server.root).entries.find((row) => row.client_id === "1").id;
    const [a, b] = [await me.get(`${CLIENT}&api=credit&entry=${foreign}`), await me.get(`${CLIENT}&api=credit&entry=999999`)];
    assert.notEqual(a.status, b.status, "the comparison tells");
    await server.stop();
  });
  await check("no-paging", async () => {
    const server = await planted(shop, panel("plain"), "paging", "bridge/Pages/Admin/Pager.php", /SIZE = \d+/, "SIZE = 20000", (root) => make(root, "outages", 10_000));
    const answer = await session(server.origin, "admin:1").get(`${ADMIN}&tab=outages`);
    const cost = costs(server.root).at(-1);
    assert.ok(answer.status !== 200 || !/1 to 50 of/.test(answer.text), "the list's words tell");
    assert.ok(cost.peak > 32 * 1024 * 1024 && cost.queries > 3, `the memory tells, and queries are counted: ${JSON.stringify(cost)}`);
    await server.stop();
  });
}

/** A server over a copy of the panel whose module has one place changed; the place must be there. */
async function planted(shop, from, id, file, what, by, before = () => {}) {
  const root = copied(shop.home, from, `plant-${id}`);
  const path = join(root, "modules/addons/makegood", file);
  const source = readFileSync(path, "utf8");
  const changed = source.replace(what, () => by);
  if (changed === source) throw new Error(`${file} has no ${what} any more: mend the plant`);
  writeFileSync(path, changed);
  before(root);
  return served(shop, root);
}
