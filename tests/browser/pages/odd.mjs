// Values that no form sends, in the place of every name and number, and what browsers and caches are told with the answers.

import { ADMIN, CLIENT, READS } from "./attacks.mjs";
import { session } from "./session.mjs";

const ODD = ["", "0", "-1", "1.5", "1e3", "0x1", "01", "%201", "1%20", "9".repeat(30), "1".repeat(5000), "1%00", "%00", "%FF%FE", "<script>", "1'--", "1 OR 1=1", "../../../etc/passwd", "null", "true", "٣", "1%0d%0aX: y"];

/** Values that no form sends, in the place of every name and number. */
export async function oddities({ assert, server, unchanged }) {
  const admin = session(server.origin, "admin:1");
  const client = session(server.origin, "client:5");
  const json = async (answer, allowed) => {
    assert.ok(allowed.includes(answer.status), `${answer.url.slice(0, 160)} answers ${answer.status}: ${answer.text.slice(0, 200)}`);
    assert.match(answer.headers.get("content-type"), /^application\/json/);
    assert.equal(JSON.parse(answer.text).ok, false);
  };
  const places = [
    [admin, ADMIN, "&api=credit&entry="], [admin, ADMIN, "&api=outage&id="], [admin, ADMIN, "&api=source&id="], [admin, ADMIN, "&api=preview&client="],
    [admin, ADMIN, "&api=timeline&period=2026-03&service="], [admin, ADMIN, "&api=timeline&service=5&period="], [admin, ADMIN, "&api="],
    [client, CLIENT, "&api=credit&entry="], [client, CLIENT, "&api=timeline&period=2026-03&service="], [client, CLIENT, "&api=timeline&service=5&period="], [client, CLIENT, "&api="],
  ];
  for (const [me, base, query] of places) {
    await unchanged(`odd${me === admin ? "-admin" : "-client"}${query.replace(/\W+/g, "-")}`, async () => {
      for (const value of ODD) await json(await me.get(base + query + value), [400, 404]);
      await json(await me.get(base + query.replace(/=$/, "[]=") + "1"), [400, 404]);
      await json(await me.get(base + query.replace(/=$/, "[a][b]=") + "1"), [400, 404]);
      await json(await me.get(base + query.replace(/&[^&]*$/, "") + (query === "&api=" ? "&api" : "")), [400, 404]);
    });
  }
  await unchanged("odd-assets", async () => {
    for (const name of [...ODD, "../makegood.php", "..%2fmakegood.php", "boot.js%00.php", "boot.js/", "BOOT.JS", "index.php", ".htaccess", "/etc/passwd", "php://filter/resource=boot.js"]) {
      for (const [me, base] of [[admin, ADMIN], [client, CLIENT]]) {
        const answer = await me.get(`${base}&asset=${name}`);
        assert.ok([400, 404].includes(answer.status), `${name} answers ${answer.status}`);
        assert.doesNotMatch(answer.text, /<\?php|root:/);
      }
    }
    assert.ok([400, 404].includes((await admin.get(`${ADMIN}&asset[]=boot.js`)).status));
  });
  await unchanged("odd-pages", async () => {
    for (const name of ["tab", "outage&tab=outages", "entry&tab=credits", "page&tab=outages", "status&tab=outages", "text&tab=outages", "client&tab=credits", "period&tab=credits", "section&tab=settings", "preset&tab=setup", "product&tab=setup", "find&tab=setup", "state&tab=deliveries", "page&tab=deliveries", "policy&tab=policies", "preset&tab=policies", "edit&tab=policies", "as&edit=new&tab=policies"]) {
      const [key, rest = ""] = name.split(/&(.*)/);
      for (const value of ODD) {
        const answer = await admin.get(`${ADMIN}&${rest}&${key}=${value}`);
        assert.ok([200, 400].includes(answer.status), `${key}=${value.slice(0, 40)} answers ${answer.status}`);
        assert.match(answer.text, /nav-tabs/, "still a page to go on from");
        assert.doesNotMatch(answer.text, /<script>/i);
      }
      assert.ok([200, 400].includes((await admin.get(`${ADMIN}&${rest}&${key}[]=1`)).status), `${key}[]`);
    }
    for (const value of ODD) {
      for (const query of [`&service=${value}&period=2026-03`, `&service=5&period=${value}`, `&page=${value}`, `&before=${value}`]) assert.equal((await client.get(CLIENT + query)).status, 200, query.slice(0, 60));
    }
    for (const query of ["&service[]=5&period=2026-03", "&service=5&period[]=2026-03", "&page[]=2", "&before[]=2026-03"]) assert.equal((await client.get(CLIENT + query)).status, 200, query);
  });
  await unchanged("odd-actions", async () => {
    const token = await admin.token();
    for (const action of ["", "nosuch", "__construct", "perform", "note", "subject", "ADDSOURCE", "addSource ", "../addSource", "1"]) {
      assert.equal((await admin.post(ADMIN, { token, do: action })).status, 400, action);
      assert.equal((await admin.post(`${ADMIN}&api=act`, { token, do: action })).status, 400, action);
    }
    assert.equal((await admin.post(ADMIN, { token, "do[]": "goDry" })).status, 400);
    for (const form of [{ do: "holdLine", service: "99999999", period: "2026-05" }, { do: "holdLine", service: "1", period: "2026-13" }, { do: "decideCase", case: "999", decision: "accept" },
      { do: "decideCase", case: "2", decision: "<b>" }, { do: "mapTarget", target: "1", subject: "*" }, { do: "goLive", from: "2019-01" }, { do: "setLimits", "limit-USD": "-1" },
      { do: "setLimits", "limit-USD": "1e9" }, { do: "addSource", vendor: "curl", name: "x" }, { do: "addSource", vendor: "pingdom", name: "" }, { do: "assignPolicy", policy: "0".repeat(64), product: "1", from: "2026-06-01" },
      { do: "putPolicy", document: "x".repeat(70_000) }, { do: "drill", service: "1", length: "1" }, { do: "acceptOutage", outage: "1", from: "1", to: "2" }]) {
      const answer = await admin.post(ADMIN, { token, ...form });
      assert.equal(answer.status, 400, JSON.stringify(form).slice(0, 120));
    }
  });
}

/** What browsers and caches are told. */
export async function headers({ check, assert, server }) {
  const me = session(server.origin, "admin:1");
  for (const query of [...READS, "nosuch", "credit&entry=999999"]) {
    await check(`headers-${query.split("&")[0]}${query.includes("999") ? "-none" : ""}`, async () => {
      const { headers: sent, text } = await me.get(`${ADMIN}&api=${query}`);
      assert.equal(sent.get("content-type"), "application/json; charset=utf-8");
      assert.equal(sent.get("x-content-type-options"), "nosniff");
      assert.match(sent.get("cache-control"), /no-store/);
      assert.equal(typeof JSON.parse(text).ok, "boolean");
    });
  }
  for (const [name, type] of [["boot.js", /^text\/javascript/], ["makegood-panel.js", /^text\/javascript/], ["makegood.wasm", /^application\/wasm/], ["makegood.css", /^text\/css/]]) {
    await check(`headers-${name}`, async () => {
      const { status, headers: sent } = await me.get(`${ADMIN}&asset=${name}`);
      assert.equal(status, 200);
      assert.match(sent.get("content-type"), type);
      assert.equal(sent.get("x-content-type-options"), "nosniff");
      assert.equal(sent.get("set-cookie"), null, "no cookie that a shared cache may keep");
      const again = await me.get(`${ADMIN}&asset=${name}`, { "If-None-Match": sent.get("etag") });
      assert.equal(again.status, 304);
    });
  }
}
