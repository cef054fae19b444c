// The package's entry in Node: the same, but a file is read from the disk.

import { readFile } from "node:fs/promises";
import { once, type Core } from "./core.js";
import { networkError } from "./errors.js";
import type { CoreSource } from "./load.js";

export { MakegoodError } from "./errors.js";

/** As in browsers; a text that is no URL is a path. */
export function init(source?: CoreSource): Promise<Core> {
  return once(async () => {
    const from = source ?? new URL("./makegood.wasm", import.meta.url);
    const isFile = from instanceof URL ? from.protocol === "file:" : typeof from === "string" && !/^(https?|data|blob):/i.test(from);
    if (!isFile) return from;
    const file = from instanceof URL || !/^file:/i.test(from as string) ? (from as URL | string) : new URL(from as string);
    try {
      return await readFile(file);
    } catch (cause) {
      throw networkError(cause, String(file));
    }
  });
}
