// The README's example: one settle request and what it has to give, in every way the package can be loaded.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const readme = readFileSync(fileURLToPath(new URL("../../../README.md", import.meta.url)), "utf8");

/** The request as text, exactly as the README shows it. */
export const REQUEST = /let request = r#"(.*?)"#;/s.exec(readme)[1];

/** Its adjustment and posting. */
export const EXPECTED = { adjustmentGross: "1.20", posting: "1.20", availability: "99.940001" };

/** Source of a function for a page, a worker or a script: the same three figures out of an answer. */
export const FIGURES = `({ results: [r] }) => ({ adjustmentGross: r.adjustment.gross, posting: r.posting, availability: r.availability })`;
