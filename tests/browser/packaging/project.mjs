// A project of somebody else's: the package packed, and installed from its tarball into an empty folder.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

export function temporary() {
  return mkdtempSync(join(realpathSync(tmpdir()), "makegood-pack-"));
}

/** Runs a command; throws with what it printed when it fails. */
export function sh(command, args, cwd, env = {}) {
  const run = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${run.stdout}${run.stderr}`.slice(0, 4000));
  return run.stdout;
}

/** Packs a folder's package into `to`: its file and what npm says is in it. */
export function pack(folder, to) {
  const [made] = JSON.parse(sh("npm", ["pack", "--json", "--pack-destination", to], folder));
  return { tarball: join(to, made.filename), files: made.files.map(({ path }) => path).sort() };
}

/** An empty project with the tarball installed, from npm's cache where it has the two dependencies. */
export function install(tarball, temp) {
  const project = join(temp, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{"name":"somebody","private":true,"type":"module"}\n');
  sh("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball], project);
  return project;
}

/** The same sources elsewhere, built there: another path and other times have to give the same bytes. */
export function buildElsewhere(temp) {
  const copy = join(temp, "elsewhere", "checkout");
  mkdirSync(join(copy, "dist"), { recursive: true });
  const generated = (from) => !/\/(node_modules|dist|dist\.new)$/.test(from);
  cpSync(join(root, "js"), join(copy, "js"), { recursive: true, filter: generated });
  cpSync(join(root, "dist/makegood.wasm"), join(copy, "dist/makegood.wasm"));
  cpSync(join(root, "dist/js"), join(copy, "dist/js"), { recursive: true });
  symlinkSync(join(root, "js/node_modules"), join(copy, "js/node_modules"));
  sh(process.execPath, ["build.mjs"], join(copy, "js"));
  return copy;
}

export function needs(path, how) {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: ${how}`);
}
