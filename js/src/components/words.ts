// Sentences from patterns: the core's steps as the panel's Explanation.php words them, and the components' own texts. Wording only.

import { STEP_TEXTS } from "./step-texts.js";
import { civil, knownZone } from "./time.js";
import { UI_TEXTS, type Texts, type UiKey } from "./texts.js";

/** A step of the core's explanation. */
export interface Step {
  key: string;
  args: Readonly<Record<string, string | number | null>>;
}

/** A piece of a sentence: a value keeps its own writing direction when shown. */
export interface Part {
  text: string;
  value: boolean;
}

const AMOUNTS = ["gross", "net", "tax", "amount", "minimum", "before", "rows", "now", "limit", "given"];
const DURATIONS = ["ms", "countedMs", "upMs", "totalMs"];
const INSTANTS = ["from", "to", "boundAt", "until"];
const WORDS = ["reason", "verdict", "source", "rule", "stack", "per"];
/** Steps that count something: with exactly one of it their pattern is `step_<key>_one`, with none `step_<key>_zero`, where the language has one. */
const COUNTS: Readonly<Record<string, string>> = { fee: "months", ledger: "entries", outageConfirmed: "votes", outageDoubtful: "votes", rule: "minutes", refund_no_quotaUsed: "most" };
/** Steps and reasons of a refund have this before their key: some of their keys are those of other steps, with other arguments. */
export const REFUND = "refund_";
const REFUND_INSTANTS = ["at", "dueAt", "expectedAt", "appealUntil"];
const REFUND_WORDS = ["by", "fact", "for", "kind", "reason", "to", "unit"];
const UNITS = [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1_000], ["ms", 1]] as const;

/** What components besides those of service credits say: each brings its own, so that the others stay small. */
const learned: Record<string, string> = {};

export function learn(texts: Texts): void {
  Object.assign(learned, texts);
}

export class Words {
  private readonly texts: Texts;
  private readonly zone: string;

  /**
   * @param texts what the page gives; what it lacks is English
   * @param zone of the instants inside sentences
   */
  constructor(texts: Texts = {}, zone = "UTC") {
    this.texts = { ...STEP_TEXTS, ...UI_TEXTS, ...learned, ...texts };
    this.zone = knownZone(zone);
  }

  /** One of the components' own texts. */
  ui(key: UiKey, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(this.texts[key] ?? key, values).map(({ text }) => text).join("");
  }

  /** The same by a name that came with the data; null when there is none. */
  find(key: string): string | null {
    return Object.hasOwn(this.texts, key) ? this.texts[key] ?? null : null;
  }

  /** A state of an entry or posting, as a person reads it. */
  state(state: string): string {
    return this.find(`state_${state}`) ?? state;
  }

  /** The reason of an outage or exclusion. */
  reason(reason: string, step = ""): string {
    return this.find(`word_${step}_${reason}`) ?? this.find(`word_${reason}`) ?? reason;
  }

  /** A step as one sentence of plain text. `done` is false where nothing was credited yet: then nothing says that it was. */
  sentence(step: Step, currency = "", done = true): string {
    return this.parts(step, currency, done).map(({ text }) => text).join("");
  }

  /** The same in pieces. */
  parts({ key, args }: Step, currency = "", done = true): Part[] {
    // An order in a currency that the policy names no amount for is neither too small nor too large.
    if (key.startsWith(`${REFUND}no_order`) && args["amount"] === null) return this.parts({ key: `${REFUND}no_orderCurrency`, args: {} }, currency, done);
    const count = Object.hasOwn(COUNTS, key) ? String(args[COUNTS[key] ?? ""]) : "";
    const variant = count === "1" ? "one" : count === "0" ? "zero" : null;
    const pattern = (done ? null : this.find(`step_${key}_forecast`)) ?? (variant === null ? null : this.find(`step_${key}_${variant}`)) ?? this.find(`step_${key}`);
    if (pattern === null) return [{ text: `${key}: ${Object.keys(args).length === 0 ? "[]" : JSON.stringify(args)}`, value: false }];
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(args)) values[name] = this.value(key, name, String(value), currency);
    if (key === "fee" && args["source"] !== undefined) values["bill"] = this.bill(String(args["source"]), String(args["id"] ?? ""));
    if (key === "refund_usedTime" && args["unit"] === "exact") {
      for (const name of ["used", "total"]) values[name] = duration(Number(args[name]));
      values["unit"] = "";
      return fill(pattern.replace(" {unit}", ""), values);
    }
    return fill(pattern, values);
  }

  /** "two" for 2 where the language has such a word, else "2". */
  count(count: number): string {
    return this.ui("ui_numbers").split(" ")[count] || String(count);
  }

  private value(key: string, name: string, value: string, currency: string): string {
    if (key.startsWith(REFUND)) {
      if (REFUND_WORDS.includes(name)) return this.find(`word_${REFUND}${value}`) ?? value;
      if (REFUND_INSTANTS.includes(name)) return instant(value, this.zone);
      if (["price", "quoted"].includes(name) && currency !== "") return `${value} ${currency}`;
    }
    if (AMOUNTS.includes(name)) return currency === "" ? value : `${value} ${currency}`;
    if (DURATIONS.includes(name)) return duration(Number(value));
    if (INSTANTS.includes(name)) return instant(value, this.zone);
    if (WORDS.includes(name)) return this.reason(value, key);
    return name === "hash" ? value.slice(0, 12) : value;
  }

  /** What was paid: "invoice 7, line 12" where the id has that form, else the source and its id. */
  private bill(source: string, id: string): string {
    const line = source === "charge" ? /^invoice:(\d+)\/(\d+)$/.exec(id) : null;
    const pattern = line === null ? null : this.find("word_invoiceLine");
    if (line === null || pattern === null) return `${this.reason(source, "fee")} ${id}`.trim();
    return fill(pattern, { invoice: line[1] ?? "", line: line[2] ?? "" }).map(({ text }) => text).join("");
  }
}

/** Milliseconds → "2 d 3 h 4 min 5 s"; parts that are zero are left out. */
export function duration(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, length] of UNITS) {
    if (rest >= length) parts.push(`${Math.floor(rest / length)} ${unit}`);
    rest %= length;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

/** "2026-03-04T12:00:00Z" → "2026-03-04 12:00" in the zone; anything else unchanged. */
export function instant(value: string, zone: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) ? civil(value, zone) : value;
}

/** `{name}` → its value, once; what is not given stays as it is written. */
function fill(pattern: string, values: Readonly<Record<string, string | number>>): Part[] {
  return pattern.split(/(\{[^{}]+\})/).filter((text) => text !== "").map((text) => {
    const name = text.slice(1, -1);
    const given = text.startsWith("{") && text.endsWith("}") && Object.hasOwn(values, name);
    return given ? { text: String(values[name]), value: true } : { text, value: false };
  });
}
