// Sentences from patterns: the core's steps as the panel's Explanation.php words them, and the components' own texts. Wording only.

import { STEP_TEXTS } from "./step-texts.js";
import { UI_TEXTS, type Texts, type UiKey } from "./texts.js";

/** A step of the core's explanation. */
export interface Step {
  key: string;
  args: Readonly<Record<string, string | number>>;
}

/** A piece of a sentence: a value keeps its own writing direction when shown. */
export interface Part {
  text: string;
  value: boolean;
}

const AMOUNTS = ["gross", "net", "tax", "amount", "minimum", "before", "rows", "now"];
const DURATIONS = ["ms", "countedMs", "upMs", "totalMs"];
const INSTANTS = ["from", "to", "boundAt"];
const UNITS = [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1_000], ["ms", 1]] as const;

export class Words {
  private readonly texts: Texts;

  /** @param texts what the page gives; what it lacks is English */
  constructor(texts: Texts = {}) {
    this.texts = { ...STEP_TEXTS, ...UI_TEXTS, ...texts };
  }

  /** One of the components' own texts. */
  ui(key: UiKey, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(this.texts[key] ?? UI_TEXTS[key], values).map(({ text }) => text).join("");
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

  /** A step as one sentence of plain text. */
  sentence(step: Step, currency = ""): string {
    return this.parts(step, currency).map(({ text }) => text).join("");
  }

  /** The same in pieces. */
  parts({ key, args }: Step, currency = ""): Part[] {
    const pattern = this.find(`step_${key}`);
    if (pattern === null) return [{ text: `${key}: ${Object.keys(args).length === 0 ? "[]" : JSON.stringify(args)}`, value: false }];
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(args)) values[name] = this.value(key, name, String(value), currency);
    return fill(pattern, values);
  }

  /** "two" for 2 where the language has such a word, else "2". */
  count(count: number): string {
    return this.ui("ui_numbers").split(" ")[count] || String(count);
  }

  private value(key: string, name: string, value: string, currency: string): string {
    if (AMOUNTS.includes(name)) return currency === "" ? value : `${value} ${currency}`;
    if (DURATIONS.includes(name)) return duration(Number(value));
    if (INSTANTS.includes(name)) return instant(value);
    if (name === "reason" || name === "verdict" || name === "source") return this.reason(value, key);
    return name === "hash" ? value.slice(0, 12) : value;
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

/** "2026-03-04T12:00:00Z" → "2026-03-04 12:00:00 UTC"; anything else unchanged. */
export function instant(value: string): string {
  const part = /^(\d{4}-\d\d-\d\d)T([\d:.]+)Z$/.exec(value);
  return part ? `${part[1]} ${part[2]} UTC` : value;
}

/** `{name}` → its value, once; what is not given stays as it is written. */
function fill(pattern: string, values: Readonly<Record<string, string | number>>): Part[] {
  return pattern.split(/(\{[^{}]+\})/).filter((text) => text !== "").map((text) => {
    const name = text.slice(1, -1);
    const given = text.startsWith("{") && text.endsWith("}") && Object.hasOwn(values, name);
    return given ? { text: String(values[name]), value: true } : { text, value: false };
  });
}
