// Every page of a client, likewise.

import { ids, served } from "./panel.mjs";
import { casePages, clientPages } from "./pages.mjs";
import { strolled, unscripted, WIDTHS } from "./walk.mjs";

export default async function client({ check, assert, browser, shop, shots, panel }) {
  const root = panel("plain");
  const server = await served(shop, root);
  for (const id of ["1", "13", "2", "3"]) {
    const rows = (["1", "13"].includes(id) ? clientPages : casePages)(ids(root), id).map((row) => ({ ...row, id: `${row.id}-${id}` }));
    for (const width of WIDTHS) await strolled({ check, assert, browser, shots, server, who: `client:${id}`, width, rows });
    await unscripted({ check, assert, browser, server, who: `client:${id}`, rows });
  }
  await check("php-is-quiet", () => assert.deepEqual(server.complaints(), []));
  await server.stop();
}
