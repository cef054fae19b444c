// makegood-panel.js: the components with what the panel's page says, and the core from where the panel keeps it.

import { surround, type Runner } from "../components/index.js";
import { init } from "../index.js";
import { addresses, config, type Config } from "./config.js";

const page = config();
let loading: Promise<Runner> | undefined;

surround({ texts: page.texts, locale: page.locale, zone: page.zone, token: page.token, core: () => (loading ??= core(page)) });

/** The very file that the panel runs, or a failure that says why not: what is drawn must not come from another core. */
async function core(panel: Config): Promise<Runner> {
  const reasons: string[] = [];
  for (const address of addresses(panel, "makegood.wasm", panel.wasmSha256)) {
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const bytes = await response.arrayBuffer();
      const sha256 = await digest(bytes);
      if (sha256 !== null && panel.wasmSha256 !== "" && sha256 !== panel.wasmSha256) throw new Error("it is not the file that the panel runs");
      const loaded = await init(bytes);
      return { call: (request) => loaded.call(request), sha256 };
    } catch (error) {
      reasons.push(`${new URL(address).pathname}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  loading = undefined;
  throw new Error(reasons.join("; "));
}

/** SHA-256 as hex; null where the browser offers none (a page without https). */
async function digest(bytes: ArrayBuffer): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
