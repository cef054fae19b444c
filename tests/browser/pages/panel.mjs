// Sandbox panels of the tests: the module as its sources are now, a panel made once and copied, PHP's own server in front of it.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const HERE = join(ROOT, "tests/browser/pages");
const BIN = join(ROOT, "php-bridge/sandbox/bin");

const php = (...args) => execFileSync("php", ["-d", "memory_limit=128M", ...args], { encoding: "utf8", env: { ...process.env, SANDBOX_NOW: "", SANDBOX_ASSUME: "" }, maxBuffer: 1 << 26 });

/** Everything lives in one folder that goes away with the tests. */
export function workshop() {
  const home = mkdtempSync(join(tmpdir(), "makegood-pages-"));
  const servers = new Set();
  const close = async () => {
    await Promise.all([...servers].map((server) => server.stop()));
    rmSync(home, { recursive: true, force: true });
  };
  return { home, servers, close };
}

/** The module as it would be unzipped: MAKEGOOD_MODULE, else put together from the sources and dist/, so that nobody's build is disturbed. */
export async function assembled(home) {
  const to = join(home, "module/makegood");
  if (process.env.MAKEGOOD_MODULE) {
    cpSync(process.env.MAKEGOOD_MODULE, to, { recursive: true });
    return to;
  }
  cpSync(join(ROOT, "php-bridge/whmcs/modules/addons/makegood"), to, { recursive: true });
  cpSync(join(ROOT, "php-bridge/src"), join(to, "bridge"), { recursive: true });
  for (const [folder, files] of Object.entries({ engine: ["makegood.php", "makegood-more.php", "makegood.wasm", "manifest.json", "selftest.json"], assets: ["makegood.wasm", "panel/boot.js", "panel/makegood-panel.js", "panel/makegood.css"] })) {
    mkdirSync(join(to, folder), { recursive: true });
    for (const file of files) cpSync(join(ROOT, "dist", file), join(to, folder, file.split("/").at(-1)));
  }
  cpSync(join(ROOT, "policies"), join(to, "policies"), { recursive: true });
  await bundle(join(to, "assets"));
  return to;
}

/** The components as their sources are now; without esbuild what dist/ has stays. */
async function bundle(folder) {
  if (!existsSync(join(ROOT, "js/node_modules/esbuild"))) return;
  const { build } = createRequire(join(ROOT, "js/package.json"))("esbuild");
  const common = { absWorkingDir: join(ROOT, "js"), bundle: true, format: "esm", target: "es2022", minify: true, charset: "utf8", logLevel: "warning", plugins: [{ name: "glue", setup: (b) => b.onResolve({ filter: /\/glue\.js$/ }, () => ({ path: join(ROOT, "dist/js/makegood.js") })) }] };
  for (const [from, name] of [["boot.ts", "boot.js"], ["index.ts", "makegood-panel.js"]]) {
    await build({ ...common, entryPoints: [join(ROOT, "js/src/panel", from)], outfile: join(folder, name) });
  }
  const css = join(ROOT, "js/src/panel/makegood.css");
  if (existsSync(css)) cpSync(css, join(folder, "makegood.css"));
}

/** A panel of the demonstration company with the module switched on and nothing set up. */
export function made(home, module, name = "base") {
  const root = join(home, name, "panel");
  mkdirSync(root, { recursive: true });
  php(join(BIN, "install.php"), "--root", root, "--module", module, "--seed", "--now", "2026-03-01T00:30:00Z", "--timezone", "UTC");
  php(join(BIN, "activate.php"), "--root", root);
  return root;
}

/** The same panel again, in a folder of its own. */
export function copied(home, from, name, module = null) {
  const root = join(home, name, "panel");
  // The other panel may be at work: its database is copied by SQLite itself, its sessions stay behind.
  const left = (path) => basename(path).startsWith("panel.sqlite") || basename(dirname(path)) === "sessions";
  cpSync(dirname(from), dirname(root), { recursive: true, filter: (path) => !left(path) });
  php("-r", "$db = new PDO('sqlite:' . $argv[1]); $db->exec('PRAGMA busy_timeout = 15000'); $db->exec('VACUUM INTO ' . $db->quote($argv[2]));", join(from, "panel.sqlite"), join(root, "panel.sqlite"));
  php(join(BIN, "install.php"), "--root", root, ...(module ? ["--module", module] : []));
  return root;
}

export const make = (root, ...words) => php(join(HERE, "make.php"), root, ...words.map(String)).trim();
export const ids = (root) => JSON.parse(make(root, "ids"));
export const setClock = (root, instant) => writeFileSync(join(root, "clock"), `${instant}\n`);
export const costs = (root) => (existsSync(join(root, "cost.log")) ? readFileSync(join(root, "cost.log"), "utf8").trim().split("\n").map((line) => JSON.parse(line)) : []);

export async function freePort() {
  const probe = createServer();
  await new Promise((done, failed) => probe.once("error", failed).listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** PHP's server over a panel. `block`: assets (static files of modules are refused), wasm (the policy forbids it); `paused`: it has moved. */
export async function served(shop, root, { block = "", assume = "", paused = false } = {}) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const told = (sql) => php("-r", "(new PDO('sqlite:' . $argv[1]))->prepare($argv[3])->execute([$argv[2]]);", join(root, "panel.sqlite"), `${origin}/`, sql);
  told("UPDATE tblconfiguration SET value = ? WHERE setting = 'SystemURL'");
  // Else the panel would seem to have moved with each free port.
  if (!paused) told("UPDATE mod_makegood_meta SET value = ? WHERE name = 'installation_url'");
  const assumptions = [assume, block === "assets" ? "assets.static=denied" : ""].filter(Boolean).join(",");
  const env = { ...process.env, SANDBOX_ROOT: root, SANDBOX_NOW: "", SANDBOX_ASSUME: assumptions, PAGES_BLOCK: block, PHP_CLI_SERVER_WORKERS: "" };
  const child = spawn("php", ["-d", "memory_limit=96M", "-d", "display_errors=1", "-d", "error_reporting=32767", "-d", "opcache.enable_cli=1", "-d", "opcache.jit=off", "-d", "opcache.revalidate_freq=0", "-S", `127.0.0.1:${port}`, join(HERE, "router.php")], { env, stdio: ["ignore", "ignore", "pipe"] });
  let noise = "";
  child.stderr.on("data", (chunk) => (noise += chunk));
  for (let i = 0; !(await fetch(`${origin}/login`).then((answer) => answer.ok, () => false)); i += 1) {
    if (i > 100 || child.exitCode !== null) throw new Error(`the panel does not answer: ${noise.slice(-800)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const stop = () => new Promise((done) => {
    shop.servers.delete(server);
    if (child.exitCode !== null) return done();
    child.once("exit", done);
    child.kill("SIGTERM");
  });
  /** What PHP complained about. */
  const complaints = () => noise.split("\n").filter((line) => /PHP (Warning|Notice|Deprecated|Fatal|Parse)|Uncaught/.test(line));
  const server = { origin, root, stop, complaints };
  shop.servers.add(server);
  return server;
}
