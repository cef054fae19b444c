// <makegood-notice>: what is down right now, in one quiet line for each service. Nothing when nothing is.

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { NoticeData } from "../api.js";
import { define, MakegoodElement } from "./element.js";
import { around, HERE, zoned } from "./pieces.js";
import { Polling } from "./polling.js";

const LEAST_SECONDS = 5;

export class MakegoodNotice extends MakegoodElement<NoticeData> {
  static override properties: PropertyDeclarations = { every: { type: Number } };
  static override styles = [MakegoodElement.styles, css`
    ul { margin: 0; }
    li { display: grid; grid-template-columns: 1.2em minmax(0, 1fr); gap: 0 0.5em; padding: 0.65em 0.9em; margin: 0.4em 0; border: 1px solid var(--line); border-inline-start: 4px solid var(--wait); border-radius: 4px; background: var(--ground); color: var(--ink); }
    li.confirmed { border-inline-start-color: var(--bad); }
    .glyph { font-weight: 700; text-align: center; color: var(--wait); }
    .confirmed .glyph { color: var(--bad); }
    strong { overflow-wrap: anywhere; }
    .zone { margin: 0; }
  `];

  declare every: number;

  constructor() {
    super();
    this.every = 60;
    new Polling(this, () => (this.src && this.every > 0 ? Math.max(this.every, LEAST_SECONDS) : 0), () => this.load());
  }

  protected override draw(data: NoticeData): TemplateResult {
    return html`<div aria-live="polite" aria-atomic="false">${data.services.length === 0 ? nothing : html`<ul>${data.services.map((service) => html`
      <li class=${service.status} data-service=${service.service}>
        <span class="glyph" aria-hidden="true">${service.status === "confirmed" ? "!" : "…"}</span>
        <span><strong dir="auto"><bdi>${service.label}</bdi></strong><br><span>${this.sentence(service)}</span></span>
      </li>`)}</ul><p class="zone small">${zoned(this.words, this.clock)}</p>`}</div>`;
  }

  /** How the month ends is not known: never that there will be a credit, only when it comes. */
  private sentence({ status, since, monitors }: NoticeData["services"][number]): TemplateResult {
    const key = status === "review" ? "ui_notice_review" : monitors === 1 ? (`ui_notice_${status}_one` as const) : (`ui_notice_${status}` as const);
    const text = this.ui(key, { since: HERE, monitors: this.words.count(monitors) });
    const promise = status === "confirmed" ? this.ui("ui_notice_promise") : "";
    return html`${around(text, html`<time datetime=${since} title=${this.clock.utc(since)}>${this.clock.since(since)}</time>`)} ${promise}`;
  }
}

define("makegood-notice", MakegoodNotice);
