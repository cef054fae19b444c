/* tslint:disable */
/* eslint-disable */

/**
 * `call` for JavaScript: the answer to one request.
 */
export function call(request: string): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly mg_text_units: (a: number, b: number, c: number) => bigint;
    readonly mg_text_literal: (a: number, b: number, c: number) => void;
    readonly mg_text_string: (a: number, b: number, c: number) => void;
    readonly mg_text_instant: (a: number, b: bigint) => void;
    readonly mg_text_integer: (a: number, b: bigint) => void;
    readonly mg_text_decimal: (a: number, b: bigint, c: number, d: number) => void;
    readonly mg_text_compare: (a: number, b: number, c: number, d: number) => number;
    readonly mg_text_whole: (a: number, b: number) => bigint;
    readonly mg_text_clock: (a: number, b: number) => bigint;
    readonly mg_text_is_utf8: (a: number, b: number) => number;
    readonly mg_text_tokens: (a: number, b: number, c: number, d: number, e: number, f: number) => number;
    readonly mg_text_start: (a: number) => void;
    readonly mg_text_span: (a: number, b: number, c: number, d: number) => number;
    readonly call: (a: number, b: number, c: number) => void;
    readonly mg_alloc: (a: number) => number;
    readonly mg_call: (a: number, b: number) => number;
    readonly mg_release: (a: number) => void;
    readonly __wbindgen_add_to_stack_pointer: (a: number) => number;
    readonly __wbindgen_export: (a: number, b: number) => number;
    readonly __wbindgen_export2: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_export3: (a: number, b: number, c: number) => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
