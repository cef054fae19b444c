// The package's own code, without a browser: what it does around the core. Run by `npm test` in js/, after the build.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { over } from "../dist/core.js";
import { compileError } from "../dist/errors.js";
import { compile } from "../dist/load.js";
import { init } from "../dist/node.js";
import { counter } from "./counter.mjs";

const wasm = await readFile(new URL("../dist/makegood.wasm", import.meta.url));
const bytes = (text) => new TextEncoder().encode(text);
const text = (answer) => new TextDecoder().decode(answer);
const code = (wanted) => (error) => error.name === "MakegoodError" && error.code === wanted && error.help.length > 0;

test("a failed init is tried again; a good one is the only one", async () => {
  await assert.rejects(init("/nowhere/makegood.wasm"), code("load_network"));
  const core = await init();
  assert.equal(await init(new URL("file:///nowhere")), core);
  assert.equal(core.describe().name, "makegood");
});

test("a refused request is an answer", async () => {
  const core = await init();
  const answer = core.ask({ command: "settle" });
  assert.equal(answer.ok, false);
  assert.equal(answer.errors[0].code, "missing_field");
  assert.equal(core.ask({ command: "describe", contract: 2 }).errors[0].code, "unsupported_contract");
});

test("text and bytes give the same; bytes that are not UTF-8 are answered", async () => {
  const core = await init();
  for (const request of ['{"contract":1,"command":"describe"}', "", "{", '"Gr\u00fc\u00dfe \ud83d\ude00"', "\ufeff{}"]) {
    assert.equal(text(core.bytes(bytes(request))), core.call(request));
  }
  assert.equal(JSON.parse(text(core.bytes(new Uint8Array([0x7b, 0xff])))).errors[0].code, "invalid_utf8");
});

test("after a trap the next call meets a fresh instance", async () => {
  const module = await WebAssembly.compile(counter());
  const core = over(module, new WebAssembly.Instance(module).exports);
  assert.deepEqual(["a", "a"].map((request) => text(core.bytes(bytes(request)))), ["1", "2"]);
  assert.throws(() => core.bytes(bytes("!")), code("internal"));
  assert.equal(text(core.bytes(bytes("a"))), "1");
});

test("after a trap in the glue, text goes through the bytes of a fresh instance", async () => {
  const module = await WebAssembly.compile(counter());
  const core = over(module, new WebAssembly.Instance(module).exports, () => {
    throw new WebAssembly.RuntimeError("unreachable");
  });
  assert.throws(() => core.call("a"), code("internal"));
  assert.equal(core.call("a"), "1");
});

const broken = () => new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) });
const page = (body, type, status = 200) => () => new Response(body, { status, headers: { "Content-Type": type } });
for (const [why, source, wanted] of [
  ["streamed", page(wasm, "application/wasm"), null],
  ["a host that knows no wasm", page(wasm, "application/octet-stream"), null],
  ["bytes", () => wasm, null],
  ["a buffer", () => wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength), null],
  ["a module", () => new WebAssembly.Module(wasm), null],
  ["a missing file", page("not found", "text/html", 404), "load_status"],
  ["an error page with status 200", page("<html>", "text/html"), "load_not_wasm"],
  ["an error page called wasm", page("<html>", "application/wasm"), "load_not_wasm"],
  ["half a file", page(wasm.subarray(0, 5000), "application/octet-stream"), "load_not_wasm"],
  ["a stream that breaks off", page(broken(), "application/wasm"), "load_network"],
  ["bytes that break off", page(broken(), "text/plain"), "load_network"],
  ["another module", () => new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), "load_not_wasm"],
  ["a dead address", () => "http://127.0.0.1:1/makegood.wasm", "load_network"],
]) {
  test(`load: ${why}`, async () => {
    if (wanted) await assert.rejects(compile(source()), code(wanted));
    else assert.ok((await compile(source())) instanceof WebAssembly.Module);
  });
}

for (const [browser, error, wanted] of [
  ["Chromium", new WebAssembly.CompileError("WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source"), "load_blocked"],
  ["Firefox", new WebAssembly.CompileError("call to WebAssembly.compile() blocked by CSP"), "load_blocked"],
  ["Safari", new EvalError("Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source"), "load_blocked"],
  ["a broken file", new WebAssembly.CompileError("WebAssembly.compile(): expected magic word 00 61 73 6d, found 3c 68 74 6d @+0"), "load_not_wasm"],
]) {
  test(`compile error of ${browser}`, () => {
    const made = compileError(error);
    assert.ok(code(wanted)(made));
    assert.equal(made.help.includes("script-src 'self' 'wasm-unsafe-eval'"), wanted === "load_blocked");
    assert.equal(made.cause, error);
  });
}
