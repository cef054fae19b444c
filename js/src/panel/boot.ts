// The one script of every page: loads the style sheet and the components from the first place that has them, else from PHP.

import { addresses, config, type Config } from "./config.js";

const ELEMENTS = ["timeline", "credit", "invoice", "notice", "source", "trial", "drill", "quote"].map((name) => `makegood-${name}`).join(",");

async function boot(): Promise<void> {
  const page = config();
  style(addresses(page, "makegood.css", page.version));
  let reason: unknown;
  for (const address of addresses(page, "makegood-panel.js", page.version)) {
    try {
      await import(address);
      return;
    } catch (error) {
      reason = error;
    }
  }
  tell(page);
  throw reason ?? new Error("makegood: #makegood-config names no assets");
}

function style([address, ...others]: string[]): void {
  if (address === undefined) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  link.addEventListener("error", () => {
    link.remove();
    style(others);
  });
  document.head.append(link);
}

/** The fallbacks stay; each says that there would be more. */
function tell({ texts }: Config): void {
  const why = texts["ui_failed_scripts"] ?? "the panel's scripts could not be loaded.";
  for (const element of document.querySelectorAll(ELEMENTS)) {
    const line = document.createElement("p");
    line.className = "makegood-failed";
    line.setAttribute("role", "status");
    line.textContent = (texts["ui_failed"] ?? "This could not be drawn: {why}").replace("{why}", () => why);
    element.append(line);
    element.dispatchEvent(new CustomEvent("makegood-failed", { bubbles: true, composed: true, detail: { problem: why } }));
  }
}

await boot();
