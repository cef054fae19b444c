// The JavaScript door: loads dist/makegood.wasm and moves bytes in and out; it computes nothing.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * One loaded core. `call` takes the request's bytes (or text) and gives the answer's bytes, the same as every other door.
 * @typedef {{ call(request: Uint8Array | string): Uint8Array, text(request: string): string }} Core
 */

/**
 * Loads the core from bytes, a compiled module, or a URL or Response that `fetch` understands.
 * @param {BufferSource | WebAssembly.Module | Response | URL | string} source
 * @returns {Promise<Core>}
 */
export async function load(source) {
  const module = await compile(source);
  let exports = instantiate(module);
  const call = (request) => {
    const bytes = typeof request === "string" ? encoder.encode(request) : request;
    try {
      return exchange(exports, bytes);
    } catch (error) {
      exports = instantiate(module); // after a trap the memory is not to be trusted
      throw error;
    }
  };
  return { call, text: (request) => decoder.decode(call(request)) };
}

async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new Error(`makegood: the core could not be loaded (HTTP ${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function instantiate(module) {
  return new WebAssembly.Instance(module, {}).exports;
}

/** `mg_call` consumes the input buffer and returns the address of a little-endian u32 length followed by the answer. */
function exchange({ memory, mg_alloc, mg_call, mg_release }, bytes) {
  const input = mg_alloc(bytes.length) >>> 0;
  new Uint8Array(memory.buffer).set(bytes, input);
  const answer = mg_call(input, bytes.length) >>> 0;
  const length = new DataView(memory.buffer).getUint32(answer, true);
  const copy = new Uint8Array(memory.buffer).slice(answer + 4, answer + 4 + length);
  mg_release(answer);
  return copy;
}
