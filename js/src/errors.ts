// What can go wrong around the core. What goes wrong inside a request is an answer, never an exception.

/** Why the core could not be loaded, or that it broke. `internal` is the word every door uses for a core that broke. */
export type LoadErrorCode = "load_network" | "load_status" | "load_not_wasm" | "load_blocked" | "load_unsupported" | "internal";

/** An error with a stable code, one sentence for a person, and what to do about it. */
export class MakegoodError extends Error {
  override readonly name = "MakegoodError";

  constructor(
    readonly code: LoadErrorCode,
    message: string,
    readonly help: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export function statusError(status: number, url: string): MakegoodError {
  return new MakegoodError("load_status", `The core could not be loaded: HTTP status ${status}.`, `Check that ${shown(url)} is served.`);
}

export function networkError(cause: unknown, url: string): MakegoodError {
  return new MakegoodError(
    "load_network",
    "The core could not be loaded: no complete answer.",
    `Check that ${shown(url)} can be reached, and that the page's Content-Security-Policy allows it in connect-src.`,
    cause,
  );
}

export function notWasmError(cause?: unknown): MakegoodError {
  return new MakegoodError(
    "load_not_wasm",
    "What was loaded is not the core.",
    "Serve makegood.wasm of this package unchanged; an error page or a rewritten file came instead.",
    cause,
  );
}

export function trapError(cause: unknown): MakegoodError {
  return new MakegoodError(
    "internal",
    "The core stopped in the middle of a request.",
    "The next request runs on a fresh instance. Please report the request that did it.",
    cause,
  );
}

export function unsupportedError(): MakegoodError {
  return new MakegoodError("load_unsupported", "WebAssembly is not available here.", "Use a current browser without lockdown, or Node 18 or newer.");
}

/** Browsers refuse to compile under a Content-Security-Policy with a CompileError (Chromium, Firefox) or an EvalError (Safari). */
export function compileError(cause: unknown): MakegoodError {
  const text = cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause);
  if (!/EvalError|Content.Security.Policy|unsafe-eval|\bCSP\b/i.test(text)) return notWasmError(cause);
  return new MakegoodError(
    "load_blocked",
    "The page's Content-Security-Policy does not let WebAssembly run.",
    "Add 'wasm-unsafe-eval' to script-src: script-src 'self' 'wasm-unsafe-eval'. It allows WebAssembly only; no script text is evaluated.",
    cause,
  );
}

function shown(url: string): string {
  return url === "" ? "the response" : url;
}
