// <makegood-credit>: one credit step by step, computed again in this browser from the recorded request.

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Booked, CreditData } from "../api.js";
import type { Settlement } from "../contract.js";
import { bookedBy, resultOf, same } from "./answers.js";
import { define, MakegoodElement } from "./element.js";
import { badge, money, sentence, verdict, when, zoned, type Verdict } from "./pieces.js";
import type { UiKey } from "./texts.js";
import { duration, type Step } from "./words.js";

/** What came out in this browser. */
interface Recomputed {
  verdict: Verdict;
  answer: string | null;
  result: Settlement | null;
  sha256: string | null;
}

/** The ladder: the steps that are money, the sign before each, and which argument is its figure. */
const RUNGS: Readonly<Record<string, { sign: string; figure: string }>> = {
  fee: { sign: "", figure: "gross" },
  tier: { sign: "×", figure: "percent" },
  noTier: { sign: "×", figure: "" },
  share: { sign: "×", figure: "" },
  stacked: { sign: "×", figure: "" },
  componentCap: { sign: "≤", figure: "" },
  capped: { sign: "≤", figure: "gross" },
  belowMinimumCredit: { sign: "<", figure: "minimum" },
  forfeited: { sign: "×", figure: "" },
  notClaimed: { sign: "×", figure: "" },
  extension: { sign: "→", figure: "" },
  credit: { sign: "=", figure: "gross" },
  cap: { sign: "≤", figure: "gross" },
  taxSplit: { sign: "", figure: "" },
  ledger: { sign: "−", figure: "gross" },
  adjustment: { sign: "=", figure: "gross" },
  carryIn: { sign: "+", figure: "amount" },
  belowMinimum: { sign: "<", figure: "minimum" },
  posting: { sign: "→", figure: "amount" },
  carryOut: { sign: "…", figure: "amount" },
  noPolicy: { sign: "", figure: "" },
  noService: { sign: "", figure: "" },
  noFee: { sign: "", figure: "" },
};

export class MakegoodCredit extends MakegoodElement<CreditData> {
  static override properties: PropertyDeclarations = { copied: { state: true } };
  static override styles = [MakegoodElement.styles, css`
    .head { display: flex; flex-wrap: wrap; gap: 0.4em 1.5em; justify-content: space-between; align-items: flex-start; }
    .head > div { min-width: 0; flex: 1 1 14em; }
    .head h2 { margin: 0; }
    .head .sum { flex: 0 1 auto; text-align: end; }
    .sum .amount { font-size: 1.5em; font-weight: 600; line-height: 1.2; }
    .ladder { margin: 0.6em 0; margin-inline-start: 10px; border-inline-start: 2px solid var(--line); padding-inline-start: 20px; }
    .ladder li { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1em; padding: 0.42em 0; }
    .halves { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3.5em; }
    .halves h3 { margin-top: 1em; }
    .ladder .sign {
      position: absolute; inset-inline-start: -31px; top: 0.45em; width: 20px; height: 20px; border-radius: 50%;
      background: var(--ground); border: 1px solid var(--strong-line); color: var(--soft); display: grid; place-items: center; font-size: 0.86em; line-height: 1;
    }
    .ladder .sign.none { width: 10px; height: 10px; inset-inline-start: -26px; top: 0.85em; background: var(--strong-line); }
    .ladder .name { font-weight: 600; }
    .ladder .figure { text-align: end; font-weight: 600; }
    .ladder .why { grid-column: 1 / -1; color: var(--soft); overflow-wrap: anywhere; }
    .ladder .strong .sign { background: var(--accent); border-color: var(--accent); color: var(--ground); }
    .ladder .strong .figure { font-size: 1.15em; color: var(--accent); }
    .counted { padding-inline-start: 1.6em; list-style: decimal; }
    .counted li { padding: 0.12em 0; }
    .bytes { margin: 0.8em 0; max-width: 60em; }
    details { margin-top: 1em; }
    label { display: block; font-weight: 600; margin: 0.6em 0 0.25em; }
    @container (max-width: 560px) {
      .head .sum { text-align: start; flex-basis: 100%; }
      .postings thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .postings, .postings tbody, .postings tr { display: block; }
      .postings tr { padding: 0.4em 0; border-bottom: 1px solid var(--line); }
      .postings td { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1em; padding: 0.15em 0; border: 0; }
      .postings td::before { content: attr(data-label); color: var(--soft); }
    }
    @container (min-width: 800px) { .halves { grid-template-columns: minmax(0, 10fr) minmax(0, 11fr); } }
    @media (forced-colors: active) { .ladder .strong .sign { border: 2px solid CanvasText; } }
    @media print { textarea { display: none; } .ladder li { break-inside: avoid; } }
  `];

  private declare copied: string | null;
  private recomputed: Recomputed = { verdict: "unknown", answer: null, result: null, sha256: null };

  constructor() {
    super();
    this.copied = null;
  }

  protected override async prepare(data: CreditData): Promise<void> {
    const core = await this.runnerOrRecord();
    if (!core) {
      this.recomputed = { verdict: "unknown", answer: null, result: resultOf(data.answer, data.service, data.period), sha256: null };
      return;
    }
    const answer = core.call(data.request);
    const result = resultOf(answer, data.service, data.period);
    this.recomputed = { verdict: same(bookedBy(result), this.booked(data)) ? "same" : "different", answer, result, sha256: core.sha256 ?? null };
  }

  /** What the ledger holds; the posting as it was recorded, and, where it is the only one, as it was booked. */
  private booked(data: CreditData): Booked {
    const recorded = resultOf(data.answer, data.service, data.period);
    const [only, ...others] = data.postings;
    const posting = only && others.length === 0 ? only.amount : recorded?.posting ?? null;
    return { net: data.net, tax: data.tax, gross: data.gross, posting };
  }

  protected override draw(data: CreditData): TemplateResult {
    const { verdict: judged, result, sha256 } = this.recomputed;
    const recorded = resultOf(data.answer, data.service, data.period);
    const steps = (judged === "same" ? result : recorded)?.steps ?? [];
    const rungs = steps.filter(({ key }) => key in RUNGS);
    const counted = steps.filter(({ key }) => !(key in RUNGS));
    const done = isDone(data);
    return html`<article class="card" aria-labelledby="title">
      <div class="head">
        <div><h2 id="title" dir="auto">${this.ui("ui_credit", { period: this.clock.month(data.period) })}</h2><p class="soft"><bdi>${data.label}</bdi> · ${zoned(this.words, this.clock)}</p></div>
        <div class="sum">${money(data.gross, data.currency)} <br>${badge(this.words, data.state)}
          <p class="soft small digits">${this.ui("ui_net_tax", { net: data.net, tax: data.tax, rate: data.rate })}</p></div>
      </div>
      ${verdict(this.words, judged, sha256, this.booked(data), judged === "unknown" ? null : bookedBy(result), data.currency)}
      <div class="halves">
        <div><h3>${this.ui("ui_ladder")}</h3>
          <ol class="ladder">${rungs.map((rung) => this.rung(rung, data.currency, done))}</ol></div>
        ${counted.length === 0 ? nothing : html`<div><h3>${this.ui("ui_time_part")}</h3>
          <ol class="counted">${counted.map((step) => html`<li dir="auto" data-step=${step.key}>${sentence(this.words.parts(step, data.currency))}</li>`)}</ol></div>`}
      </div>
      ${this.postings(data)}
      ${this.proof(data)}
    </article>`;
  }

  private rung(step: Step, currency: string, done: boolean): TemplateResult {
    const { sign, figure } = RUNGS[step.key] ?? { sign: "", figure: "" };
    const months = step.key === "fee" && String(step.args["months"]) !== "1";
    const name = months ? this.ui("ui_rung_fee_months", { months: step.args["months"] ?? "" }) : this.words.find(`ui_rung_${step.key}`) ?? step.key;
    const strong = step.key === "adjustment" || step.key === "posting";
    return html`<li class=${strong ? "strong" : ""} data-step=${step.key}>
      <span class="sign ${sign === "" ? "none" : ""}" aria-hidden="true">${sign}</span>
      <span class="name">${name}</span>
      <span class="figure">${this.figure(step, figure, currency)}</span>
      <span class="why" dir="auto">${sentence(this.words.parts(step, currency, done))}</span>
    </li>`;
  }

  private figure({ key, args }: Step, name: string, currency: string): unknown {
    if (key === "taxSplit") return html`${money(String(args["net"]), currency)} <span class="soft">+</span> ${money(String(args["tax"]), currency)}`;
    if (key === "tier" || key === "componentCap") return html`<span class="amount">${args["percent"]} %</span>`;
    if (key === "share" || key === "stacked") return html`<span class="amount">${args["share"]}</span>`;
    if (key === "extension") return html`<span class="amount">${duration(Number(args["ms"]))}</span>`;
    return name === "" ? nothing : money(String(args[name]), currency);
  }

  private postings({ postings, currency }: CreditData): TemplateResult | typeof nothing {
    if (postings.length === 0) return nothing;
    // The roles say what a narrow screen's stacked rows are: display takes them from the elements.
    const column = (key: UiKey, end = false): TemplateResult => html`<th scope="col" role="columnheader" class=${end ? "end" : ""}>${this.ui(key)}</th>`;
    const cell = (key: UiKey, inner: unknown, end = false): TemplateResult => html`<td role="cell" class=${end ? "end" : ""} data-label=${this.ui(key)}><span>${inner}</span></td>`;
    return html`<h3 id="postings">${this.ui("ui_postings")}</h3><table class="postings" role="table" aria-labelledby="postings">
      <thead role="rowgroup"><tr role="row">${column("ui_col_date")}${column("ui_col_state")}${column("ui_col_reference")}${column("ui_col_amount", true)}</tr></thead>
      <tbody role="rowgroup">${postings.map((posting) => html`<tr role="row">
        ${cell("ui_col_date", posting.postedAt === null ? "–" : when(this.clock, posting.postedAt))}${cell("ui_col_state", badge(this.words, posting.state))}
        ${cell("ui_col_reference", html`<bdi>${posting.reference ?? "–"}</bdi>`)}${cell("ui_col_amount", money(posting.amount, currency), true)}</tr>`)}</tbody></table>`;
  }

  private proof(data: CreditData): TemplateResult {
    const { answer, sha256 } = this.recomputed;
    return html`<details class="screen-only"><summary>${this.ui("ui_proof")}</summary>
      <p class="soft">${this.ui("ui_proof_intro")}</p>
      <p class="code">${this.ui("ui_proof_core_then", { sha: data.sha256 })}</p>
      ${sha256 === null ? nothing : html`<p class="code">${this.ui("ui_proof_core_now", { sha: sha256 })}</p>`}
      ${answer === null ? nothing : html`<p>${this.ui("ui_proof_equal", { equal: this.ui(answer === data.answer ? "ui_yes" : "ui_no") })}</p>`}
      ${this.bytes("request", data.request, data.entry)}
      ${this.bytes("answer", data.answer, data.entry)}
    </details>`;
  }

  private bytes(which: "request" | "answer", text: string, entry: string): TemplateResult {
    return html`<div class="bytes">
      <label for=${which}>${this.ui(`ui_${which}`)}</label>
      <textarea id=${which} readonly dir="ltr" spellcheck="false" .value=${text}></textarea>
      <div class="controls">
        <button type="button" data-copy=${which} @click=${() => this.copy(which, text)}>${this.ui("ui_copy")}</button>
        <button type="button" data-download=${which} @click=${() => download(`makegood-${entry}-${which}.json`, text)}>${this.ui("ui_download")}</button>
        <span role="status">${this.copied === which ? this.ui("ui_copied") : this.copied === `${which}!` ? this.ui("ui_copy_failed") : nothing}</span>
      </div>
    </div>`;
  }

  /** The clipboard is there on secure pages only; elsewhere the text is selected for the person. */
  private async copy(which: "request" | "answer", text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = which;
    } catch {
      this.renderRoot.querySelector<HTMLTextAreaElement>(`#${which}`)?.select();
      this.copied = `${which}!`;
    }
  }
}

/** Whether the account has it: a drill plays on an account that is not. */
function isDone({ state, entry }: CreditData): boolean {
  return state === "posted" && entry !== "drill";
}

/** Hands the text over as a file, byte for byte. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]/g, "_");
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

define("makegood-credit", MakegoodCredit);
