#!/usr/bin/env node
// Checks the shipped module under PHP 8.1 to 8.5: `php -l` of every file, every class loads without a notice, the engine gives its known
// answers, and every vector comes out byte for byte like the native core's. Needs target/release/makegood.
// Usage: node tests/php-versions/run.mjs [folder of the module]; ends with `N passed, M failed`. One worker process for each version, two at a time.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { vectors } from "../doors/vectors.mjs";

const VERSIONS = ["8.1", "8.2", "8.3", "8.4", "8.5"];
const MOUNT = "/module";
const self = fileURLToPath(import.meta.url);
const here = dirname(self);
const root = join(here, "..", "..");

if (process.argv[2] === "--worker") {
  await worker(process.argv[3], process.argv[4], process.argv[5]);
} else {
  await main(resolve(process.argv[2] ?? join(root, "build/whmcs/modules/addons/makegood")));
}

async function main(module) {
  const queue = [...VERSIONS];
  const calls = mkdtempSync(join(tmpdir(), "makegood-vectors-"));
  const count = written(join(calls, "vectors"));
  console.log(`${count} vectors, with the native core's answers`);
  let failed = count > 0 ? 0 : 1;
  const next = async () => {
    for (let version = queue.shift(); version; version = queue.shift()) {
      const code = await new Promise((done) => {
        spawn(process.execPath, [self, "--worker", version, module, calls], { stdio: "inherit" }).on("exit", (status) => done(status ?? 1));
      });
      failed += code === 0 ? 0 : 1;
    }
  };
  await Promise.all([next(), next()]);
  rmSync(calls, { recursive: true });
  console.log(`${VERSIONS.length - failed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** A line for each vector: id, request in base64, since it may be no text, digest of the native core's answer. */
function written(file) {
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const all = vectors();
  writeFileSync(file, all.map(({ id, bytes, native }) => `${id} ${bytes.toString("base64")} ${sha256(native)}\n`).join(""));
  return all.length;
}

async function worker(version, module, calls) {
  const { PHP } = await import("@php-wasm/universal");
  const { getPHPLoaderModule, loadNodeRuntime, createNodeFsMountHandler } = await import("@php-wasm/node");
  // Compiled once: before 8.3 every file has a PHP of its own, and each would compile 20 MB of it again.
  const compiled = await WebAssembly.compile(readFileSync((await getPHPLoaderModule(version)).dependencyFilename));
  const instantiateWasm = (imports, received) => {
    WebAssembly.instantiate(compiled, imports).then((instance) => received(instance, compiled));
    return {};
  };
  const fresh = async () => {
    const php = new PHP(await loadNodeRuntime(version, { emscriptenOptions: { processId: 1, instantiateWasm } }));
    php.mkdir(MOUNT);
    await php.mount(MOUNT, createNodeFsMountHandler(module));
    php.mkdir("/tests");
    await php.mount("/tests", createNodeFsMountHandler(here));
    php.mkdir("/calls");
    await php.mount("/calls", createNodeFsMountHandler(calls));
    return php;
  };
  const problems = [];
  const lint = async (files) => {
    const run = await (await fresh()).cli(["php", "-d", "display_errors=1", "-d", "error_reporting=-1", "-l", ...files]);
    const clean = (await run.stdoutText).split("\n").filter((line) => line.startsWith("No syntax errors")).length;
    const noise = (await run.stdoutText).split("\n").filter((line) => line.trim() !== "" && !line.startsWith("No syntax errors"));
    if (clean !== files.length || noise.length > 0) problems.push(`${files.length > 1 ? "" : files[0]} ${noise.join(" ")}`.trim());
  };
  const files = phpFiles(module).map((file) => `${MOUNT}/${relative(module, file)}`);
  // Before 8.3 `php -l` takes one file.
  const batches = Number.parseInt(version.slice(2), 10) >= 3 ? [files] : files.map((file) => [file]);
  for (const batch of batches) await lint(batch);
  const said = await text(await fresh(), "/tests/engine.php");
  if (!said.startsWith("fine ")) problems.push(said);
  const equal = problems.length === 0 ? await text(await fresh(), "/tests/vectors.php") : "";
  if (problems.length === 0 && !/^[1-9]\d* vectors$/.test(equal)) problems.push(equal);
  console.log(`PHP ${version}: ${files.length} files checked, ${problems.length === 0 ? `${said}, ${equal} byte-equal` : `FAILED: ${problems.join("; ")}`}`);
  process.exit(problems.length === 0 ? 0 : 1); // the runtime keeps Node alive
}

async function text(php, scriptPath) {
  try {
    return (await php.run({ scriptPath })).text.trim();
  } catch (error) {
    return (error.response?.text ?? String(error)).trim();
  }
}

function phpFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".php"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
