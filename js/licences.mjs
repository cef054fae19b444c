// The licences of the packages that a bundle contains, as one comment: they ask to travel with every copy.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @param inputs the file names of esbuild's metafile, relative to `folder` */
export function licences(inputs, folder) {
  const packages = [...new Set(inputs.flatMap((name) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []))].sort();
  const users = new Map();
  for (const name of packages) {
    const path = join(folder, "node_modules", name, "LICENSE");
    if (!existsSync(path)) throw new Error(`${name} has no LICENSE: say where its licence stands`);
    const text = readFileSync(path, "utf8").trim().replaceAll("\r\n", "\n").replaceAll("*/", "* /");
    users.set(text, [...(users.get(text) ?? []), name]);
  }
  return [...users].map(([text, names]) => `/*! ${names.join(", ")}\n\n${text}\n*/\n`).join("");
}
