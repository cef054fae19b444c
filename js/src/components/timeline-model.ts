// What a timeline draws: rows of marks between two instants. Times only.

import type { TimelineData, TimelineOutage } from "../api.js";

export type MarkKind = "vote" | "confirmed" | "review" | "unconfirmed" | "refused" | "excluded";

/** One drawn stretch. */
export interface Mark {
  kind: MarkKind;
  from: string;
  to: string;
  fromMs: number;
  toMs: number;
  open: boolean;
  stale: boolean;
  /** Nobody said up: it was not seen down any more. */
  expired: boolean;
  inexact: boolean;
  /** Of `excluded`, and of outages. */
  reason: string;
  /** Index into the data's outages, where the mark is one. */
  outage: number | null;
}

export interface Row {
  name: string;
  detail: string;
  kind: "lane" | "confirmed" | "doubtful" | "excluded";
  marks: Mark[];
}

export interface View {
  from: number;
  to: number;
}

const MARGIN_MIN_MS = 15 * 60_000;

/** Lanes, then what was made of them, then what does not count. Rows without marks are left out, except lanes and the confirmed one. */
export function rows(data: TimelineData, names: { confirmed: string; doubtful: string; excluded: string }): Row[] {
  const lanes = data.lanes.map((lane): Row => ({
    name: lane.name,
    detail: [lane.group, lane.target].filter((text) => text).join(" · "),
    kind: "lane",
    marks: lane.votes.map((vote) => mark("vote", vote, { open: vote.end === "open", stale: vote.end === "stale", expired: vote.end === "expired", inexact: vote.inexact })),
  }));
  const outages = data.outages.map((outage, index) => mark(outage.status, outage, { open: outage.open, reason: outage.reason, outage: index }));
  const doubtful = outages.filter(({ kind }) => kind !== "confirmed");
  const excluded = data.excluded.map((stretch) => mark("excluded", stretch, { reason: stretch.reason }));
  return [
    ...lanes,
    { name: names.confirmed, detail: "", kind: "confirmed", marks: outages.filter(({ kind }) => kind === "confirmed") },
    ...(doubtful.length > 0 ? [{ name: names.doubtful, detail: "", kind: "doubtful", marks: doubtful } as Row] : []),
    ...(excluded.length > 0 ? [{ name: names.excluded, detail: "", kind: "excluded", marks: excluded } as Row] : []),
  ];
}

function mark(kind: MarkKind, { from, to }: { from: string; to: string }, more: Partial<Mark>): Mark {
  return { kind, from, to, fromMs: Date.parse(from), toMs: Date.parse(to), open: false, stale: false, expired: false, inexact: false, reason: "", outage: null, ...more };
}

/** An outage and a quarter of its length, at least 15 minutes, on both sides. */
export function around({ from, to }: TimelineOutage): View {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const margin = Math.max((end - start) / 4, MARGIN_MIN_MS);
  return { from: start - margin, to: end + margin };
}

/** Where an instant lies, as a percentage of the view's width. */
export function percent(at: number, view: View): number {
  return Math.round(((at - view.from) / (view.to - view.from)) * 1e6) / 1e4;
}

/** The part of a mark inside the view; null when there is none. */
export function seen({ fromMs, toMs }: Pick<Mark, "fromMs" | "toMs">, view: View): { x: number; width: number } | null {
  if (toMs < view.from || fromMs > view.to) return null;
  const x = percent(Math.max(fromMs, view.from), view);
  return { x, width: Math.max(0, percent(Math.min(toMs, view.to), view) - x) };
}
