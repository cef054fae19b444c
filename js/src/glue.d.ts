// wasm-bindgen's glue for makegood.wasm; the build copies dist/js/makegood.js beside this package's modules as glue.js.

import type { Exports } from "./exchange.js";

export function initSync(options: { module: WebAssembly.Module }): Exports;
export function call(request: string): string;
