// Small templates that several components draw alike.

import { html, nothing, type TemplateResult } from "lit";
import type { Booked } from "../api.js";
import type { Clock } from "./time.js";
import type { UiKey } from "./texts.js";
import type { Part, Words } from "./words.js";

export const HERE = "\u0000";

/** How the browser's own result compares with what was booked. */
export type Verdict = "same" | "different" | "unknown";

/** A sentence whose values keep their own writing direction, and its dates on one line. */
export function sentence(parts: readonly Part[]): TemplateResult {
  return html`${parts.map(({ text, value }) => (value ? html`<bdi class=${/^\d{4}-\d\d-\d\d /.test(text) ? "date" : nothing}>${text}</bdi>` : text))}`;
}

/** An instant in the page's zone; UTC on hover and for machines. */
export function when(clock: Clock, at: string): TemplateResult {
  return html`<time datetime=${at} title=${clock.utc(at)}>${clock.full(at)}</time>`;
}

/** A text of ours with something drawn in the place of its `{at}` or `{since}`: the text was filled with HERE. */
export function around(text: string, inner: unknown): TemplateResult {
  const [before = "", ...after] = text.split(HERE);
  return html`${before}${inner}${after.join("")}`;
}

/** Which zone the instants of a card are in: said once. */
export function zoned(words: Words, clock: Clock): TemplateResult {
  return html`<span data-zone>${words.ui("ui_times_in", { zone: clock.zone })}</span>`;
}

/** An amount string and its currency, as they are. */
export function money(amount: string, currency: string): TemplateResult {
  return html`<span class="amount"><bdi>${amount}</bdi> ${currency}</span>`;
}

/** The tick, with the first digits of the core's hash; or both figures where they differ. */
export function verdict(words: Words, judged: Verdict, sha: string | null | undefined, booked: Booked, computed: Booked | null, currency: string, posting: UiKey = "ui_posting"): TemplateResult {
  if (judged === "same") {
    return html`<p class="verdict good" data-verdict="same"><span class="glyph" aria-hidden="true">✓</span><span>${words.ui("ui_same")}${
      sha ? html` <span class="code soft">(${words.ui("ui_same_core", { sha: sha.slice(0, 12) })})</span>` : nothing}</span></p>`;
  }
  if (judged === "unknown") return html`<p class="verdict plain" data-verdict="unknown"><span class="glyph" aria-hidden="true">–</span><span>${words.ui("ui_not_recomputed")}</span></p>`;
  return html`<div class="problem" role="alert" data-verdict="different">
    <p class="verdict bad"><span class="glyph" aria-hidden="true">✗</span><strong>${words.ui("ui_different")}</strong></p>
    ${compared(words, booked, computed, currency, posting)}
  </div>`;
}

/** Both sides, figure by figure; where they differ is said in words too. */
function compared(words: Words, booked: Booked, computed: Booked | null, currency: string, posting: UiKey): TemplateResult {
  const rows = (["net", "tax", "gross", "posting"] as const).map((key) => {
    const [left, right] = [booked[key] || null, computed?.[key] || null];
    return html`<tr><th scope="row">${words.ui(key === "posting" ? posting : `ui_${key}`)}</th><td class="end">${left === null ? words.ui("ui_none") : money(left, currency)}</td>
      <td class="end">${right === null ? words.ui("ui_none") : money(right, currency)}</td><td>${left === right ? "=" : "≠"}</td></tr>`;
  });
  return html`<div class="scroll compared" role="region" tabindex="0" aria-label=${words.ui("ui_compared")}><table>
    <thead><tr><th scope="col">${words.ui("ui_figure")}</th><th scope="col" class="end">${words.ui("ui_booked")}</th><th scope="col" class="end">${words.ui("ui_computed")}</th><td></td></tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

/** How many rows the panel left out, if any. */
export function left(words: Words, more: number | undefined): TemplateResult | typeof nothing {
  return more ? html`<p class="soft" data-more>${words.ui(more === 1 ? "ui_more_one" : "ui_more", { count: more })}</p>` : nothing;
}

/** A state with a colour and its word. */
export function badge(words: Words, state: string): TemplateResult {
  const tone = state === "posted" ? "good" : ["pending", "posting", "review"].includes(state) ? "wait" : "";
  return html`<span class="badge ${tone}">${words.state(state)}</span>`;
}
