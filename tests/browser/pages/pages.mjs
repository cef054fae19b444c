// Every address that an administrator and a client can stand on, as rows: an id, a path, and words that must be readable there also without scripts.

/**
 * `ids` as make.php gives them: id, query, words on the page. A "light" row is a variant of another one: axe has seen its parts. The last
 * are words that stand there without scripts only.
 *
 * @returns {{id: string, path: string, text: RegExp, fallback: RegExp, axeToo: boolean, open: boolean}[]}
 */
export function adminPages(ids) {
  const at = (query) => `/admin/addonmodules.php?module=makegood${query}`;
  const entry = (state) => ids.entries.find((row) => row.state === state)?.id;
  const outage = (status, open = 0) => ids.outages.find((row) => row.status === status && Number(row.open) === open)?.id;
  const rows = [
    ["overview", "", /About to go out/],
    ["outages", "&tab=outages", /Newest first/],
    ["outages-filter", "&tab=outages&status=unconfirmed", /unconfirmed/, "light"],
    ["outages-text", "&tab=outages&text=alpha", /alpha/, "light"],
    ["outages-none", "&tab=outages&text=nosuchserver", /No outage matches/, "light"],
    ["outage-confirmed", `&tab=outages&outage=${outage("confirmed")}`, /Length/, "", /Votes/],
    ["outage-still", `&tab=outages&outage=${outage("confirmed", 1)}`, /Length/, "", /Votes/],
    ["outage-unconfirmed", `&tab=outages&outage=${outage("unconfirmed")}`, /Accept this outage/],
    ["outage-refused", `&tab=outages&outage=${outage("refused")}`, /refused/i],
    ["outage-review", `&tab=outages&outage=${outage("review")}`, /waits for a decision/],
    ["credits", "&tab=credits", /About to go out/],
    ["credits-filter", "&tab=credits&client=5&state=posted&period=2026-03", /Ledger/, "light"],
    ["credits-none", "&tab=credits&client=99999", /No entry matches/, "light"],
    ["entry-posted", `&tab=credits&entry=${entry("posted")}`, /March 2026|2026-03/, "", /Availability|available/i],
    ["entry-pending", `&tab=credits&entry=${entry("pending")}`, /April 2026|2026-04/, "light"],
    ["entry-carried", `&tab=credits&entry=${entry("carried")}`, /carried/],
    ["entry-review", `&tab=credits&entry=${entry("review")}`, /March 2026|2026-03/, "light"],
    ["review", "&tab=review", /May this run go out\?/],
    ["refunds", "&tab=refunds", /Who decides how much/],
    ["refunds-none", "&tab=refunds&state=withdrawn&team=sales&due=overdue", /No case matches/, "light"],
    ["refund-settings", "&tab=refunds&part=settings", /Days at work/],
    ["refund-open", "&tab=refunds&case=1", /What you can do/, "", /Approve/],
    ["refund-task", "&tab=refunds&case=2", /To do by hand/],
    ["refund-rejected", "&tab=refunds&case=3", /not approved/],
    ["refund-adjusted", "&tab=refunds&case=4", /The first days were free/, "light"],
    ["refund-failed", "&tab=refunds&case=5", /the payment did not go through/],
    ["refund-appealed", "&tab=refunds&case=6", /We were told so by telephone/, "light"],
    ["refund-waiting", "&tab=refunds&case=7", /It waits for what the client was asked/, "light"],
    ["refund-missing", "&tab=refunds&case=999", /There is no such case/, "light"],
    ["claims", "&tab=claims", /Services to prolong/],
    ["deliveries", "&tab=deliveries", /Every message is kept as it came/],
    ["deliveries-page", "&tab=deliveries&page=2", /Every message is kept as it came/, "light"],
    ["deliveries-unknown", "&tab=deliveries&state=unknown", /bytes/],
    ["deliveries-new", "&tab=deliveries&state=new", /No message is in this state/, "light"],
    ["policies", "&tab=policies", /Pro-rata|You do not pay for downtime/],
    ["policy", `&tab=policies&policy=${ids.policies[0].hash}`, /What the client reads/],
    ["policy-other", `&tab=policies&policy=${ids.policies[0].hash}&fee=25.50&currency=JPY`, /Assign this version/, "light"],
    ["policy-none", "&tab=policies&policy=0000", /no such policy version/, "light"],
    ["policy-new", "&tab=policies&edit=new", /Paste the document/],
    ["policy-edit", `&tab=policies&edit=${ids.policies[0].hash}`, /What is promised/],
    ["policy-form", "&tab=policies&preset=components", /Part 3/],
    ["policy-ladder", "&tab=policies&preset=outage-ladder", /Down for at least/i, "light"],
    ["policy-document", "&tab=policies&preset=rolling-year&as=document", /Document \(JSON\)/],
    ["policies-refunds", "&tab=policies&for=refunds", /Write a refund policy/],
    ["policy-refund-form", "&tab=policies&preset=refund-eu-withdrawal", /Rule 4/],
    ["policy-refund-edit", "&tab=policies&preset=refund-money-back&as=document", /Document \(JSON\)/],
    ["policy-refund", `&tab=policies&policy=${ids.policies.find((row) => row.kind === "refund")?.hash}`, /What the client reads/],
    ["health", "&tab=health", /Known answers/],
    ["settings", "&tab=settings", /Monitors/],
    ["settings-limits", "&tab=settings&section=limits", /Limits/, "light"],
    ["settings-mode", "&tab=settings&section=mode", /Back to dry run/],
    ["setup", "&tab=setup", /Connect a monitor/],
    ["setup-open", "&tab=setup&preset=uptime-tiers-strict&product=3", /What it would pay/, "", /Set-up/],
    ["former-entries", "&tab=entries", /Ledger/, "light"],
    ["former-targets", "&tab=targets", /Targets/, "light"],
    ["unknown-tab", "&tab=nosuch", /About to go out/, "light"],
  ];
  return rows.map(([id, query, text, light = "", fallback = text]) => ({ id: `admin-${id}`, path: at(query), text, fallback, axeToo: light === "", open: id === "setup-open" }));
}

/** The cases of one client, each under its state. */
function refundPages(ids, client) {
  return ids.refunds.filter((row) => String(row.client_id) === String(client)).map((row) => [`client-refund-${row.state}-${row.id}`, `/index.php?m=makegood&refund=${row.id}`, /What happened/]);
}

/** What only clients without another page of theirs see: their cases. */
export function casePages(ids, client) {
  return refundPages(ids, client).map(([id, path, text]) => ({ id, path, text, fallback: text }));
}

/** `client` is the one with the most to see. */
export function clientPages(ids, client) {
  const services = ids.services.filter((row) => String(row.userid) === String(client)).map((row) => row.id);
  const month = (period) => `/index.php?m=makegood&service=${services[0]}&period=${period}`;
  return [
    ["client", "/index.php?m=makegood", /My uptime and credits/, /March 2026/],
    ["client-older", "/index.php?m=makegood&before=2026-03", /./],
    ["client-march", month("2026-03"), /March 2026|2026-03/],
    ["client-april", month("2026-04"), /April 2026|2026-04/],
    ["client-may", month("2026-05"), /May 2026|2026-05/],
    ["client-sla", `/index.php?m=makegood&service=${services[0]}&sla=1`, /What we promise for/],
    ...(String(client) === "1" ? [["client-claim", "/index.php?m=makegood&service=31&period=2026-05", /Claim this credit/]] : []),
    ["client-refund-pick", "/index.php?m=makegood&refund=new", /Which service is it about/],
    ["client-refund-ends", `/index.php?m=makegood&refund=new&service=${services[0]}`, /Keep the service/],
    ["client-refund-why", `/index.php?m=makegood&refund=new&service=${services[0]}&step=3`, /Why do you want it back/],
    ["client-refund-fields", `/index.php?m=makegood&refund=new&service=${services[0]}&step=3&reason=outage`, /What we need to know/],
    ["client-refunds", "/index.php?m=makegood&refund=all", /Refunds/],
    ...refundPages(ids, client),
    ["client-product", `/clientarea.php?action=productdetails&id=${services[0]}`, /Active/],
  ].map(([id, path, text, fallback = text]) => ({ id, path, text, fallback }));
}
