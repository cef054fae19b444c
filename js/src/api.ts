// What the panel's endpoints answer (docs/pages.md), without `ok`. Amounts are decimal strings and stay so.

export interface Vote {
  from: string;
  to: string;
  end: "up" | "stale" | "open" | "expired";
  inexact: boolean;
}

export interface Lane {
  name: string;
  group: string | null;
  target: string | null;
  votes: Vote[];
}

export interface TimelineOutage {
  id: string;
  from: string;
  to: string;
  open: boolean;
  status: "confirmed" | "review" | "unconfirmed" | "refused";
  reason: string;
  votes: number;
  needed: number;
  countedMs: number | null;
  excludedMs: number | null;
}

export interface ExcludedStretch {
  from: string;
  to: string;
  ms: number;
  reason: string;
}

export interface TimelineData {
  subject: string;
  label: string;
  period: string;
  from: string;
  to: string;
  lanes: Lane[];
  outages: TimelineOutage[];
  excluded: ExcludedStretch[];
  availability: string | null;
  downtimeMs: number | null;
  /** Outages that are left out. */
  more?: number;
}

export interface Posting {
  amount: string;
  state: string;
  postedAt: string | null;
  reference: string | null;
  /** Of credit that goes onto invoices. */
  parts?: InvoicePart[];
  /** What waits for the next one. */
  left?: string | null;
}

export interface CreditData {
  entry: string;
  client: string;
  service: string;
  label: string;
  period: string;
  kind: string;
  n: number;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  rate: string;
  route: string;
  carryBefore: string;
  carryAfter: string;
  state: string;
  postings: Posting[];
  /** The recorded bytes as text. */
  request: string;
  answer: string;
  /** Of the core's file at that time. */
  sha256: string;
}

/** What of a credit is on an invoice. */
export interface InvoicePart {
  invoice: string;
  net: string;
  tax: string;
  gross: string;
  state: string;
  at: string | null;
}

export interface Booked {
  net: string;
  tax: string;
  gross: string;
  posting: string | null;
  /** Of credit that goes onto invoices. */
  parts?: InvoicePart[];
  /** What waits for the next one. */
  left?: string | null;
}

export interface PreviewCredit {
  id: string;
  service: string;
  label: string;
  period: string;
  currency?: string;
  state: string;
  held: boolean;
  at: string | null;
  entry: string | null;
  booked: Booked | null;
  /** Index into `requests`. */
  source: number;
}

export interface PreviewInvoice {
  id: string;
  createdOn: string;
  dueOn: string;
  /** Line id → label. */
  lines: Record<string, string>;
}

export interface PreviewData {
  client: string;
  currency: string;
  credits: PreviewCredit[];
  requests: { text: string; answer: string }[];
  invoice: {
    request: string;
    answer: string | null;
    invoices: PreviewInvoice[];
    /** Credit id → label. */
    credits: Record<string, string>;
  } | null;
  /** Credits that are left out. */
  more?: number;
}

export interface NoticeData {
  asOf: string;
  services: {
    service: string;
    label: string;
    since: string;
    status: "confirmed" | "review" | "unconfirmed";
    monitors: number;
    needed: number;
  }[];
}

export interface Problem {
  code: string;
  message: string;
  help: string;
}

export interface SourceData {
  source: string;
  name: string;
  deliveries: number;
  lastAt: string | null;
  lastState: "observed" | "ignored" | "unknown" | "new" | null;
  problem: Problem | null;
  targets: { id: string; target: string; label: string; address: string; subject: string | null }[];
  /** Targets that are left out. */
  more?: number;
}

/** A trial of a policy: one `settle` request with a service for each outage length, in the order of `lengths` (milliseconds). */
export interface LookData {
  request: string;
  answer: string;
  lengths: number[];
}

export interface DrillData {
  service: string;
  label: string;
  client: string;
  clientLabel: string;
  currency: string;
  lengthMs: number;
  story: { at: string; what: string; text: string }[];
  credit: CreditData | null;
  preview: PreviewData | null;
  timeline: TimelineData | null;
  note: string | null;
}

/** A figure of a quote that is another one now. */
export interface QuoteChange {
  what: string;
  id: string | null;
  figure: string;
  quoted: string | null;
  now: string | null;
}

/** What would come back, or was decided: the core's request and answer as they were recorded. */
export interface QuoteData {
  service: string;
  label: string;
  currency: string;
  request: string;
  answer: string;
  /** Of the core's file then. */
  sha256: string;
  /** Line id → label. */
  lines?: Record<string, string>;
  /** What differs from the quote that was seen before. */
  changed?: QuoteChange[] | null;
}
