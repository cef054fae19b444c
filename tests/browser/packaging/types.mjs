// The types as a user's compiler sees them: a right request compiles, each wrong one is an error.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, sh } from "./project.mjs";

/** `@ts-expect-error` is itself an error where the next line has none. */
const SOURCE = `
import { init, MakegoodError, type Answer, type Core, type RequestOf } from "makegood";
import type * as contract from "makegood/contract";

const request: RequestOf<"settle"> = {
  command: "settle", asOf: "2026-04-04T06:00:00Z",
  capabilities: { routes: ["accountCredit"], postableScale: [] },
  zones: [{ name: "UTC", tzdata: "2026a", offsets: [{ from: null, seconds: 0 }] }],
  policies: [], outages: [], maintenance: [],
  clients: [{ id: "5", currency: "USD", revision: 0, carry: "0.00" }],
  services: [{ id: "17", client: "5", period: "2026-03", spans: [], assignments: [], charges: [],
    recurring: { months: 1, amount: "10.00", tax: { mode: "exclusive", rates: ["20"] } }, entries: [] }],
};

export async function main(): Promise<string | null> {
  const core: Core = await init();
  const answer = core.ask(request);
  if (!answer.ok) {
    const code: string = answer.errors[0].code;
    // @ts-expect-error a refusal has no results
    answer.results;
    throw new Error(code);
  }
  const gross: string | undefined = answer.results[0]?.adjustment?.gross;
  // @ts-expect-error an amount is a string, never a number
  const wrong: number | undefined = answer.results[0]?.adjustment?.gross;
  // @ts-expect-error the results of another command
  answer.outages;
  const version: Answer<"describe"> = core.describe();
  // @ts-expect-error an unknown command
  core.ask({ command: "settel" });
  // @ts-expect-error a field is missing
  core.ask({ command: "settle", asOf: "2026-04-04T06:00:00Z" });
  // @ts-expect-error a field that settle does not have
  core.ask({ ...request, command: "settle", asof: "2026-04-04T06:00:00Z" });
  // @ts-expect-error a word outside the closed list
  core.ask({ ...request, capabilities: { routes: ["refund"] } });
  // @ts-expect-error an amount as a number
  core.ask({ ...request, clients: [{ id: "5", currency: "USD", revision: 0, carry: 0 }] });
  const name: "MakegoodError" = new MakegoodError("load_status", "", "").name;
  return gross ?? wrong?.toString() ?? (version.ok ? version.version : name);
}
export type Everything = typeof contract;
`;

const OPTIONS = { strict: true, noEmit: true, target: "ES2022", lib: ["ES2022", "DOM"], types: [], skipLibCheck: false };

function compiles(project, name, options) {
  writeFileSync(join(project, "types.ts"), SOURCE);
  writeFileSync(join(project, `${name}.json`), JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, files: ["types.ts"] }));
  sh(process.execPath, [join(root, "js/node_modules/typescript/bin/tsc"), "-p", `${name}.json`], project);
}

export const rows = [
  { id: "types-bundler", run: ({ project }) => compiles(project, "bundler", { module: "ESNext", moduleResolution: "bundler" }) },
  { id: "types-node", run: ({ project }) => compiles(project, "nodenext", { module: "NodeNext", moduleResolution: "NodeNext" }) },
];
