// One loaded core: text, bytes or typed requests in, answers out. It computes nothing itself.

import type { RequestOf } from "./ask.js";
import type { Answer, Command } from "./contract.js";
import { trapError } from "./errors.js";
import { exchange, type Exports } from "./exchange.js";
import * as glue from "./glue.js";
import { compile, type CoreSource } from "./load.js";

/** The core, loaded. Amounts go in and come out as decimal strings; a refused request is an answer with `ok: false`. */
export interface Core {
  /** The answer to a request, both JSON text: the same bytes as behind every other door. */
  call(request: string): string;
  /** The same for bytes, also for those that are not UTF-8. */
  bytes(request: Uint8Array): Uint8Array<ArrayBuffer>;
  /** The same, typed by the command. `contract` may be left out. */
  ask<C extends Command>(request: { command: C } & RequestOf<C>): Answer<C>;
  /** Which core this is: version, contract, hash of its sources, commands, error codes. */
  describe(): Answer<"describe">;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

let loading: Promise<Core> | undefined;

/** The core is a pure function, so one instance serves everybody; after a failure the next call tries again. */
export function once(source: () => CoreSource | Promise<CoreSource>): Promise<Core> {
  loading ??= load(source);
  return loading;
}

async function load(source: () => CoreSource | Promise<CoreSource>): Promise<Core> {
  try {
    const module = await compile(await source());
    return over(module, glue.initSync({ module }), glue.call);
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/**
 * A core over one module. `text` is the glue's `call`, bound to `first`; once an instance broke, its memory is not to be trusted:
 * a fresh instance takes over, behind the byte door alone, since the glue holds on to its first one.
 */
export function over(module: WebAssembly.Module, first: Exports, text?: (request: string) => string): Core {
  let exports = first;
  let glued = text;
  const guarded = <T>(run: () => T): T => {
    try {
      return run();
    } catch (cause) {
      exports = new WebAssembly.Instance(module).exports as unknown as Exports;
      glued = undefined;
      throw trapError(cause);
    }
  };
  const bytes = (request: Uint8Array) => guarded(() => exchange(exports, request));
  const call = (request: string) => {
    const through = glued;
    return through ? guarded(() => through(request)) : decoder.decode(bytes(encoder.encode(request)));
  };
  const ask = <C extends Command>(request: { command: C } & RequestOf<C>): Answer<C> =>
    JSON.parse(call(JSON.stringify({ contract: 1, ...request }))) as Answer<C>;
  return { call, bytes, ask, describe: () => ask({ command: "describe" }) };
}
