// What is in the tarball: every file is expected by name, none says where it was built, and the bytes come again elsewhere.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildElsewhere, pack, root } from "./project.mjs";

const MODULES = ["api", "ask", "contract", "core", "errors", "exchange", "index", "load", "node"];
const WHOLE = ["package.json", "README.md", "dist/makegood.wasm", "dist/glue.js"];

/** The modules named above and one for each source of a component. */
function expected() {
  const sources = readdirSync(join(root, "js/src"), { recursive: true }).filter((name) => /^components\/.*\.ts$/.test(name) && !name.endsWith(".d.ts"));
  const modules = [...MODULES, ...sources.map((name) => name.replace(/\.ts$/, ""))];
  return [...WHOLE, ...modules.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`])].sort();
}

export const rows = [
  { id: "contents-expected", run: ({ files }) => assert.deepEqual(files, expected()) },
  {
    id: "contents-no-trace-of-the-machine",
    run({ project, files }) {
      const words = [root, homedir() + "/", "/node_modules/", "sourceMappingURL", "/tmp/"];
      for (const file of files) {
        const text = readFileSync(join(project, "node_modules/makegood", file), "latin1");
        const found = words.filter((word) => text.includes(word) && !(file === "README.md" && word === "/node_modules/"));
        assert.deepEqual(found, [], file);
      }
    },
  },
  {
    id: "contents-same-bytes-elsewhere",
    run({ temp, tarball }) {
      const to = join(temp, "elsewhere-tarball");
      mkdirSync(to);
      const copy = buildElsewhere(temp);
      const why = "another build gave other bytes, or what is built is older than js/src or dist/makegood.wasm: scripts/js.sh";
      assert.equal(sha256(pack(join(copy, "js"), to).tarball), sha256(tarball), why);
      const bundles = readdirSync(join(copy, "dist/panel"));
      for (const file of bundles) assert.equal(sha256(join(copy, "dist/panel", file)), sha256(join(root, "dist/panel", file)), `${file}: ${why}`);
      return sha256(tarball).slice(0, 12);
    },
  },
];

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
