// Reads answers of the core: the envelope and the one result that is asked for. Compares strings; computes nothing.

import type { Booked } from "../api.js";
import type { Refused, SettleAnswer, Settlement } from "../contract.js";
import type { Step } from "./words.js";

/** A request's own answer, or the one error. */
export type Either<T> = T | Refused;

export function read<T extends { ok: true }>(text: string): Either<T> {
  return JSON.parse(text) as Either<T>;
}

/** The result of a service and period; null when the answer refuses or has none. */
export function resultOf(answer: string, service: string, period: string): Settlement | null {
  const whole = read<SettleAnswer>(answer);
  return whole.ok ? whole.results.find((result) => result.service === service && result.period === period) ?? null : null;
}

/** What a result would book. */
export function bookedBy(result: Settlement | null): Booked {
  const { net = "", tax = "", gross = "" } = result?.adjustment ?? {};
  return { net, tax, gross, posting: result?.posting ?? null };
}

/** Equal to the last digit. */
export function same(a: Booked, b: Booked): boolean {
  return a.net === b.net && a.tax === b.tax && a.gross === b.gross && a.posting === b.posting;
}

/** The step of that key, if it is there. */
export function step(steps: readonly Step[], key: string): Step | null {
  return steps.find((one) => one.key === key) ?? null;
}
