// Every vector through the installed package in Chromium, byte for byte like the native core: by bytes, and by text where it is text.

import assert from "node:assert/strict";
import { fault, vectors } from "../../doors/vectors.mjs";
import { visit } from "./pages.mjs";

/** Runs in the page: fetches each request, sends back each answer. */
const PAGE = `
import { init } from "/node_modules/makegood/dist/index.js";
const core = await init();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const { count } = await (await fetch("/count")).json();
for (let i = 0; i < count; i += 1) {
  const request = new Uint8Array(await (await fetch("/request?i=" + i)).arrayBuffer());
  await fetch("/answer?door=bytes&i=" + i, { method: "POST", body: core.bytes(request) });
  let text = null;
  try { text = decoder.decode(request); } catch {}
  if (text !== null) await fetch("/answer?door=text&i=" + i, { method: "POST", body: core.call(text) });
}
globalThis.done = count;
`;

async function run(context) {
  const all = vectors();
  const counts = { bytes: 0, text: 0 };
  const wrong = [];
  const binary = "application/octet-stream";
  const routes = {
    "/": '<!doctype html><title>vectors</title><script type="module" src="/page.js"></script>',
    "/page.js": PAGE,
    "/count": { type: "application/json", body: JSON.stringify({ count: all.length }) },
    "/request": (_, url) => ({ type: binary, body: all[Number(url.searchParams.get("i"))].bytes }),
    "/answer": (_, url, body) => {
      const vector = all[Number(url.searchParams.get("i"))];
      const door = url.searchParams.get("door");
      const found = fault(vector, body);
      counts[door] += 1;
      if (found !== null) wrong.push(`${vector.id}: Chromium, ${door} ${found}`);
      return { type: "text/plain", body: "" };
    },
  };
  await visit(context, { routes });
  assert.equal(wrong.length, 0, `${wrong.length} wrong, of them\n${wrong.slice(0, 3).map((text) => text.slice(0, 1000)).join("\n")}`);
  assert.deepEqual(counts, { bytes: all.length, text: all.filter(({ text }) => text !== null).length });
  return `${counts.bytes} by bytes, ${counts.text} by text`;
}

export const rows = [{ id: "vectors-in-chromium", run }];
