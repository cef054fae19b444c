// Puts what was typed into a trial's request. The document goes in as it was typed, so that the core judges its very text.

import type { SettleAnswer, SettleRequest } from "../contract.js";
import { read, type Either } from "./answers.js";
import type { Runner } from "./surroundings.js";

/** What people type may be anything: the core judges it. */
type Typed = {
  policies: { document: unknown }[];
  clients: { currency: string }[];
  outages?: SettleRequest["outages"];
  services: Pick<SettleRequest["services"][number], "recurring" | "charges" | "claims">[];
};

const PLACE = "makegood-document-goes-here";
const DOCUMENT_PATH = /^policies\[0\]\.document\.?/;

/** Nothing that a policy of schema 2 asks for is missing, as in the request that the panel made: a report, a claim, the first component. */
function ask(request: Typed, document: string): void {
  const policy = tried(document) as { schema?: unknown; schedule?: { of?: { name?: unknown }[] } } | null;
  const isFull = policy?.schema !== 1;
  const name = policy?.schedule?.of?.[0]?.name;
  request.outages?.forEach((outage, place) => {
    outage.reportedAt = isFull ? outage.from : null;
    outage.component = isFull && typeof name === "string" ? name : null;
    const service = request.services[place];
    if (service) service.claims = isFull ? [{ at: outage.to }] : null;
  });
}

function tried(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The core's answer with another document, currency and monthly price; null leaves what the request has. */
export function swapped(core: Runner, text: string, document: string | null, currency: string | null, amount: string | null): Either<SettleAnswer> {
  const request = JSON.parse(text) as Typed;
  const [policy] = request.policies;
  if (currency !== null) for (const client of request.clients) client.currency = currency;
  if (amount !== null) for (const { recurring, charges } of request.services) for (const price of [recurring, ...(charges ?? [])]) if (price) price.amount = amount.trim();
  if (document === null || !policy) return read(core.call(JSON.stringify(request)));
  policy.document = PLACE;
  ask(request, document);
  const answer = read<SettleAnswer>(core.call(JSON.stringify(request).replace(`"${PLACE}"`, () => document)));
  if (!answer.ok) {
    const [error] = answer.errors;
    return { ok: false, errors: [{ ...error, path: error.path.replace(DOCUMENT_PATH, "") }] };
  }
  // Text that only makes sense together with what stands around it is no document.
  JSON.parse(document);
  return answer;
}
