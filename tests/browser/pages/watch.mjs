// A page with somebody watching: what the console, the network, the policy and hostile names did on it, and what axe finds.

import AxeBuilder from "@axe-core/playwright";

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const GRAVE = ["serious", "critical"];

/** A context of one person. `who`: "admin:1", "client:5", "both:1:5" or "". */
export async function person(browser, origin, who, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const [kind, id, second] = who.split(":");
  const cookie = (name, value) => ({ name: `sandbox_${name}`, value, url: origin });
  const cookies = { admin: () => [cookie("admin", id)], client: () => [cookie("client", id)], both: () => [cookie("admin", id), cookie("client", second)] }[kind]?.() ?? [];
  if (cookies.length > 0) await context.addCookies(cookies);
  await context.addInitScript(() => {
    window.broken = [];
    document.addEventListener("securitypolicyviolation", (event) => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return context;
}

/** Opens a page and keeps a diary of everything that should not happen. */
export async function watched(context) {
  const page = await context.newPage();
  const diary = [];
  page.on("pageerror", (error) => diary.push(`script: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && diary.push(`console: ${message.text()} ${message.location().url}`));
  page.on("requestfailed", (request) => !/ERR_ABORTED/.test(request.failure()?.errorText ?? "") && diary.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && diary.push(`status ${response.status()}: ${response.url()}`));
  page.on("dialog", async (dialog) => {
    diary.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  /** Complaints since the last call; policy violations and the marks of hostile names are read from the page. */
  const faults = async () => {
    const inside = await page.evaluate(() => [...(window.broken ?? []).map((text) => `policy: ${text}`), ...("hit" in window ? [`a hostile name ran: ${window.hit}`] : [])]).catch(() => []);
    return [...diary.splice(0), ...inside];
  };
  return { page, faults };
}

/** Waits until every component on the page has drawn or given up (a drill waits for its button); says what became of each. */
export async function drawn(page, timeout = 10_000) {
  const settled = () => [...document.querySelectorAll("*")].every((node) => !node.localName.startsWith("makegood-") || node.localName === "makegood-drill" || (customElements.get(node.localName) && node.phase !== "waiting"));
  await page.waitForFunction(settled, null, { timeout }).catch(() => {});
  return page.evaluate(() => [...document.querySelectorAll("*")].filter((node) => node.localName.startsWith("makegood-"))
    .map((node) => ({ tag: node.localName.slice(9), src: node.getAttribute("src") ?? "", phase: node.phase ?? "not defined", problem: node.problem ?? null })));
}

/** Opens every fold of the page. */
export const unfolded = (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((node) => (node.open = true)));

/** One line for each component that did not draw. */
export const undrawn = (components) => components.filter(({ tag, phase, problem }) => (tag !== "drill" && phase !== "ready") || problem)
  .map(({ tag, src, phase, problem }) => `makegood-${tag} is ${phase}: ${problem} (${src})`);

/** Serious and critical findings, one line each. */
export async function axe(page) {
  const found = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
  return found.violations.filter(({ impact }) => GRAVE.includes(impact)).map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map((node) => `${[node.target].flat(3).join(" > ")} ${(node.any[0]?.message ?? node.failureSummary ?? "").split("\n")[0].slice(0, 160)}`).join(" | ")}`);
}

/** What reaches beyond the page's right edge, whether the page scrolls sideways or cuts it off; what scrolls in a box of its own may. */
export async function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && node.localName !== "main" && node.localName !== "body";
    const boxed = (node) => {
      // A box of its own, or a table's head that only screen readers see.
      for (let up = node.parentElement; up && up.localName !== "main"; up = up.parentElement) if (scrolls(up) || (up.localName === "thead" && getComputedStyle(up).position === "absolute")) return true;
      return false;
    };
    const wide = [...document.querySelectorAll("main *")].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 1 && box.right > width + 1 && node.checkVisibility() && !boxed(node);
    });
    const over = [...document.querySelectorAll("main p, main h2, main h3, main h4, main li, main dd, main label, main a, main button")].filter((node) => node.scrollWidth > node.clientWidth + 2 && node.clientWidth > 0
      && node.checkVisibility() && !boxed(node) && !scrolls(node) && getComputedStyle(node).display !== "inline" && node.getBoundingClientRect().left + node.scrollWidth > width - 8);
    const found = [...wide, ...over];
    return found.length === 0 && document.documentElement.scrollWidth <= width + 1 ? []
      : [`reaches beyond the page (${document.documentElement.scrollWidth} > ${width}): ${found.slice(-3).map((node) => `${node.localName}.${node.className} "${(node.innerText ?? "").slice(0, 30)}"`).join(", ")}`];
  });
}

/** Text that is squeezed to a letter or two a line, also inside the components. */
export async function squeezed(page) {
  return page.evaluate(() => {
    const found = [];
    // What only screen readers meet has a box of a point or two.
    const clipped = (node) => {
      for (let up = node; up instanceof Element; up = up.parentElement) {
        const { height, width } = up.getBoundingClientRect();
        if ((height <= 2 || width <= 2) && getComputedStyle(up).overflow === "hidden") return true;
      }
      return false;
    };
    const search = (root) => {
      for (const node of root.querySelectorAll("*")) {
        if (node.shadowRoot) search(node.shadowRoot);
        const own = [...node.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()).join(" ");
        const box = node.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(node).fontSize);
        if (own.length >= 6 && box.width > 2 && box.width < 2.2 * size && box.height > 3.5 * size && node.checkVisibility() && !clipped(node)) found.push(`squeezed to ${Math.round(box.width)} px: "${own.slice(0, 40)}"`);
      }
    };
    search(document.querySelector("main"));
    return found.slice(0, 3);
  });
}
