// What every component does alike: get its data, keep the fallback until it is there, say so when something fails.

import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { shared, type Runner } from "./surroundings.js";
import { base } from "./styles.js";
import { Clock } from "./time.js";
import type { Texts, UiKey } from "./texts.js";
import { Words } from "./words.js";

/** A failure with a sentence for the person who looks at the page. */
export class Failure extends Error {
  constructor(readonly key: UiKey, readonly values: Readonly<Record<string, string | number>> = {}) {
    super(key);
  }
}

export type Phase = "waiting" | "ready" | "failed";

/** Defines an element once; a page may load two copies of this file. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

export abstract class MakegoodElement<Data> extends LitElement {
  static override properties: PropertyDeclarations = {
    src: {},
    data: { attribute: false },
    core: { attribute: false },
    texts: { attribute: false },
    locale: {},
    zone: {},
    phase: { state: true },
    problem: { state: true },
  };

  static override styles: CSSResultGroup = base;

  declare src: string | null;
  declare data: Data | null;
  declare core: Runner | Promise<Runner> | null;
  declare texts: Texts | null;
  declare locale: string | null;
  declare zone: string | null;
  declare phase: Phase;
  declare problem: string | null;

  protected words = new Words();
  protected clock = new Clock("UTC", "");
  /** When what is shown was fetched. */
  protected fetchedMs: number | null = null;
  private takes = 0;
  private readonly onShared = (): void => {
    this.reword();
    if (this.data) void this.take();
  };

  constructor() {
    super();
    this.src = null;
    this.data = null;
    this.core = null;
    this.texts = null;
    this.locale = null;
    this.zone = null;
    this.phase = "waiting";
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    shared.addEventListener("change", this.onShared);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    shared.removeEventListener("change", this.onShared);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.has("texts") || changed.has("locale") || changed.has("zone")) this.reword();
    if (changed.has("src") && this.src) void this.load();
    if ((changed.has("data") || changed.has("core")) && this.data) void this.take();
  }

  /** What is drawn once the data was prepared. */
  protected abstract draw(data: Data): TemplateResult | typeof nothing;

  /** Computes what drawing needs (with the core). Throws what is to be shown as a failure. */
  protected async prepare(_data: Data): Promise<void> {}

  protected override render(): unknown {
    if (this.phase === "ready" && this.data) {
      try {
        return html`${this.draw(this.data)}${this.problem === null ? nothing : this.failureLine()}`;
      } catch (error) {
        void Promise.resolve().then(() => this.fail(error instanceof Failure ? error : new Failure("ui_failed_render")));
      }
    }
    return html`<slot></slot>${this.phase === "failed" ? this.failureLine() : nothing}`;
  }

  /** Fetches `src`. Data that was shown before stays when a refresh fails. */
  protected async load(): Promise<void> {
    const src = this.src ?? "";
    try {
      const body = await this.request(src);
      if (src !== this.src) return;
      this.fetchedMs = Date.now();
      this.data = body as Data;
    } catch (error) {
      this.fail(error);
    }
  }

  /** One exchange with the panel's endpoints: the body of an `ok` answer. */
  protected async request(address: string, form?: URLSearchParams): Promise<object> {
    let response: Response;
    try {
      const headers = { Accept: "application/json" };
      response = await fetch(new URL(address, document.baseURI), { credentials: "same-origin", headers, ...(form ? { method: "POST", body: form } : {}) });
    } catch {
      throw new Failure("ui_failed_network");
    }
    const body: unknown = await response.json().catch(() => null);
    if (body === null || typeof body !== "object" || !("ok" in body)) throw new Failure(response.ok ? "ui_failed_shape" : "ui_failed_http", { status: response.status });
    if (body.ok === true) return body;
    const [error] = "errors" in body && Array.isArray(body.errors) ? (body.errors as { message?: string; help?: string }[]) : [];
    throw error?.message ? new Refusal(`${error.message} ${error.help ?? ""}`.trim()) : new Failure("ui_failed_http", { status: response.status });
  }

  /** The core: given to this element, else the page's. */
  protected async runner(): Promise<Runner> {
    const given = this.core ?? shared.now.core?.();
    if (!given) throw new Failure("ui_failed_core", { why: "" });
    try {
      return await given;
    } catch (error) {
      throw new Failure("ui_failed_core", { why: error instanceof Error ? error.message : "" });
    }
  }

  /** Like `runner`, but where there is no fallback to go back to, the recorded figures are better than nothing: null then. */
  protected async runnerOrRecord(): Promise<Runner | null> {
    try {
      return await this.runner();
    } catch (error) {
      if (this.hasFallback()) throw error;
      this.problem = this.why(error);
      return null;
    }
  }

  protected ui(key: UiKey, values: Readonly<Record<string, string | number>> = {}): string {
    return this.words.ui(key, values);
  }

  protected fail(error: unknown): void {
    const why = this.why(error);
    if (this.phase === "ready" && this.data && this.fetchedMs !== null && !(error instanceof Failure && error.key === "ui_failed_render")) {
      this.problem = this.ui("ui_stale", { at: this.clock.full(this.fetchedMs) });
    } else {
      this.problem = this.ui("ui_failed", { why });
      this.phase = "failed";
    }
    this.tell("makegood-failed", { problem: why });
  }

  protected tell(type: "makegood-ready" | "makegood-failed", detail: object): void {
    void this.updateComplete.then(() => this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail })));
  }

  private async take(): Promise<void> {
    const turn = ++this.takes;
    try {
      if (typeof this.data !== "object") throw new Failure("ui_failed_shape");
      this.problem = null;
      await this.prepare(this.data as Data);
      if (turn !== this.takes) return;
      const first = this.phase !== "ready";
      this.phase = "ready";
      this.requestUpdate();
      await this.updateComplete;
      if (first && this.phase === "ready") this.tell("makegood-ready", {});
    } catch (error) {
      if (turn === this.takes) this.fail(error);
    }
  }

  private reword(): void {
    const zone = this.zone ?? shared.now.zone;
    this.words = new Words(this.texts ?? shared.now.texts, zone);
    this.clock = new Clock(zone, this.locale ?? (shared.now.locale || document.documentElement.lang));
  }

  private hasFallback(): boolean {
    return [...this.childNodes].some((node) => (node instanceof Element ? node.localName !== "script" : node.nodeType === 3 && (node.textContent ?? "").trim() !== ""));
  }

  private why(error: unknown): string {
    if (error instanceof Failure) return this.ui(error.key, error.values);
    return error instanceof Refusal ? error.message : this.ui("ui_failed_render");
  }

  private failureLine(): TemplateResult {
    return html`<p class="failed" role="status" dir="auto">${this.problem}</p>`;
  }
}

/** The panel's own sentence about what it refused. */
class Refusal extends Error {}
