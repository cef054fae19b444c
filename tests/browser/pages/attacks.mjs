// Requests that must change nothing and tell nothing: without login, role or token, with another client's ids, with values that no form sends.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { copied, ids, make, served } from "./panel.mjs";
import { headers, oddities } from "./odd.mjs";
import { adminPages } from "./pages.mjs";
import { session } from "./session.mjs";

export const ADMIN = "/admin/addonmodules.php?module=makegood";
export const CLIENT = "/index.php?m=makegood";
export const READS = ["timeline&service=1&period=2026-03", "outage&id=1", "credit&entry=1", "preview&client=1", "outgoing", "source&id=1", "quote&case=1"];
const WRITES = ["trial", "drill", "act"];
const OWN = ["timeline&service=1&period=2026-03", "credit&entry=1", "preview", "notice"];

/** Every action of the module's closed list with a form that is right in all but the token. */
export function forms(module, now) {
  const source = readFileSync(join(module, "bridge/Pages/Admin/Actions.php"), "utf8");
  const known = [...source.matchAll(/'(\w+)' => Actions\\\w+::class/g)].map(([, name]) => name);
  const outage = now.outages.find((row) => row.status === "unconfirmed");
  // Of a kind that nobody added the form is wrong, and its control says so.
  const monitor = (vendor) => String(now.sources.find((row) => row.vendor === vendor)?.id);
  const fields = {
    setSource: { source: monitor("pingdom"), group: "attack", level: "own", weight: "2", startDelay: "60", endDelay: "0", tolerance: "0", expectEvery: "", expiresAfter: "", ownQuorum: "" },
    setSigning: { source: monitor("checkly"), secret: "attack-attack-attack" },
    dropSigning: { source: monitor("checkly") },
    setHistory: { source: monitor("pingdom"), key: "attack-key" },
    dropHistory: { source: monitor("pingdom") },
    setMapping: { source: monitor("mapped"), document: '{"schema":1,"name":"attack","target":["/id"],"state":{"at":["/s"],"words":[{"word":"D","state":"down"}],"other":"refuse"}}' },
    uploadCsv: { source: monitor("csv"), document: "target,state,at\nattack,down,2026-05-01T00:00:00Z\n" },
    enterOutage: { subject: "server:2", service: "", from: "2026-05-09T00:00", to: "2026-05-09T01:00", title: "attack" },
    setLevels: { level_thirdParty: "1", level_own: "0", level_server: "0" },
    addSource: { vendor: "pingdom", name: "attack", group: "" },
    rotateSource: { source: "1" },
    enableSource: { source: "2", enabled: "0" },
    trustSource: { source: "3", trusted: "1" },
    mapTarget: { target: String(now.targets.find((row) => row.subject === null).id), subject: "server:2", service: "" },
    mapTargets: { [`subject-${now.targets.findLast((row) => row.subject === null).id}`]: "server:3", [`service-${now.targets.findLast((row) => row.subject === null).id}`]: "" },
    addMaintenance: { subject: "server:1", service: "", from: "2026-06-30T00:00", to: "2026-06-30T01:00", announced: "2026-05-10T00:00", title: "attack" },
    withdrawMaintenance: { window: String(now.windows.at(-1).id) },
    putPolicy: { document: '{"schema":1,"name":"attack","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"100"}]}}' },
    assignPolicy: { policy: now.policies[0].hash, product: "2", service: "", from: "2026-06-01" },
    applyPreset: { preset: "", from: "2026-07", "product-1": "1" },
    acceptOutage: { outage: String(outage.id), from: String(outage.from_ms), to: String(outage.to_ms), note: "" },
    decideCase: { case: String(now.cases.find((row) => row.state === "open" && row.kind === "outage").id), decision: "accept", note: "" },
    // Of an invoice whose month was credited: what is entered is asked about, and then decided.
    enterReversal: { invoice: "10", amount: "1.00" },
    decideReversal: { reversal: "1", decision: "accept", note: "" },
    setTakeBack: { setting: "auto" },
    holdLine: { service: "2", period: "2026-05", note: "" },
    releaseLine: { service: "1", period: "2026-05" },
    setLimits: { "limit-clients": "9", "limit-USD": "1.00" },
    goLive: { from: "2026-05" },
    goDry: {},
    confirmInstallation: {},
    drill: { service: "1", length: "720000" },
    enterClaim: { service: "31", period: "2026-05", at: "2026-05-19T10:00", note: "attack" },
    withdrawClaim: { claim: "1" },
    addExcuse: { service: "1", kind: "abuse", from: "2026-05-06T12:00", to: "2026-05-06T13:00", note: "attack" },
    withdrawExcuse: { excuse: "1" },
    setFlag: { service: "1", flag: "chargeback", from: "2026-05-06T12:00", note: "attack" },
    liftFlag: { flag: "1", mistake: "1" },
    setOutageDetail: { outage: String(outage.id), component: "attack", affected: "5", reported: "2026-05-06T12:00" },
    doneExtension: { extension: "1", note: "attack" },
    actRefund: { case: "1", action: "ask", note: "attack", "field-evidence": "1" },
    addRefundFact: { case: "1", fact: "ownFault", note: "attack" },
    doneRefund: { case: "2", payout: String(now.payouts.find((row) => row.case_id === "2" || row.case_id === 2)?.id), reference: "attack" },
    dropRefundFact: { case: "1", fact: "customised" },
    setOffice: { zone: "UTC", from: "08:00", to: "16:00", "day-1": "1", holidays: "2026-12-25" },
    setRefundKinds: { "of-0": "product:1", "kind-0": "licence" },
    setOverage: { product: "1", currency: "USD", "traffic-price-0": "0.10" },
    setRefundRole: { admin: "1", role: "owner" },
    setClaimRule: { rule: "decided" },
    setRefundMails: { "mail-client": "off", "mail-staff": "off", ...Object.fromEntries(["billing", "technical", "sales", "lead", "owner"].map((desk) => [`mail-to-${desk}`, "system"])) },
  };
  fields.applyPreset.preset = JSON.parse(readFileSync(join(module, "policies/index.json"), "utf8"))[0].id;
  const missing = known.filter((name) => !(name in fields));
  if (missing.length > 0) throw new Error(`no form for the actions ${missing.join(", ")}: add one to attacks.mjs`);
  return known.map((name) => ({ name, form: { do: name, ...fields[name] } }));
}

export default async function attacks(tools) {
  const { check, assert, shop, panel, module } = tools;
  const root = copied(shop.home, panel("plain"), "attacked");
  const server = await served(shop, root);
  await kinds(server);
  const now = ids(root);
  const context = { ...tools, root, server, now, actions: forms(module, now) };
  /** A row after which the database is the same to the byte. */
  context.unchanged = (id, test) => check(id, async () => {
    const before = make(root, "dump");
    await test();
    assert.equal(make(root, "dump"), before, "the database is as it was");
  });
  await strangers(context);
  await tokens(context);
  await others(context);
  await claims(context);
  await refunds(context);
  await delegates(context);
  await oddities(context);
  await headers(context);
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await controls(context);
  await server.stop();
}

/** One monitor of each kind that has a form of its own. */
async function kinds(server) {
  const me = session(server.origin, "admin:1");
  const token = await me.token();
  for (const vendor of ["checkly", "mapped", "csv"]) await me.post(ADMIN, { do: "addSource", vendor, name: `A ${vendor}`, group: "", token });
}

/** Nobody, a role without access, a client: on every page, endpoint and action. */
async function strangers({ assert, server, now, actions, unchanged }) {
  for (const [id, who] of [["nobody", ""], ["role-without-access", "admin:2"], ["client", "client:1"]]) {
    await unchanged(`${id}-on-admin`, async () => {
      const me = session(server.origin, who);
      const token = (await me.get(CLIENT)).text.match(/name="token" value="(\w+)"/)?.[1] ?? "x";
      const secret = /Harbour Books|site01\.example|Web hosting SLA|2\.50/;
      const asked = [
        ...adminPages(now).map(({ path }) => () => me.get(path)),
        ...READS.map((query) => () => me.get(`${ADMIN}&api=${query}`)),
        ...WRITES.map((name) => () => me.post(`${ADMIN}&api=${name}`, { token, service: "1", length: "720000" })),
        ...actions.flatMap(({ form }) => [() => me.post(ADMIN, { ...form, token }), () => me.post(`${ADMIN}&api=act`, { ...form, token })]),
      ];
      for (const ask of asked) {
        const answer = await ask();
        assert.ok([302, 303, 401, 403].includes(answer.status), `${answer.url} answers ${answer.status}`);
        assert.doesNotMatch(answer.text, secret, answer.url);
      }
    });
  }
  for (const [id, who] of [["nobody", ""], ["admin", "admin:1"]]) {
    await unchanged(`${id}-on-client`, async () => {
      const me = session(server.origin, who);
      for (const query of ["", "&service=1&period=2026-03", ...OWN.map((own) => `&api=${own}`)]) {
        const answer = await me.get(CLIENT + query);
        assert.doesNotMatch(answer.text, /site01\.example|2\.50/, query);
        if (query.startsWith("&api")) assert.equal(answer.status, 403, query);
      }
    });
  }
}

/** Everything that changes something, with every kind of wrong token. */
async function tokens({ assert, server, actions, unchanged }) {
  const me = session(server.origin, "admin:1");
  const other = session(server.origin, "admin:1");
  const mine = await me.token();
  const theirs = await other.token();
  assert.notEqual(mine, theirs);
  const wrong = { missing: undefined, empty: "", wrong: "0".repeat(40), longer: `${mine}0`, shorter: mine.slice(0, -1), theirs, "a-list": "[]" };
  for (const [id, token] of Object.entries(wrong)) {
    await unchanged(`token-${id}`, async () => {
      const sent = token === "[]" ? { "token[]": mine } : token === undefined ? {} : { token };
      for (const { name, form } of actions) {
        const page = await me.post(ADMIN, { ...form, ...sent });
        assert.equal(page.status, 403, name);
        assert.match(page.text, /token is missing or too old/, name);
        const json = await me.post(`${ADMIN}&api=act`, { ...form, ...sent });
        assert.deepEqual([json.status, JSON.parse(json.text).errors[0].code], [403, "token"], name);
      }
      for (const name of ["trial", "drill"]) assert.equal((await me.post(`${ADMIN}&api=${name}`, { service: "1", length: "720000", ...sent })).status, 403, name);
    });
  }
  await unchanged("token-in-the-address", async () => {
    for (const { name, form } of actions) {
      const answer = await me.post(`${ADMIN}&token=${mine}`, form);
      assert.equal(answer.status, 403, name);
    }
  });
  await unchanged("looking-changes-nothing", async () => {
    for (const { path } of adminPages(ids(server.root))) await me.get(path);
    for (const { name, form } of actions) assert.equal((await me.get(`${ADMIN}&api=act&${new URLSearchParams({ ...form, token: mine })}`)).status, 405, name);
    for (const { form } of actions) await me.get(`${ADMIN}&${new URLSearchParams({ ...form, token: mine })}`);
  });
}

/** What belongs to somebody else is answered like what is not there. */
async function others({ assert, server, now, unchanged }) {
  const me = session(server.origin, "client:5");
  const foreign = now.entries.find((row) => row.client_id === "1").id;
  const pairs = [
    ["timeline", (service) => `&api=timeline&service=${service}&period=2026-03`, "1", "999999"],
    ["credit", (entry) => `&api=credit&entry=${entry}`, String(foreign), "999999"],
    ["page", (service) => `&service=${service}&period=2026-03`, "1", "999999"],
    ["promise", (service) => `&service=${service}&sla=1`, "1", "999999"],
    ["page-before-it-was-theirs", (service) => `&service=${service}&period=2024-01`, "5", "999999"],
  ];
  for (const [id, address, theirs, none] of pairs) {
    await unchanged(`foreign-${id}`, async () => {
      const [a, b] = [await me.get(CLIENT + address(theirs)), await me.get(CLIENT + address(none))];
      assert.equal(a.status, b.status);
      assert.equal(a.text.replaceAll(theirs, "#"), b.text.replaceAll(none, "#").replaceAll(theirs, "#"));
      assert.doesNotMatch(a.text, /site01\.example/);
    });
  }
  await unchanged("own-is-answered", async () => {
    const own = now.entries.find((row) => row.client_id === "5");
    assert.equal((await me.get(`${CLIENT}&api=credit&entry=${own.id}`)).status, 200);
    assert.equal((await me.get(`${CLIENT}&api=timeline&service=5&period=2026-03`)).status, 200);
  });
  await unchanged("admin-endpoints-by-the-client-door", async () => {
    for (const name of ["outgoing", "source&id=1", "outage&id=1", "act", "drill", "trial"]) assert.equal((await me.get(`${CLIENT}&api=${name}`)).status, 404, name);
    assert.deepEqual(JSON.parse((await me.get(`${CLIENT}&api=preview&client=1`)).text).client, "5", "a client in the address is not looked at");
  });
  await unchanged("a-timeline-for-a-client-names-no-monitor", async () => {
    assert.doesNotMatch((await me.get(`${CLIENT}&api=timeline&service=5&period=2026-03`)).text, /Pingdom|Kuma|pingdom|Web 1/);
  });
}

/** A claim is the client's own, of their own month, with their own session's token; the right one does change something. */
async function claims({ check, assert, root, server, unchanged }) {
  const month = `${CLIENT}&service=31&period=2026-05`;
  const [mine, theirs, admin] = [session(server.origin, "client:1"), session(server.origin, "client:5"), session(server.origin, "admin:1")];
  const token = (await mine.get(month)).text.match(/name="token" value="(\w+)"/)?.[1];
  assert.ok(token, "the page has the form");
  await unchanged("claim-without-the-right", async () => {
    for (const form of [{ do: "claim" }, { do: "claim", token: "0".repeat(40) }, { do: "claim", "token[]": token }, { do: "claims", token }]) await mine.post(month, form);
    await mine.get(`${month}&do=claim&token=${token}`);
    for (const address of [`${CLIENT}&service=31&period=2026-01`, `${CLIENT}&service=31`, CLIENT, `${CLIENT}&service=5&period=2026-05`, `${CLIENT}&service=1&period=2026-05`]) await mine.post(address, { do: "claim", token });
    for (const who of [theirs, admin, session(server.origin, "")]) {
      await who.get(CLIENT);
      const answer = await who.post(month, { do: "claim", token });
      assert.doesNotMatch(answer.text, /has arrived|site31\.example/);
    }
  });
  await unchanged("claim-of-a-delegate-without-permission", async () => {
    const other = session(server.origin, "client:1");
    await other.get(CLIENT);
    await other.get("/__delegate?may=products");
    await other.post(month, { do: "claim", token });
  });
  await check("control-claim", async () => {
    const before = make(root, "dump");
    assert.match((await mine.post(month, { do: "claim", token })).text, /Your claim has arrived/);
    assert.notEqual(make(root, "dump"), before);
  });
}

/** A refund is asked for by the client of the service, with their own session's token, for the quote that they saw. */
async function refunds({ check, assert, root, server, now, unchanged }) {
  const own = now.services.find((row) => String(row.userid) === "1" && !now.refunds.some((one) => String(one.service_id) === String(row.id)))?.id;
  const address = `${CLIENT}&refund=new&service=${own}`;
  const given = { reason: "notNeeded", "field-explanation": "attack", cancel: "1" };
  const [mine, theirs, admin, nobody] = [session(server.origin, "client:1"), session(server.origin, "client:5"), session(server.origin, "admin:1"), session(server.origin, "")];
  const token = (await mine.get(`${address}&step=3&reason=notNeeded`)).text.match(/name="token" value="(\w+)"/)?.[1];
  assert.ok(token, "the page has the form");
  const look = async () => (await mine.post(address, { do: "refundLook", token, ...given })).text;
  const seen = (text) => text.match(/name="quoted" value="([^"]*)"/)?.[1].replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  let quoted = "";
  await unchanged("refund-looking-stores-nothing", async () => {
    quoted = seen(await look());
    assert.ok(quoted, "the quote is in the form");
  });
  await unchanged("refund-without-the-right", async () => {
    for (const form of [{}, { token: "0".repeat(40) }, { "token[]": token }]) assert.equal((await mine.post(address, { do: "refundAsk", ...given, quoted, ...form })).status, 403);
    await mine.get(`${address}&do=refundAsk&token=${token}&reason=notNeeded`);
    for (const who of [theirs, admin, nobody]) {
      await who.get(CLIENT);
      const answer = await who.post(address, { do: "refundAsk", token, ...given, quoted });
      assert.doesNotMatch(answer.text, /has arrived|site01\.example/, answer.text.match(/alert[^>]*>[^<]*/)?.[0]);
    }
    for (const other of now.refunds.filter((row) => String(row.client_id) !== "1")) {
      for (const form of [{ do: "refundWithdraw" }, { do: "refundAppeal", "field-evidence": "attack" }, { do: "refundSupply" }]) {
        const answer = await mine.post(`${CLIENT}&refund=${other.id}`, { token, ...form });
        assert.match(answer.text, /There is no such service/);
      }
      assert.equal((await mine.get(`${CLIENT}&api=quote&case=${other.id}`)).status, 404);
    }
  });
  await unchanged("refund-of-another-quote", async () => {
    quoted = seen(await look());
    const better = quoted.replace(/"payout":"[^"]*"/, '"payout":"9999.00"');
    const lenient = quoted.replace(/"rule":"[^"]*"/, '"rule":"everything"');
    assert.ok(better !== quoted && lenient !== quoted, "both are other quotes");
    for (const other of [better, lenient, "{}", "[]", "null", '{"payout":1}']) {
      assert.doesNotMatch((await mine.post(address, { do: "refundAsk", token, ...given, quoted: other })).text, /has arrived/, other.slice(0, 80));
    }
  });
  await check("control-refund", async () => {
    const before = make(root, "dump");
    quoted = seen(await look());
    assert.match((await mine.post(address, { do: "refundAsk", token, ...given, quoted })).text, /Your request has arrived/);
    assert.notEqual(make(root, "dump"), before);
  });
}

/** Somebody whom the client has invited. */
async function delegates({ check, assert, server, shop, root }) {
  for (const [id, may, status] of [["without-permission", "", 403], ["with-other-permissions", "products,domains", 403], ["with-permission", "products,invoices", 200]]) {
    await check(`delegate-${id}`, async () => {
      const me = session(server.origin, "client:1");
      await me.get(CLIENT);
      await me.get(`/__delegate?may=${may}`);
      for (const own of OWN) assert.equal((await me.get(`${CLIENT}&api=${own}`)).status, status, own);
      const page = (await me.get(CLIENT)).text;
      status === 200 ? assert.match(page, /site01\.example/) : assert.doesNotMatch(page, /site01\.example|2\.50/);
    });
  }
  await check("delegate-where-the-panel-cannot-tell", async () => {
    const untold = await served(shop, root, { assume: "user.permissions=untold" });
    const me = session(untold.origin, "client:1");
    await me.get(CLIENT);
    await me.get("/__delegate?may=products,invoices");
    assert.equal((await me.get(`${CLIENT}&api=preview`)).status, 403);
    await untold.stop();
  });
}

/** The same forms with the right token do change something: else the rows above would prove nothing. */
async function controls({ check, assert, root, server, actions }) {
  const me = session(server.origin, "admin:1");
  const token = await me.token();
  for (const { name, form } of actions) {
    await check(`control-${name}`, async () => {
      // That a drill was played is an event; nothing else of it may be stored.
      const dump = () => (name === "drill" ? make(root, "dump", "mod_makegood_events") : make(root, "dump"));
      const before = dump();
      const answer = await me.post(ADMIN, { ...form, token });
      assert.equal(answer.status, 200, answer.text.match(/alert-danger[^>]*>([^<]*)/)?.[1]);
      (name === "drill" ? assert.equal : assert.notEqual)(dump(), before, "a drill leaves the database as it was, all others change it");
    });
  }
}
