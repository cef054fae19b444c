// <makegood-invoice>: a client's credits, and the next invoices line by line, as the core adds them up.

import { css, html, nothing, type TemplateResult } from "lit";
import type { PreviewCredit, PreviewData, PreviewInvoice } from "../api.js";
import type { InvoicePreview, PreviewInvoiceAnswer, PreviewInvoiceRequest, Settlement } from "../contract.js";
import { bookedBy, read, resultOf, same, step, type Either } from "./answers.js";
import { define, MakegoodElement } from "./element.js";
import { around, badge, HERE, left, money, verdict, type Verdict } from "./pieces.js";

interface Judged {
  credit: PreviewCredit;
  result: Settlement | null;
  verdict: Verdict;
}

interface Invoices {
  request: PreviewInvoiceRequest;
  answer: Either<PreviewInvoiceAnswer>;
  verdict: Verdict;
}

export class MakegoodInvoice extends MakegoodElement<PreviewData> {
  static override styles = [MakegoodElement.styles, css`
    .credits, .invoice, .problem { max-width: 58em; }
    .credits li { display: grid; grid-template-columns: 1.5em minmax(0, 1fr) fit-content(45%); gap: 0 0.6em; padding: 0.55em 0; border-bottom: 1px solid var(--line); }
    .credits .tick { color: var(--good); font-weight: 700; text-align: center; }
    .credits .tick.bad { color: var(--bad); }
    .credits .end { text-align: end; }
    .credits .end .amount { font-weight: 600; }
    .credits .wide { grid-column: 1 / -1; }
    .credits .from, .credits .badges { display: block; }
    .invoice { margin-top: 1em; border: 1px solid var(--line); border-radius: 5px; padding: 0.8em 1em; }
    .invoice h4 { margin: 0 0 0.5em; }
    .sum th, .sum td { border-bottom: 0; padding-top: 0.2em; padding-bottom: 0.2em; }
    tbody.sum tr:first-child > * { padding-top: 0.6em; }
    .total > * { font-weight: 600; }
    .due > * { font-weight: 700; font-size: 1.12em; border-top: 1px solid var(--strong-line); padding-top: 0.45em; }
    .credit-used { color: var(--good); }
    .flow { display: flex; flex-wrap: wrap; gap: 0.2em 1.6em; margin: 0.9em 0 0; padding-top: 0.6em; border-top: 1px dashed var(--line); }
    .flow > div { display: flex; flex-wrap: wrap; gap: 0 0.5em; min-width: 0; }
    .flow dt { color: var(--soft); min-width: 0; }
    .flow dd { margin: 0; }
    @container (max-width: 560px) {
      .credits li { grid-template-columns: 1.5em minmax(0, 1fr); }
      .credits .end { grid-column: 2; text-align: start; }
    }
    @media print { .invoice { break-inside: avoid; } }
  `];

  private judged: Judged[] = [];
  private invoices: Invoices | null = null;
  private sha256: string | null = null;

  protected override async prepare(data: PreviewData): Promise<void> {
    const core = await this.runnerOrRecord();
    this.sha256 = core?.sha256 ?? null;
    // One request serves many credits: each runs once.
    const answers = data.requests.map(({ text, answer }) => (core ? core.call(text) : answer));
    this.judged = data.credits.map((credit) => {
      const result = resultOf(answers[credit.source] ?? "{}", credit.service, credit.period);
      return { credit, result, verdict: !core || !credit.booked ? "unknown" : same(credit.booked, bookedBy(result)) ? "same" : "different" };
    });
    this.invoices = invoicesOf(data, core ? (text) => core.call(text) : null);
  }

  protected override draw(data: PreviewData): TemplateResult {
    return html`<section class="card" aria-labelledby="credits">
      <h3 id="credits">${this.ui("ui_credits")}</h3>
      ${data.credits.length === 0 ? html`<p class="soft">${this.ui("ui_no_credits")}</p>` : html`<ul class="credits">${this.judged.map((one) => this.credit(one, one.credit.currency ?? data.currency))}</ul>`}
      ${left(this.words, data.more)}
      ${data.invoice === null ? nothing : this.upcoming(data.invoice)}
    </section>`;
  }

  private credit({ credit, result, verdict: judged }: Judged, currency: string): TemplateResult {
    const { booked } = credit;
    const amount = booked ? booked.posting : result?.posting ?? null;
    const kept = amount === null ? (booked ?? result?.adjustment)?.gross : undefined;
    return html`<li data-credit=${credit.id} data-verdict=${judged}>
      <span class="tick ${judged === "different" ? "bad" : ""}" title=${judged === "same" ? this.ui("ui_same") : nothing}>${
        judged === "same" ? html`<span aria-hidden="true">✓</span><span class="hidden">${this.ui("ui_same")}</span>` : judged === "different" ? html`<span aria-hidden="true">✗</span>` : nothing}</span>
      <span class="what"><span dir="auto" class="name">${credit.label}</span> <br>
        <span class="soft">${this.clock.month(credit.period)} · ${this.date(credit)}</span></span>
      <span class="end">${amount !== null ? money(amount, currency) : kept === undefined ? html`<span class="soft">${this.ui("ui_no_amount")}</span>` : html`<span class="soft">${this.ui("ui_kept", { amount: `${kept} ${currency}` })}</span>`}
        ${amount === null ? nothing : this.carriedIn(result, currency)}<span class="badges">${this.badges(credit)}</span></span>
      ${judged === "different" && booked ? html`<div class="wide">${verdict(this.words, judged, null, booked, bookedBy(result), currency)}</div>` : nothing}
    </li>`;
  }

  /** What of the amount comes from earlier months. */
  private carriedIn(result: Settlement | null, currency: string): unknown {
    const carried = step(result?.steps ?? [], "carryIn")?.args["amount"];
    if (carried === undefined) return nothing;
    const amount = `${carried} ${currency}`;
    return html`<span class="from soft small">${this.ui(amount.startsWith("-") ? "ui_carried_in_less" : "ui_carried_in", { amount })}</span>`;
  }

  /** The state, and that it is held: once where a page has one word for both. */
  private badges({ state, held }: PreviewCredit): unknown {
    const isForecast = state === "forecast";
    const word = isForecast ? this.ui("ui_forecast") : this.words.state(state);
    const own = isForecast ? html`<span class="badge">${word}</span>` : badge(this.words, state);
    const isSaid = !held || word === this.ui("ui_held");
    return html`${own}${isSaid ? nothing : html` <span class="badge wait">${this.ui("ui_held")}</span>`}`;
  }

  private date({ state, at, held }: PreviewCredit): unknown {
    if (held || state === "review") return this.ui("ui_not_yet");
    if (state === "pending") return this.ui("ui_next_run");
    if (at === null || (state !== "posted" && state !== "forecast")) return this.words.state(state);
    const text = this.ui(state === "posted" ? "ui_credited_on" : "ui_decided_on", { at: HERE });
    return around(text, html`<time datetime=${at} title=${this.clock.utc(at)}>${this.clock.date(at)}</time>`);
  }

  private upcoming(preview: NonNullable<PreviewData["invoice"]>): TemplateResult {
    const made = this.invoices;
    if (made === null) return html`<h3>${this.ui("ui_invoices")}</h3><p class="soft">${this.ui("ui_invoices_unknown")}</p>`;
    const { request, answer } = made;
    if (!answer.ok) {
      return html`<h3>${this.ui("ui_invoices")}</h3><p class="problem">${this.ui("ui_refused", { message: `${answer.errors[0]?.message ?? ""} ${answer.errors[0]?.help ?? ""}` })}</p>`;
    }
    return html`<h3 id="invoices">${this.ui("ui_invoices")}</h3>
      ${answer.invoices.length === 0 ? html`<p class="soft">${this.ui("ui_no_invoices")}</p>` : html`
        ${made.verdict === "different" ? html`<p class="problem" role="alert" data-verdict="different">${this.ui("ui_different")}</p>` : nothing}
        ${made.verdict === "same" ? html`<p class="verdict good" data-verdict="same"><span class="glyph" aria-hidden="true">✓</span><span>${this.ui("ui_same")}${
          this.sha256 === null ? nothing : html` <span class="code soft">(${this.ui("ui_same_core", { sha: this.sha256.slice(0, 12) })})</span>`}</span></p>` : nothing}
        ${answer.invoices.map((invoice, index) => this.invoice(invoice, index, request, preview))}`}`;
  }

  private invoice(invoice: InvoicePreview, index: number, request: PreviewInvoiceRequest, preview: NonNullable<PreviewData["invoice"]>): TemplateResult {
    const told: PreviewInvoice | undefined = preview.invoices.find(({ id }) => id === invoice.id);
    const asked = request.invoices.find(({ id }) => id === invoice.id);
    const { currency } = request;
    const row = (name: unknown, amount: string, kind = ""): TemplateResult => html`<tr class=${kind}><th scope="row" dir="auto">${name}</th><td class="end">${money(amount, currency)}</td></tr>`;
    const included = request.tax?.mode === "inclusive";
    // Where credit comes as a line of the invoice, a balance of nothing that nothing is taken from says nothing.
    const hasFlow = request.useBalance || (asked?.credits ?? []).length > 0 || /[1-9]/.test(invoice.balanceBefore);
    return html`<section class="invoice" data-invoice=${invoice.id} aria-labelledby="invoice-${index}">
      <h4 id="invoice-${index}">${this.ui("ui_invoice", { due: told?.dueOn ?? invoice.id })}
        ${told ? html`<span class="soft small">· ${this.ui("ui_created_on", { at: told.createdOn })}</span>` : nothing}</h4>
      <table aria-labelledby="invoice-${index}">
        <tbody>${(asked?.lines ?? []).map(({ id, amount }) => row(own(told?.lines, id) ?? id, amount))}</tbody>
        <tbody class="sum">
          ${row(this.ui("ui_subtotal"), invoice.subtotal)}
          ${invoice.taxes.map(({ rate, amount }) => row(this.ui(included ? "ui_tax_included" : "ui_tax_rate", { rate }), amount))}
          ${row(this.ui("ui_total"), invoice.total, "total")}
          ${request.useBalance ? row(this.ui("ui_balance_used"), invoice.balanceUsed, "credit-used") : nothing}
          ${row(this.ui("ui_due"), invoice.due, "due")}
        </tbody>
      </table>
      ${hasFlow ? html`<dl class="flow" aria-label=${this.ui("ui_balance_flow")}>
        <div><dt>${this.ui("ui_balance_flow")}: ${this.ui("ui_balance_before")}</dt><dd>${money(invoice.balanceBefore, currency)}</dd></div>
        ${(asked?.credits ?? []).map(({ id, amount }) => html`<div><dt dir="auto">+ ${own(preview.credits, id) ?? id}</dt><dd>${money(amount, currency)}</dd></div>`)}
        <div><dt>${this.ui("ui_balance_after")}</dt><dd>${money(invoice.balanceAfter, currency)}</dd></div>
      </dl>` : nothing}
    </section>`;
  }
}

/** The preview, run here where there is a core, else as the panel's core answered. */
function invoicesOf({ invoice }: PreviewData, call: ((text: string) => string) | null): Invoices | null {
  const answer = invoice === null ? null : call ? call(invoice.request) : invoice.answer;
  if (invoice === null || answer === null) return null;
  const judged = !call || invoice.answer === null ? "unknown" : answer === invoice.answer ? "same" : "different";
  return { request: JSON.parse(invoice.request) as PreviewInvoiceRequest, answer: read(answer), verdict: judged };
}

/** Ids come from outside: only what the object itself holds counts. */
function own(labels: Record<string, string> | undefined, id: string): string | undefined {
  return labels && Object.hasOwn(labels, id) ? labels[id] : undefined;
}

define("makegood-invoice", MakegoodInvoice);
