// From whatever names the core to a compiled module.

import { compileError, MakegoodError, networkError, notWasmError, statusError, unsupportedError } from "./errors.js";

/** Where the core comes from: an address, an answer of `fetch`, its bytes, or the module itself. */
export type CoreSource = URL | string | Response | BufferSource | WebAssembly.Module;

export async function compile(source: CoreSource): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") throw unsupportedError();
  // By name: test environments and frames hand over objects of another realm, which `instanceof` does not know.
  const kind = Object.prototype.toString.call(source);
  if (kind === "[object WebAssembly.Module]") return checked(source as WebAssembly.Module);
  if (kind === "[object ArrayBuffer]" || ArrayBuffer.isView(source)) return fromBytes(source as BufferSource);
  return fromResponse(kind === "[object Response]" ? (source as Response) : await fetched(source as URL | string));
}

async function fetched(address: URL | string): Promise<Response> {
  try {
    return await fetch(address);
  } catch (cause) {
    throw networkError(cause, String(address));
  }
}

/** Compiles while it arrives where the server names the type; many hosts send wasm as plain bytes. */
async function fromResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw statusError(response.status, response.url);
  const streams = response.headers.get("Content-Type") === "application/wasm" && typeof WebAssembly.compileStreaming === "function";
  if (streams) {
    try {
      return checked(await WebAssembly.compileStreaming(response));
    } catch (cause) {
      // A TypeError is the connection's: the stream broke off.
      throw cause instanceof MakegoodError ? cause : cause instanceof TypeError ? networkError(cause, response.url) : compileError(cause);
    }
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await response.arrayBuffer();
  } catch (cause) {
    throw networkError(cause, response.url);
  }
  return fromBytes(bytes);
}

async function fromBytes(bytes: BufferSource): Promise<WebAssembly.Module> {
  let module: WebAssembly.Module;
  try {
    module = await WebAssembly.compile(bytes);
  } catch (cause) {
    throw compileError(cause);
  }
  return checked(module);
}

const NEEDED = ["memory", "call", "mg_alloc", "mg_call", "mg_release"];

/** The core imports nothing: a module that asks for anything is another one. */
function checked(module: WebAssembly.Module): WebAssembly.Module {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const isCore = WebAssembly.Module.imports(module).length === 0 && NEEDED.every((name) => names.includes(name));
  if (!isCore) throw notWasmError();
  return module;
}
