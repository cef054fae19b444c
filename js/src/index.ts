// The package's entry in browsers, workers and bundlers.

import { once, type Core } from "./core.js";
import type { CoreSource } from "./load.js";

export type { RequestOf } from "./ask.js";
export type * from "./contract.js";
export type { Core } from "./core.js";
export { MakegoodError, type LoadErrorCode } from "./errors.js";
export type { CoreSource } from "./load.js";

/**
 * Loads the core once a realm: every later call, whatever it names, gives the same one.
 * Without a source it comes from beside this module. Rejects with a MakegoodError.
 */
export function init(source?: CoreSource): Promise<Core> {
  return once(() => source ?? new URL("./makegood.wasm", import.meta.url));
}
