// Every address that an administrator and a client can stand on, as rows: an id, a path, and words that must be readable there also without scripts.

/**
 * `ids` as make.php gives them. A "light" row is a variant of another one: axe has seen its parts.
 *
 * @returns {{id: string, path: string, text: RegExp, axeToo: boolean}[]}
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
    ["outage-confirmed", `&tab=outages&outage=${outage("confirmed")}`, /Votes/],
    ["outage-open", `&tab=outages&outage=${outage("confirmed", 1)}`, /Votes/],
    ["outage-unconfirmed", `&tab=outages&outage=${outage("unconfirmed")}`, /Accept this outage/],
    ["outage-refused", `&tab=outages&outage=${outage("refused")}`, /refused/i],
    ["outage-review", `&tab=outages&outage=${outage("review")}`, /waits for a decision/],
    ["credits", "&tab=credits", /About to go out/],
    ["credits-filter", "&tab=credits&client=5&state=posted&period=2026-03", /Ledger/, "light"],
    ["credits-none", "&tab=credits&client=99999", /No entry matches/, "light"],
    ["entry-posted", `&tab=credits&entry=${entry("posted")}`, /2026-03/],
    ["entry-pending", `&tab=credits&entry=${entry("pending")}`, /2026-04/, "light"],
    ["entry-carried", `&tab=credits&entry=${entry("carried")}`, /carried/],
    ["entry-review", `&tab=credits&entry=${entry("review")}`, /2026-03/, "light"],
    ["review", "&tab=review", /May this run go out\?/],
    ["deliveries", "&tab=deliveries", /Every message is kept as it came/],
    ["deliveries-page", "&tab=deliveries&page=2", /Every message is kept as it came/, "light"],
    ["deliveries-unknown", "&tab=deliveries&state=unknown", /bytes/],
    ["deliveries-new", "&tab=deliveries&state=new", /No message is in this state/, "light"],
    ["policies", "&tab=policies", /Polic/],
    ["health", "&tab=health", /Self-test/],
    ["settings", "&tab=settings", /Monitors/],
    ["settings-limits", "&tab=settings&section=limits", /Limits/, "light"],
    ["settings-mode", "&tab=settings&section=mode", /Back to dry run/],
    ["setup", "&tab=setup", /Connect a monitor/],
    ["setup-preset", "&tab=setup&preset=two-tiers&product=3", /What it would pay/],
    ["former-entries", "&tab=entries", /Ledger/, "light"],
    ["former-targets", "&tab=targets", /Targets/, "light"],
    ["unknown-tab", "&tab=nosuch", /About to go out/, "light"],
  ];
  return rows.map(([id, query, text, light]) => ({ id: `admin-${id}`, path: at(query), text, axeToo: !light }));
}

/** `client` is the one with the most to see. */
export function clientPages(ids, client) {
  const services = ids.services.filter((row) => String(row.userid) === String(client)).map((row) => row.id);
  const month = (period) => `/index.php?m=makegood&service=${services[0]}&period=${period}`;
  return [
    ["client", "/index.php?m=makegood", /March 2026|2026-03/],
    ["client-older", "/index.php?m=makegood&before=2026-03", /./],
    ["client-march", month("2026-03"), /March 2026|2026-03/],
    ["client-april", month("2026-04"), /April 2026|2026-04/],
    ["client-may", month("2026-05"), /May 2026|2026-05/],
    ["client-product", `/clientarea.php?action=productdetails&id=${services[0]}`, /Active/],
  ].map(([id, path, text]) => ({ id, path, text }));
}
