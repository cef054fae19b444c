// Reads tests/vectors, asks the native CLI, and says whether an answer is what a vector expects. Shared by all doors in JavaScript.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const cli = join(root, "target/release/makegood");
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Vectors of all files whose name has `only` in it, each with the native core's answer; `text` is null where the bytes are not UTF-8.
 * A member stands on one line, and what stands there is what goes over the wire.
 */
export function vectors(only = "") {
  if (!existsSync(cli)) throw new Error("build the native core first: cargo build --release");
  const folder = join(root, "tests/vectors");
  const rows = [];
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".json") && n.includes(only)).sort()) {
    let row = {};
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      const member = /^ {2}"(\w+)": (.*?),?$/.exec(line);
      if (member) row[member[1]] = member[2];
      if (line.startsWith("}")) {
        const bytes = requestBytes(row);
        rows.push({ id: JSON.parse(row.id), bytes, text: textOf(bytes), expect: row.expect, part: row.expectPart, native: native(bytes) });
        row = {};
      }
    }
  }
  return rows;
}

function requestBytes(row) {
  if (row.request) return Buffer.from(row.request);
  if (row.requestText) return Buffer.from(JSON.parse(row.requestText));
  if (row.requestBase64) return Buffer.from(JSON.parse(row.requestBase64), "base64");
  const fill = JSON.parse(row.requestFill);
  return Buffer.from(fill.prefix + fill.repeat.repeat(fill.count) + fill.suffix);
}

function textOf(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The native CLI's answer to the same bytes. */
function native(bytes) {
  const run = spawnSync(cli, ["call"], { input: bytes, maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  return run.stdout;
}

/** What is wrong with a door's answer to a vector, null when nothing is. */
export function fault(vector, answer) {
  if (!answer.equals(vector.native)) return `differs from native\n  native ${vector.native}\n  here   ${answer}`.slice(0, 3000);
  return holds(vector, answer.toString()) ? null : `answers ${answer}`.slice(0, 3000);
}

function holds(vector, answer) {
  return vector.expect ? vector.expect === answer : subset(JSON.parse(vector.part), JSON.parse(answer));
}

/** Objects: each member of `part`; arrays: equally long; others: equal. */
function subset(part, whole) {
  if (Array.isArray(part)) return Array.isArray(whole) && part.length === whole.length && part.every((p, i) => subset(p, whole[i]));
  if (part === null || typeof part !== "object") return part === whole;
  return whole !== null && typeof whole === "object" && Object.entries(part).every(([key, value]) => subset(value, whole[key]));
}
