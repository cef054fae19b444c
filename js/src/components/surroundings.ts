// What a page gives all of its components at once: the core, texts, language, zone, the form token.

import type { Core } from "../core.js";
import type { Texts } from "./texts.js";

/** The part of a core that components use. `sha256` is known where the file's bytes were checked. */
export type Runner = Pick<Core, "call"> & { readonly sha256?: string | null };

export interface Surroundings {
  texts: Texts;
  locale: string;
  zone: string;
  token: string | null;
  /** Loads the core when a component first needs it; null when the page has none. */
  core: (() => Promise<Runner>) | null;
}

/** Fires `change` when a page sets it. */
export class Shared extends EventTarget {
  now: Surroundings = { texts: {}, locale: "", zone: "UTC", token: null, core: null };

  set(part: Partial<Surroundings>): void {
    this.now = { ...this.now, ...part };
    this.dispatchEvent(new Event("change"));
  }
}

/** One for each page. */
export const shared = new Shared();

/** Tells all components of the page what they have in common. */
export function surround(part: Partial<Surroundings>): void {
  shared.set(part);
}
