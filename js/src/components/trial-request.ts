// Puts what was typed into a trial's request. The document goes in as it was typed, so that the core judges its very text.

import type { SettleAnswer, SettleRequest } from "../contract.js";
import { read, type Either } from "./answers.js";
import type { Runner } from "./surroundings.js";

/** What people type may be anything: the core judges it. */
type Typed = { policies: { document: unknown }[]; clients: { currency: string }[]; services: Pick<SettleRequest["services"][number], "recurring">[] };

const PLACE = "makegood-document-goes-here";
const DOCUMENT_PATH = /^policies\[0\]\.document\.?/;

/** The core's answer with another document, currency and monthly price; null leaves what the request has. */
export function swapped(core: Runner, text: string, document: string | null, currency: string | null, amount: string | null): Either<SettleAnswer> {
  const request = JSON.parse(text) as Typed;
  const [policy] = request.policies;
  if (currency !== null) for (const client of request.clients) client.currency = currency;
  if (amount !== null) for (const { recurring } of request.services) if (recurring) recurring.amount = amount.trim();
  if (document === null || !policy) return read(core.call(JSON.stringify(request)));
  policy.document = PLACE;
  const answer = read<SettleAnswer>(core.call(JSON.stringify(request).replace(`"${PLACE}"`, () => document)));
  if (!answer.ok) {
    const [error] = answer.errors;
    return { ok: false, errors: [{ ...error, path: error.path.replace(DOCUMENT_PATH, "") }] };
  }
  // Text that only makes sense together with what stands around it is no document.
  JSON.parse(document);
  return answer;
}
