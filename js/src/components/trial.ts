// <makegood-trial>: what a policy would credit for outages of several lengths, computed here while it is typed.

import { css, html, nothing, svg, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { LookData } from "../api.js";
import type { ContractError, SettleAnswer, SettleRequest, Settlement } from "../contract.js";
import { read, step, type Either } from "./answers.js";
import { define, Failure, MakegoodElement } from "./element.js";
import { money } from "./pieces.js";
import type { Runner } from "./surroundings.js";
import { swapped } from "./trial-request.js";
import { duration } from "./words.js";

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
type Trial = Either<SettleAnswer>;

const PAUSE_MS = 150;
/** A longer fraction says nothing to a person; the bar does. */
const SHORT = 7;

/** How much of the fee, as the core says it: per cent of a tier or cap, else an exact fraction. */
function shareOf({ steps }: Settlement): string {
  const percent = (step(steps, "cap") ?? (step(steps, "stacked") ? null : step(steps, "tier")))?.args["percent"];
  if (percent !== undefined) return `${percent} %`;
  if (step(steps, "capped")) return "";
  const share = (step(steps, "stacked") ?? step(steps, "share"))?.args["share"];
  return share === undefined || share === "0" ? "0 %" : share === "1" ? "100 %" : String(share).length > SHORT ? "" : String(share);
}

export class MakegoodTrial extends MakegoodElement<LookData> {
  static override properties: PropertyDeclarations = { srcJson: { attribute: "src-json" }, for: {}, refused: { state: true } };
  static override styles = [MakegoodElement.styles, css`
    .share { display: grid; grid-template-columns: 5.5em minmax(3em, 1fr); gap: 0.6em; align-items: center; }
    .share svg { width: 100%; height: 12px; display: block; }
    .bar-ground { fill: var(--sunk); stroke: var(--line); }
    .bar { fill: var(--accent); }
    table { max-width: 58em; }
    td, th { vertical-align: middle; }
    th.digits, th:first-child, .none { white-space: nowrap; }
    .availability { padding-inline-end: 2.5em; white-space: nowrap; }
    .problem p { margin: 0.2em 0; }
    table.old, table.old .amount { color: var(--soft); }
    table.old .bar { fill: var(--strong-line); }
    @container (max-width: 560px) {
      .availability { display: none; }
      .share { grid-template-columns: 1fr; gap: 0.1em; }
    }
    @media (forced-colors: active) { .bar { fill: CanvasText; } .bar-ground { fill: Canvas; stroke: CanvasText; } }
  `];

  /** Names a `<script type="application/json">` by id; empty: the one among the children. */
  declare srcJson: string | null;
  /** Ids of the fields to follow: a textarea holds the document; fields named …currency and …amount the price. */
  declare for: string | null;
  private declare refused: ContractError | null;

  private runnerReady: Runner | null = null;
  private results: Settlement[] = [];
  private amount = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onInput = (event: Event): void => {
    this.follow(event.target);
    if (!this.fields().includes(event.target as Field)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE_MS);
  };

  constructor() {
    super();
    this.srcJson = null;
    this.for = null;
    this.refused = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("input", this.onInput);
    document.addEventListener("change", this.onInput);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("input", this.onInput);
    document.removeEventListener("change", this.onInput);
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.data && !this.src && (changed.has("srcJson") || !this.hasUpdated)) this.readScript();
    super.willUpdate(changed);
  }

  protected override async prepare(data: LookData): Promise<void> {
    this.runnerReady = await this.runnerOrRecord();
    this.show(read(data.answer));
    if (this.runnerReady) this.look();
  }

  protected override draw(data: LookData): TemplateResult {
    const { refused } = this;
    return html`<section class="card" aria-labelledby="title">
      <h3 id="title">${this.ui("ui_trial")}</h3>
      <div role="status">${refused === null ? nothing : html`<div class="problem" data-refused=${refused.code}>
        <p><strong>${this.ui("ui_trial_refused")}</strong></p><p dir="auto">${refused.message} ${refused.help}</p>
        ${refused.path === "" ? nothing : html`<p class="code">${this.ui("ui_trial_where", { path: refused.path })}</p>`}
        ${this.results.length === 0 ? nothing : html`<p class="soft">${this.ui("ui_trial_kept")}</p>`}</div>`}</div>
      ${this.results.length === 0 ? nothing : html`<p class="soft">${this.ui(this.fields().length > 0 ? "ui_trial_intro" : "ui_trial_still", { amount: this.amount })}</p>
      <table class=${refused === null ? "" : "old"} aria-labelledby="title">
        <thead><tr><th scope="col">${this.ui("ui_trial_length")}</th><th scope="col" class="end availability">${this.ui("ui_trial_availability")}</th>
          <th scope="col">${this.ui("ui_trial_share")}</th><th scope="col" class="end">${this.ui("ui_trial_credit")}</th></tr></thead>
        <tbody>${this.results.map((result, index) => this.line(result, data.lengths[index]))}</tbody>
      </table>`}
    </section>`;
  }

  private line(result: Settlement, length: number | undefined): TemplateResult {
    const { currency, posting, entitlement } = result;
    const longer = result.schema2?.extensionMs ?? 0;
    // The frame is the fee: the drawing is to its scale, nothing is divided here.
    const fee = String(step(result.steps, "fee")?.args["gross"] ?? "1");
    return html`<tr>
      <th scope="row" class="digits">${length === undefined ? result.service : duration(length)}</th>
      <td class="end digits availability">${result.availability === null ? "–" : `${result.availability} %`}</td>
      <td><div class="share"><span class="digits">${longer > 0 ? "" : shareOf(result)}</span>
        <svg aria-hidden="true" viewBox="0 0 ${fee} 12" preserveAspectRatio="none">${svg`<rect class="bar-ground" x="0" y="1" width="100%" height="10" vector-effect="non-scaling-stroke"></rect><rect class="bar" x="0" y="1" width=${entitlement.gross} height="10"></rect>`}</svg></div></td>
      <td class="end">${longer > 0 ? this.ui("ui_trial_longer", { time: duration(longer) }) : posting !== null ? money(posting, currency) : result.adjustment === null ? html`<span class="soft none">${this.ui("ui_no_amount")}</span>`
        : html`<span class="soft">${this.ui("ui_kept", { amount: `${entitlement.gross} ${currency}` })}</span>`}</td>
    </tr>`;
  }

  /** A chosen card (`data-makegood-document`, `data-makegood-for`: the textarea's id) puts its document into the textarea that is followed. */
  private follow(chosen: EventTarget | null): void {
    if (!(chosen instanceof HTMLInputElement) || chosen.dataset["makegoodDocument"] === undefined) return;
    const field = this.fields().find((followed) => followed instanceof HTMLTextAreaElement && followed.id === chosen.dataset["makegoodFor"]);
    if (!field) return;
    field.value = chosen.dataset["makegoodDocument"];
    this.look();
  }

  /** The document and price as they stand in the fields now, through the core. */
  private look(): void {
    const { data, runnerReady } = this;
    if (!data || !runnerReady) return;
    try {
      this.show(swapped(runnerReady, data.request, this.value("document"), this.value("currency"), this.value("amount")));
    } catch {
      this.fail(new Failure("ui_failed_core", { why: "" }));
    }
  }

  private show(trial: Trial): void {
    if (trial.ok) {
      this.refused = null;
      this.results = trial.results;
      const [first] = trial.results;
      this.amount = `${this.value("amount") ?? this.asked()} ${first?.currency ?? ""}`.trim();
    } else {
      this.refused = trial.errors[0] ?? null;
    }
    this.requestUpdate();
  }

  /** The price inside the request. */
  private asked(): string {
    const request = JSON.parse(this.data?.request ?? "{}") as Partial<SettleRequest>;
    return request.services?.[0]?.recurring?.amount ?? "";
  }

  private value(what: "document" | "currency" | "amount"): string | null {
    const field = this.fields().find((one) => (what === "document" ? one instanceof HTMLTextAreaElement : `${one.name} ${one.id}`.toLowerCase().includes(what)));
    return field ? field.value : null;
  }

  private fields(): Field[] {
    return (this.for ?? "").split(/\s+/).map((id) => (id === "" ? null : document.getElementById(id)))
      .filter((field) => field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement || field instanceof HTMLSelectElement);
  }

  private readScript(): void {
    const script = this.srcJson ? document.getElementById(this.srcJson) : this.querySelector('script[type="application/json"]');
    if (!script) return;
    try {
      this.data = JSON.parse(script.textContent ?? "") as LookData;
    } catch {
      this.fail(new Failure("ui_failed_shape"));
    }
  }
}

define("makegood-trial", MakegoodTrial);
