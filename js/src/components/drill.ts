// <makegood-drill>: plays an outage through everything but the booking, and tells what happened.

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { DrillData } from "../api.js";
import "./credit.js";
import { define, Failure, MakegoodElement } from "./element.js";
import "./invoice.js";
import { when, zoned } from "./pieces.js";
import { shared } from "./surroundings.js";
import "./timeline.js";
import { duration } from "./words.js";

type Field = HTMLInputElement | HTMLSelectElement;

export class MakegoodDrill extends MakegoodElement<DrillData> {
  static override properties: PropertyDeclarations = { service: {}, length: {}, playing: { state: true } };
  static override styles = [MakegoodElement.styles, css`
    .story { counter-reset: story; margin: 0.8em 0 1.2em; }
    .story li { counter-increment: story; position: relative; padding: 0 0 0.9em 2.8em; padding-inline: 2.8em 0; }
    .story li::before {
      content: counter(story); position: absolute; inset-inline-start: 0; top: 0; width: 1.9em; height: 1.9em; border-radius: 50%; display: grid; place-items: center;
      background: var(--accent-ground); color: var(--accent); font-weight: 600; font-variant-numeric: tabular-nums;
    }
    .story li:not(:last-child)::after { content: ""; position: absolute; inset-inline-start: 0.9em; top: 2.1em; bottom: 0.2em; border-inline-start: 2px solid var(--line); }
    .parts { display: grid; gap: 1em; grid-template-columns: minmax(0, 1fr); margin-top: 1em; }
  `];

  /** The form field that says which service: its id or name. */
  declare service: string;
  /** The same for the outage's length. */
  declare length: string;
  private declare playing: boolean;
  private form: HTMLFormElement | null = null;
  private readonly onSubmit = (event: Event): void => {
    if (!this.src || event.target !== this.fieldOf(this.service)?.form) return;
    event.preventDefault();
    void this.play();
  };

  constructor() {
    super();
    this.service = "service";
    this.length = "length";
    this.playing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("submit", this.onSubmit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("submit", this.onSubmit);
  }

  /** Posts the fields and the page's token; draws what comes back. */
  async play(): Promise<void> {
    if (this.playing) return;
    this.playing = true;
    try {
      const [service, length] = [this.filled(this.service), this.filled(this.length)];
      if (!service || !length) throw new Failure("ui_drill_fields");
      this.data = (await this.request(this.src ?? "", new URLSearchParams({ service, length, token: shared.now.token ?? "" }))) as DrillData;
    } catch (error) {
      this.data = null;
      this.phase = "waiting";
      this.fail(error);
    } finally {
      this.playing = false;
    }
  }

  /** Nothing is asked before somebody presses the button. */
  protected override async load(): Promise<void> {}

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const form = this.fieldOf(this.service)?.form ?? null;
    if (form !== this.form) { // with a form of its own the page has a button, too
      this.form = form;
      this.requestUpdate();
    }
  }

  protected override render(): unknown {
    // The fields are the page's: they stay above what was played.
    const drawn = super.render();
    return html`${this.phase === "ready" ? html`<slot></slot>` : nothing}${drawn}
      ${this.form || !this.src || !this.fieldOf(this.service) ? nothing : html`<div class="controls"><button type="button" data-play @click=${() => this.play()}>${this.ui("ui_drill_play")}</button></div>`}
      <p role="status">${this.playing ? this.ui("ui_drill_playing") : nothing}</p>`;
  }

  protected override draw(data: DrillData): TemplateResult {
    const common = { core: this.core, texts: this.texts, locale: this.locale, zone: this.zone, theme: this.getAttribute("theme") };
    return html`<section class="card" aria-labelledby="title">
        <h3 id="title">${this.ui("ui_drill_story")}</h3>
        <p class="soft" dir="auto">${this.ui("ui_drill_of", { label: data.label, length: duration(data.lengthMs) })} ${zoned(this.words, this.clock)}.</p>
        <ol class="story">${data.story.map((event) => html`<li>
          <strong>${this.words.find(`ui_drill_what_${event.what}`) ?? event.what}</strong> <span class="soft">${when(this.clock, event.at)}</span><br><span dir="auto">${event.text}</span></li>`)}</ol>
        ${data.note === null ? nothing : html`<p dir="auto"><strong>${data.note}</strong></p>`}
      </section>
      <div class="parts">
        ${data.timeline === null ? nothing : html`<makegood-timeline .data=${data.timeline} .texts=${common.texts} .locale=${common.locale} .zone=${common.zone} theme=${common.theme ?? nothing}></makegood-timeline>`}
        ${data.credit === null ? nothing : html`<makegood-credit .data=${data.credit} .core=${common.core} .texts=${common.texts} .locale=${common.locale} .zone=${common.zone} theme=${common.theme ?? nothing}></makegood-credit>`}
        ${data.preview === null ? nothing : html`<makegood-invoice .data=${data.preview} .core=${common.core} .texts=${common.texts} .locale=${common.locale} .zone=${common.zone} theme=${common.theme ?? nothing}></makegood-invoice>`}
      </div>`;
  }

  private fieldOf(name: string): Field | null {
    const root = this.getRootNode() as Document | ShadowRoot;
    const quoted = CSS.escape(name);
    const field = root.getElementById(name) ?? this.querySelector(`[name="${quoted}"]`) ?? this.closest("form")?.querySelector(`[name="${quoted}"]`) ?? null;
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field : null;
  }

  private filled(name: string): string {
    return this.fieldOf(name)?.value ?? "";
  }
}

define("makegood-drill", MakegoodDrill);
