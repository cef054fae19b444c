// <makegood-notice>: what is down right now, in one quiet line for each service. Nothing when nothing is.

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { NoticeData } from "../api.js";
import { define, MakegoodElement } from "./element.js";
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
        <span><strong dir="auto"><bdi>${service.label}</bdi></strong><br><span>${this.sentence(service, data.asOf)}</span></span>
      </li>`)}</ul>`}</div>`;
  }

  private sentence({ status, since, monitors }: NoticeData["services"][number], asOf: string): string {
    const key = status === "review" ? "ui_notice_review" : monitors === 1 ? (`ui_notice_${status}_one` as const) : (`ui_notice_${status}` as const);
    return this.ui(key, { since: this.clock.short(since, asOf), monitors: this.words.count(monitors) });
  }
}

define("makegood-notice", MakegoodNotice);
