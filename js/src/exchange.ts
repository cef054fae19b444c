// The raw byte door, as PHP uses it: an address and a length in, an address of a length and the answer's bytes out.

export interface Exports {
  readonly memory: WebAssembly.Memory;
  mg_alloc(length: number): number;
  mg_call(request: number, length: number): number;
  mg_release(answer: number): void;
}

/** `mg_call` consumes the request; its answer is a little-endian u32 length and that many bytes. */
export function exchange({ memory, mg_alloc, mg_call, mg_release }: Exports, request: Uint8Array): Uint8Array<ArrayBuffer> {
  const input = mg_alloc(request.length) >>> 0;
  new Uint8Array(memory.buffer).set(request, input);
  const answer = mg_call(input, request.length) >>> 0;
  const length = new DataView(memory.buffer).getUint32(answer, true);
  const copy = new Uint8Array(memory.buffer.slice(answer + 4, answer + 4 + length) as ArrayBuffer);
  mg_release(answer);
  return copy;
}
