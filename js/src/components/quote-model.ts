// A quote as the core answers it (docs/refunds.md), and how its lines become parts of a bar. Amounts stay the strings that they are.

import type { Refused } from "../contract.js";
import type { Step } from "./words.js";

export interface Deduction {
  kind: string;
  id: string | null;
  amount: string;
}

export interface QuoteLine {
  id: string;
  kind: string;
  price: string;
  usedShare: string | null;
  deductions: Deduction[];
  net: string;
  tax: string;
  gross: string;
}

export interface Quote {
  rule: string | null;
  stop: { by: string; at: string; final: boolean };
  rules: { rule: string; holds: boolean; reason: { code: string; args: Record<string, string | number> } | null }[];
  lines: QuoteLine[];
  deductions: Deduction[];
  entitlement: { net: string; tax: string; gross: string };
  claim: string;
  limit: string;
  waived: string;
  due: string | null;
  payout: string;
  remainder: string;
  waits: string | null;
  plan: { to: string; payment: string | null; source: string | null; route: string; amount: string }[];
  steps: Step[];
}

/** One piece of the bar: which line, what becomes of it. */
export interface Piece {
  line: string;
  part: string;
  id: string | null;
  amount: string;
}

const ORDER = ["back", "used", "kept", "overage", "fee", "spilled", "limit"];

/** The quote of an answer; null when it refuses or is none. */
export function quoteOf(answer: string): Quote | null {
  const whole = JSON.parse(answer) as { ok: true; quote?: Quote } | Refused;
  return whole.ok && whole.quote ? whole.quote : null;
}

/** Whether the line's price is with tax: then what comes back of it is its gross, else its net. */
export function inclusive(request: string): ReadonlySet<string> {
  const { lines = [] } = JSON.parse(request) as { lines?: { id: string; tax?: { mode?: string } | null }[] };
  return new Set(lines.filter(({ tax }) => tax?.mode === "inclusive").map(({ id }) => id));
}

/** What comes back of a line, in the mode of its price. */
export function back(line: QuoteLine, withTax: ReadonlySet<string>): string {
  return withTax.has(line.id) ? line.gross : line.net;
}

/** Pieces of what was paid: first all that comes back, then what was used, then each deduction. Nothing is drawn for 0. */
export function pieces({ lines }: Quote, withTax: ReadonlySet<string>): Piece[] {
  const all = lines.flatMap((line): Piece[] => [
    { line: line.id, part: "back", id: null, amount: back(line, withTax) },
    ...line.deductions.map(({ kind, id, amount }) => ({ line: line.id, part: kind, id, amount })),
  ]);
  return ORDER.flatMap((part) => all.filter((piece) => piece.part === part && /[1-9]/.test(piece.amount)));
}

/** The steps of each line, told apart by the `line` steps among them. */
export function stepsOfLines(steps: readonly Step[]): ReadonlyMap<string, Step[]> {
  const found = new Map<string, Step[]>();
  let open: Step[] | null = null;
  for (const step of steps) {
    if (step.key === "line") {
      open = [];
      found.set(String(step.args["id"]), open);
    } else {
      open?.push(step);
      if (step.key === "lineBack") open = null;
    }
  }
  return found;
}

/** "0.258064516" → "25.8": the point moves, nothing is rounded. */
export function percent(share: string): string {
  const [whole = "0", decimals = ""] = share.split(".");
  const digits = decimals.padEnd(3, "0");
  const text = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return digits[2] === "0" ? text : `${text}.${digits[2]}`;
}
