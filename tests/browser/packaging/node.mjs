// Node: the entry reads the file from the disk.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXPECTED, FIGURES, REQUEST } from "../lib/example.mjs";
import { sh } from "./project.mjs";

const SCRIPT = `
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { init, MakegoodError } from "makegood";
const require = createRequire(import.meta.url);
const core = await init();
const answer = core.ask(JSON.parse(${JSON.stringify(REQUEST)}));
console.log(JSON.stringify({
  figures: (${FIGURES})(answer),
  same: JSON.stringify(answer) === core.call(${JSON.stringify(REQUEST)}),
  version: require("makegood/package.json").version,
  wasm: readFileSync(require.resolve("makegood/makegood.wasm")).subarray(0, 4).toString("latin1"),
  error: new MakegoodError("internal", "", "").name,
}));
`;

/** The first JavaScript of the package's README, as it stands there. */
function readmeExample(project) {
  const readme = readFileSync(join(project, "node_modules/makegood/README.md"), "utf8");
  return /```js\n(.*?)```/s.exec(readme)[1];
}

export const rows = [
  {
    id: "node-readme-example",
    run({ project }) {
      writeFileSync(join(project, "readme.mjs"), readmeExample(project));
      assert.equal(sh(process.execPath, ["readme.mjs"], project), `${EXPECTED.adjustmentGross}\n`);
    },
  },
  {
    id: "node-import",
    run({ project }) {
      writeFileSync(join(project, "node.mjs"), SCRIPT);
      const { figures, same, version, wasm, error } = JSON.parse(sh(process.execPath, ["node.mjs"], project));
      assert.deepEqual(figures, EXPECTED);
      assert.equal(same, true);
      assert.match(version, /^\d+\.\d+\.\d+$/);
      assert.equal(wasm, "\0asm");
      assert.equal(error, "MakegoodError");
    },
  },
];
