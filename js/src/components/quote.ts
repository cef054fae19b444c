// <makegood-quote>: what was paid and what becomes of it, line by line, computed again in this browser from the recorded request.

import { html, nothing, type TemplateResult } from "lit";
import type { QuoteChange, QuoteData } from "../api.js";
import { define, Failure, MakegoodElement } from "./element.js";
import { money, sentence, verdict, type Verdict } from "./pieces.js";
import { inclusive, percent, pieces, quoteOf, stepsOfLines, type Deduction, type Piece, type Quote, type QuoteLine } from "./quote-model.js";
import { quoteStyles } from "./quote-styles.js";
import { REFUND_STEPS, REFUND_UI } from "./refund-texts.js";
import { learn, REFUND, type Step } from "./words.js";

learn(REFUND_STEPS);
learn(REFUND_UI);

const HOW_USED = ["usedTime", "usedUnits", "usedMonths"];

export class MakegoodQuote extends MakegoodElement<QuoteData> {
  static override styles = [MakegoodElement.styles, quoteStyles];

  private quote: Quote | null = null;
  private computed: Quote | null = null;
  private judged: Verdict = "unknown";
  private isEqual = false;
  private sha256: string | null = null;
  private withTax: ReadonlySet<string> = new Set();

  override connectedCallback(): void {
    super.connectedCallback();
    // A quote that is not stored yet lies in the page itself.
    const inside = this.querySelector(":scope > script[type='application/json']")?.textContent;
    if (!this.src && !this.data && inside) this.data = JSON.parse(inside) as QuoteData;
  }

  protected override async prepare(data: QuoteData): Promise<void> {
    this.quote = quoteOf(data.answer);
    if (!this.quote) throw new Failure("ui_failed_shape");
    this.withTax = inclusive(data.request);
    const core = await this.runnerOrRecord();
    if (!core) return;
    const answer = core.call(data.request);
    this.computed = quoteOf(answer);
    this.sha256 = core.sha256 ?? null;
    this.isEqual = answer === data.answer;
    // A newer core may say more about the same figures.
    this.judged = this.isEqual || figures(this.computed) === figures(this.quote) ? "same" : "different";
  }

  protected override draw(data: QuoteData): TemplateResult {
    const quote = this.quote as Quote;
    const { currency } = data;
    const sum = { ...quote.entitlement, posting: quote.payout };
    const computed = this.computed === null ? null : { ...this.computed.entitlement, posting: this.computed.payout };
    return html`<article class="card" aria-labelledby="title">
      <div class="head"><h2 id="title" dir="auto">${this.ui("ui_quote", { label: data.label })}</h2>
        <p class="sum"><span class="soft">${this.ui("ui_quote_payout")}</span> <span class="total">${money(quote.payout, currency)}</span></p></div>
      ${this.notes(quote, currency)}
      ${data.changed && data.changed.length > 0 ? this.changes(data, data.changed) : nothing}
      ${verdict(this.words, this.judged, this.sha256, sum, computed, currency, "ui_quote_payout")}
      ${this.bar(data, quote)}
      <ol class="lines">${quote.lines.map((line) => this.line(data, quote, line))}</ol>
      <div class="halves"><div>${this.ladder(quote, currency)}</div><div>${this.plan(quote, currency)}${this.rules(quote, currency)}</div></div>
      ${this.proof(data, quote)}
    </article>`;
  }

  private notes(quote: Quote, currency: string): TemplateResult {
    const notes = [
      quote.rule === null ? this.ui("ui_quote_no_rule") : /[1-9]/.test(quote.payout) ? null : this.ui("ui_quote_nothing"),
      quote.due !== null && /[1-9]/.test(quote.due) && !quote.due.startsWith("-") ? this.ui("ui_quote_due", { amount: `${quote.due} ${currency}` }) : null,
      quote.waits === "dispute" || quote.waits === "arrears" ? this.ui(`ui_quote_waits_${quote.waits}`) : null,
      quote.stop.final ? null : this.ui("ui_quote_open"),
    ].filter((note) => note !== null);
    return html`${notes.map((note) => html`<p class="note">${note}</p>`)}`;
  }

  private changes({ currency, lines }: QuoteData, changed: readonly QuoteChange[]): TemplateResult {
    return html`<div class="problem" data-changed><h3 id="changed">${this.ui("ui_quote_changed")}</h3><div class="scroll" role="region" tabindex="0" aria-labelledby="changed"><table>
      <thead><tr><th scope="col">${this.ui("ui_figure")}</th><th scope="col" class="end">${this.ui("ui_quote_was")}</th><th scope="col" class="end">${this.ui("ui_quote_now")}</th></tr></thead>
      <tbody>${changed.map((row) => html`<tr><td><bdi>${[this.words.find(`ui_quote_what_${row.what}`) ?? row.what, row.id && lines && Object.hasOwn(lines, row.id) ? lines[row.id] : row.id, row.figure].filter(Boolean).join(" · ")}</bdi></td>
        ${[row.quoted, row.now].map((value) => html`<td class="end">${value === null ? this.ui("ui_none") : /^-?\d+(\.\d+)?$/.test(value) ? money(value, currency) : html`<bdi>${value}</bdi>`}</td>`)}</tr>`)}</tbody></table></div></div>`;
  }

  /** The browser lays the pieces out in proportion: each grows by its own amount. */
  private bar(data: QuoteData, quote: Quote): TemplateResult | typeof nothing {
    const all = pieces(quote, this.withTax);
    if (all.length === 0) return nothing;
    const kinds = [...new Set(all.map(({ part }) => part))];
    const said = all.map((piece) => `${this.called(piece.part)}: ${piece.amount} ${data.currency} (${this.name(data, quote, piece.line)})`).join("; ");
    return html`<h3 id="bar">${this.ui("ui_quote_bar")}</h3>
      <div class="bar" role="img" aria-label=${said}>${all.map((piece) => this.piece(data, quote, piece))}</div>
      <ul class="legend" aria-hidden="true">${kinds.map((part) => html`<li><span class="swatch ${part}"></span>${this.called(part)}</li>`)}</ul>`;
  }

  private piece(data: QuoteData, quote: Quote, { line, part, amount }: Piece): TemplateResult {
    return html`<span class="piece ${part}" data-part=${part} .style=${`flex-grow: ${/^\d+(\.\d+)?$/.test(amount) ? amount : "0"}`}
      title=${`${this.called(part)}: ${amount} ${data.currency}, ${this.name(data, quote, line)}`}><span>${amount}</span></span>`;
  }

  private line(data: QuoteData, quote: Quote, line: QuoteLine): TemplateResult {
    const { currency } = data;
    const how = (stepsOfLines(quote.steps).get(line.id) ?? []).filter(({ key }) => HOW_USED.includes(key));
    return html`<li class="line" data-line=${line.id}><h3 dir="auto">${this.name(data, quote, line.id)} ${this.kind(data, line)}</h3>
      <dl><div><dt>${this.ui("ui_quote_paid")}</dt><dd>${money(line.price, currency)}</dd></div>
        ${line.deductions.map((deduction) => this.deduction(deduction, currency, deduction.kind === "used" ? html` ${how.map((step) => this.said(step, currency))}${this.share(line)}` : nothing))}
        <div class="back"><dt>${this.called("back")}<span class="why">${this.ui("ui_quote_line_back", { net: line.net, tax: line.tax })}</span></dt><dd>${money(line.gross, currency)}</dd></div></dl></li>`;
  }

  /** What kind of line it is; where its name says so already, which one. */
  private kind({ lines }: QuoteData, { id, kind }: QuoteLine): TemplateResult {
    return lines && Object.hasOwn(lines, id) ? html`<span class="soft small">${this.words.find(`ui_quote_kind_${kind}`) ?? kind}</span>` : html`<span class="soft small"><bdi>${id}</bdi></span>`;
  }

  private share({ usedShare }: QuoteLine): TemplateResult | typeof nothing {
    return usedShare === null ? nothing : html` (${this.ui("ui_quote_share", { percent: percent(usedShare) })})`;
  }

  private deduction({ kind, id, amount }: Deduction, currency: string, more: unknown = nothing): TemplateResult {
    const why = this.words.find(`ui_quote_why_${kind}`)?.replace("{id}", () => id ?? "–") ?? "";
    return html`<div><dt><span class="swatch ${kind}" aria-hidden="true"></span>${this.called(kind)}<span class="why" dir="auto">${why}${more}</span></dt><dd><span class="amount">− <bdi>${amount}</bdi> ${currency}</span></dd></div>`;
  }

  private ladder(quote: Quote, currency: string): TemplateResult {
    const row = (name: string, amount: string, strong = false): TemplateResult => html`<div class=${strong ? "back" : ""}><dt>${name}</dt><dd>${money(amount, currency)}</dd></div>`;
    const { net, tax, gross } = quote.entitlement;
    const isLimited = quote.limit !== quote.claim && quote.payout !== quote.claim;
    return html`<h3>${this.ui("ui_quote_sum")}</h3><dl class="sums">
      <div><dt>${this.ui("ui_quote_entitlement")}<span class="why">${this.ui("ui_quote_line_back", { net, tax })}</span></dt><dd>${money(gross, currency)}</dd></div>
      ${quote.deductions.filter(({ amount }) => /[1-9]/.test(amount)).map((deduction) => this.deduction(deduction, currency))}
      ${quote.claim === gross ? nothing : row(this.ui("ui_quote_claim"), quote.claim)}
      ${isLimited ? row(this.ui("ui_quote_limit"), quote.limit) : nothing}
      ${/[1-9]/.test(quote.waived) ? row(this.ui("ui_quote_waived"), quote.waived) : nothing}
      ${/[1-9]/.test(quote.remainder) ? row(this.ui("ui_quote_remainder"), quote.remainder) : nothing}
      ${row(this.ui("ui_quote_payout"), quote.payout, true)}</dl>`;
  }

  /** What a panel keeps by several numbers, in words. */
  private paymentName(id: string): string {
    const of = /^(\w+):(\d+)(?:\/(\d+))?$/.exec(id);
    const text = of ? this.words.find(`ui_quote_payment_${of[1]}`) : null;
    return of && text ? text.replace("{0}", () => of[2] ?? "").replace("{1}", () => of[3] ?? "") : id;
  }

  private plan({ plan }: Quote, currency: string): TemplateResult | typeof nothing {
    if (plan.length === 0) return nothing;
    const word = (kind: string, value: string | null): string => (value === null ? "" : this.words.find(`ui_quote_${kind}_${value}`) ?? value);
    return html`<h3>${this.ui("ui_quote_plan")}</h3><dl class="sums">${plan.map(({ to, payment, source, route, amount }) => html`<div>
      <dt>${word("to", to)}<span class="why">${[word("source", source).replace("{id}", () => this.paymentName(payment ?? "")), word("route", route)].filter((text) => text.trim() !== "").join(", ")}</span></dt><dd>${money(amount, currency)}</dd></div>`)}</dl>`;
  }

  private rules({ rules }: Quote, currency: string): TemplateResult | typeof nothing {
    if (rules.length === 0) return nothing;
    return html`<h3>${this.ui("ui_quote_rules")}</h3><ol class="rules">${rules.map(({ rule, holds, reason }) => html`<li data-rule=${rule}>
      <strong><bdi>${rule}</bdi></strong> <span class="badge ${holds ? "good" : ""}">${this.ui(holds ? "ui_quote_rule_decides" : "ui_quote_rule_not")}</span>
      ${reason === null ? nothing : html`<span class="why" dir="auto">${this.said({ key: `no_${reason.code}`, args: reason.args }, currency)}</span>`}</li>`)}</ol>`;
  }

  private proof(data: QuoteData, quote: Quote): TemplateResult {
    return html`<details class="screen-only"><summary>${this.ui("ui_quote_steps")}</summary>
      <ol class="counted">${quote.steps.map((step) => html`<li dir="auto" data-step=${step.key}>${this.said(step, data.currency)}</li>`)}</ol></details>
      <details class="screen-only"><summary>${this.ui("ui_proof")}</summary><p class="soft">${this.ui("ui_proof_intro")}</p>
      <p class="code">${this.ui("ui_proof_core_then", { sha: data.sha256 })}</p>
      ${this.sha256 === null ? nothing : html`<p class="code">${this.ui("ui_proof_core_now", { sha: this.sha256 })}</p>`}
      ${this.judged === "unknown" ? nothing : html`<p data-equal>${this.ui("ui_proof_equal", { equal: this.ui(this.isEqual ? "ui_yes" : "ui_no") })}</p>`}
      ${(["request", "answer"] as const).map((which) => html`<label for=${which}>${this.ui(`ui_${which}`)}</label><textarea id=${which} readonly dir="ltr" spellcheck="false" .value=${data[which]}></textarea>`)}</details>`;
  }

  private said({ key, args }: Step, currency: string): TemplateResult {
    return sentence(this.words.parts({ key: REFUND + key, args }, currency));
  }

  private called(part: string): string {
    return this.words.find(`ui_quote_part_${part}`) ?? part;
  }

  private name({ lines }: QuoteData, quote: Quote, id: string): string {
    const kind = quote.lines.find((line) => line.id === id)?.kind ?? "other";
    return (lines && Object.hasOwn(lines, id) ? lines[id] : null) ?? this.words.find(`ui_quote_kind_${kind}`) ?? id;
  }
}

/** All that is money in a quote, to compare two cores' answers. */
function figures(quote: Quote | null): string {
  return quote === null ? "" : JSON.stringify([quote.lines.map(({ id, price, net, tax, gross }) => [id, price, net, tax, gross]), quote.entitlement, quote.claim, quote.payout, quote.plan.map(({ to, payment, amount }) => [to, payment, amount])]);
}

define("makegood-quote", MakegoodQuote);
