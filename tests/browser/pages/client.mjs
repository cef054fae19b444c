// Every page of a client, likewise.

import { ids, served } from "./panel.mjs";
import { clientPages } from "./pages.mjs";
import { strolled, unscripted, WIDTHS } from "./walk.mjs";

export default async function client({ check, assert, browser, shop, shots, panel }) {
  const root = panel("plain");
  const server = await served(shop, root);
  for (const id of ["1", "13"]) {
    const rows = clientPages(ids(root), id).map((row) => ({ ...row, id: `${row.id}-${id}` }));
    for (const width of WIDTHS) await strolled({ check, assert, browser, shots, server, who: `client:${id}`, width, rows });
    await unscripted({ check, assert, browser, server, who: `client:${id}`, rows });
  }
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}
