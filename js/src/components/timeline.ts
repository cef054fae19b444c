// <makegood-timeline>: who said down when, what was confirmed, what does not count. Everything drawn also stands in a table.

import { html, nothing, svg, type PropertyDeclarations, type PropertyValues, type SVGTemplateResult, type TemplateResult } from "lit";
import type { TimelineData, TimelineOutage } from "../api.js";
import { define, MakegoodElement } from "./element.js";
import { left, when } from "./pieces.js";
import { timelineStyles } from "./timeline-styles.js";
import { around, percent, rows, seen, type Mark, type MarkKind, type Row, type View } from "./timeline-model.js";
import type { UiKey } from "./texts.js";
import { duration } from "./words.js";

const TICK_PX = 92;
const DAY_PX = 76;
const LETTER_PX = 7.5;
const NAMES_PX = 170;
const NARROW_PX = 560;

export class MakegoodTimeline extends MakegoodElement<TimelineData> {
  static override properties: PropertyDeclarations = { zoomed: { state: true }, pointed: { state: true }, tabled: { state: true }, width: { state: true } };
  static override styles = [MakegoodElement.styles, timelineStyles];

  private declare zoomed: number | null;
  private declare pointed: { mark: Mark; row: string } | null;
  private declare tabled: boolean;
  private declare width: number;
  private here = 0;
  private drawn: Row[] = [];
  private observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.zoomed = null;
    this.pointed = null;
    this.tabled = false;
    this.width = 720;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0) this.width = width;
    });
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("data")) {
      this.zoomed = null;
      this.pointed = null;
      this.here = 0;
    }
  }

  protected override draw(data: TimelineData): TemplateResult {
    this.drawn = rows(data, { confirmed: this.ui("ui_lane_confirmed"), doubtful: this.ui("ui_lane_doubtful"), excluded: this.ui("ui_lane_excluded") });
    const chosen = this.zoomed === null ? undefined : data.outages[this.zoomed];
    const view = chosen ? around(chosen) : { from: Date.parse(data.from), to: Date.parse(data.to) };
    return html`<div class="card" role="group" aria-labelledby="title" @keydown=${this.onKey}>
      <div class="head">
        <h2 id="title" dir="auto">${this.ui("ui_timeline", { label: data.label })}</h2>
        ${data.availability === null ? nothing : html`<span class="digits">${this.ui("ui_availability", { percent: data.availability })}</span>`}
        ${data.downtimeMs === null ? nothing : html`<span class="digits">${this.ui("ui_downtime", { duration: duration(data.downtimeMs) })}</span>`}
      </div>
      ${this.defs()}
      <div class="rows" aria-hidden="true">${this.drawn.map((row) => this.row(row, view))}${this.axis(view)}</div>
      ${this.legend()}
      ${data.outages.length === 0 ? html`<p class="soft">${this.ui("ui_no_outages")}</p>` : this.chooser(data)}
      ${left(this.words, data.more)}
      <div class="controls screen-only">
        <button type="button" aria-expanded=${this.tabled} @click=${() => (this.tabled = !this.tabled)}>${this.ui(this.tabled ? "ui_hide_table" : "ui_show_table")}</button>
      </div>
      ${this.table(data)}
    </div>`;
  }

  private defs(): TemplateResult {
    return html`<svg class="defs" aria-hidden="true"><defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"></line></pattern>
    </defs></svg>`;
  }

  private row(row: Row, view: View): TemplateResult {
    const veils = row.kind === "excluded" ? [] : this.drawn.filter(({ kind }) => kind === "excluded").flatMap(({ marks }) => marks);
    return html`<div class="row ${row.kind === "lane" ? "" : "verdicts"}">
      <div class="name" title=${row.detail ? `${row.name} · ${row.detail}` : row.name}><bdi>${row.name}</bdi>${row.detail ? html`<small><bdi>${row.detail}</bdi></small>` : nothing}</div>
      <div class="cell"><svg class="strip">
        ${this.ticks(view).map(({ at }) => svg`<line class="grid" x1="${percent(at, view)}%" x2="${percent(at, view)}%" y1="0" y2="100%"></line>`)}
        ${veils.map((mark) => veil(mark, view))}
        ${row.marks.map((mark) => this.mark(mark, row, view))}
      </svg></div>
    </div>`;
  }

  private mark(mark: Mark, row: Row, view: View): SVGTemplateResult | typeof nothing {
    const place = seen(mark, view);
    if (!place) return nothing;
    const { x, width } = place;
    const choosable = mark.outage !== null && mark.outage !== this.zoomed;
    const reason = this.words.reason(mark.reason);
    const fits = (width / 100) * this.stripPx() > reason.length * LETTER_PX;
    return svg`<g class="mark ${mark.kind} ${mark.inexact ? "inexact" : ""} ${choosable ? "choosable" : ""}"
        @pointerenter=${() => (this.pointed = { mark, row: row.name })} @click=${() => this.onMark(mark, row)}>
      <title>${this.told(mark)}</title>
      <rect class="shape" x="${x}%" width="${width}%" y="22%" height="56%" fill=${mark.kind === "excluded" ? "url(#hatch)" : nothing}></rect>
      ${mark.kind === "refused" ? svg`<line class="strike" x1="${x}%" x2="${x + width}%" y1="50%" y2="50%"></line>` : nothing}
      ${mark.kind === "excluded" && fits ? svg`<text class="question" x="${x + width / 2}%" y="50%" text-anchor="middle" dominant-baseline="central">${reason}</text>` : nothing}
      ${mark.open && mark.toMs <= view.to ? svg`<svg x="${x + width}%" y="50%" overflow="visible"><path class="arrow" d="M-12,-9 L-1,0 L-12,9 Z"></path></svg>` : nothing}
      ${mark.stale && mark.toMs <= view.to ? svg`<text class="question" x="${x + width}%" y="50%" dx="3" dominant-baseline="central">?</text>` : nothing}
    </g>`;
  }

  private axis(view: View): TemplateResult {
    // Every mark has its line; of the labels those that do not touch the one before.
    let free = -Infinity;
    let owed = "";
    const ticks = this.ticks(view).map((tick) => {
      const px = (percent(tick.at, view) / 100) * this.stripPx();
      const fits = px >= free;
      const day = tick.day || owed;
      owed = fits ? "" : day;
      if (fits) free = px + DAY_PX;
      const anchor = px < DAY_PX / 2 ? "start" : px > this.stripPx() - DAY_PX / 2 ? "end" : "middle";
      return { ...tick, day, fits, anchor };
    });
    return html`<div class="row axis"><div class="name soft"><small>${this.ui("ui_times_in", { zone: this.clock.zone })}</small></div>
      <div class="cell"><svg class="strip">${ticks.map(({ at, label, day, fits, anchor }) => {
        const x = percent(at, view);
        return svg`<line class="grid" x1="${x}%" x2="${x}%" y1="0" y2="5"></line>
          ${fits ? svg`<text x="${x}%" y="16" text-anchor=${anchor}>${label}</text>` : nothing}${day && fits ? svg`<text x="${x}%" y="30" text-anchor=${anchor}>${day}</text>` : nothing}`;
      })}</svg></div></div>`;
  }

  private legend(): TemplateResult {
    const marks = this.drawn.flatMap(({ marks }) => marks);
    const kinds = (["vote", "confirmed", "review", "unconfirmed", "refused", "excluded"] as const).filter((kind) => marks.some((mark) => mark.kind === kind));
    const entry = (shape: SVGTemplateResult, text: string): TemplateResult => html`<li><svg aria-hidden="true">${shape}</svg><span>${text}</span></li>`;
    const swatch = (kind: MarkKind, inexact = false): SVGTemplateResult => svg`<g class="${kind} ${inexact ? "inexact" : ""}">
      <rect class="shape" x="1" y="2" width="24" height="10" fill=${kind === "excluded" ? "url(#hatch)" : nothing}></rect>
      ${kind === "refused" ? svg`<line class="strike" x1="1" x2="25" y1="7" y2="7"></line>` : nothing}</g>`;
    return html`<ul class="legend">
      ${kinds.map((kind) => entry(swatch(kind), this.ui(`ui_mark_${kind}`)))}
      ${marks.some(({ inexact }) => inexact) ? entry(swatch("vote", true), this.ui("ui_mark_inexact")) : nothing}
      ${marks.some(({ open }) => open) ? entry(svg`<path class="arrow" d="M8,0 L19,7 L8,14 Z"></path>`, this.ui("ui_mark_open")) : nothing}
      ${marks.some(({ stale }) => stale) ? entry(svg`<text class="question" x="9" y="12">?</text>`, this.ui("ui_mark_stale")) : nothing}
    </ul>`;
  }

  private chooser(data: TimelineData): TemplateResult {
    return html`<div class="screen-only">
      <p class="readout" aria-live="polite">${this.readout(data)}</p>
      <div class="outages" role="group" aria-label=${this.ui("ui_choose_outage")}>
        ${data.outages.map((outage, index) => html`<button type="button" data-outage=${index} aria-pressed=${this.zoomed === index} tabindex=${index === this.here ? 0 : -1}
          title=${this.clock.utc(outage.from)} @focus=${() => this.onFocus(outage, index)} @click=${() => this.zoom(this.zoomed === index ? null : index)}>
          ${this.clock.full(outage.from)} · ${duration(length(outage))} · ${this.ui(`ui_mark_${outage.status}`)}${outage.open ? `, ${this.ui("ui_mark_open")}` : ""}</button>`)}
      </div>
      ${this.zoomed === null ? nothing : html`<div class="controls"><button type="button" data-whole @click=${() => this.zoom(null)}>${this.ui("ui_whole_period")}</button>
        <span class="soft">${this.ui("ui_hint_zoomed")}</span></div>`}
    </div>`;
  }

  private readout(data: TimelineData): unknown {
    if (!this.pointed) return this.ui("ui_hint");
    const { mark, row } = this.pointed;
    const outage = mark.outage === null ? undefined : data.outages[mark.outage];
    return html`<strong>${mark.kind === "vote" ? html`<bdi>${row}</bdi>: ` : nothing}${this.ui(`ui_mark_${mark.kind}`)}</strong> ${this.clock.full(mark.fromMs)} – ${this.end(mark, this.clock.full(mark.toMs))}
      (${duration(mark.toMs - mark.fromMs)})${this.details(mark, outage).map((text) => `; ${text}`)}
      <br><span class="code">${this.clock.utc(mark.fromMs)} – ${this.clock.utc(mark.toMs)}</span>`;
  }

  private table(data: TimelineData): TemplateResult {
    const lines = this.drawn.flatMap((row) => row.marks.map((mark) => ({ row, mark })));
    const column = (key: UiKey): TemplateResult => html`<th scope="col">${this.ui(key)}</th>`;
    return html`<div class="table ${this.tabled ? "scroll" : "hidden"}" tabindex=${this.tabled ? 0 : nothing} role=${this.tabled ? "region" : nothing} aria-labelledby="title"><table>
      <caption>${this.ui("ui_times_in", { zone: this.clock.zone })}</caption>
      <thead><tr>${column("ui_col_what")}${column("ui_col_from")}${column("ui_col_to")}${column("ui_col_length")}${column("ui_col_note")}</tr></thead>
      <tbody>${lines.map(({ row, mark }) => html`<tr>
        <th scope="row"><bdi>${row.name}</bdi>${row.detail ? html` <bdi class="soft">${row.detail}</bdi>` : nothing}</th>
        <td>${when(this.clock, mark.from)}</td><td>${when(this.clock, mark.to)}</td>
        <td class="digits">${duration(mark.toMs - mark.fromMs)}</td>
        <td>${this.note(mark, mark.outage === null ? undefined : data.outages[mark.outage])}</td></tr>`)}</tbody>
    </table></div>`;
  }

  private note(mark: Mark, outage: TimelineOutage | undefined): string {
    return [this.ui(`ui_mark_${mark.kind}`), ...this.details(mark, outage)].join("; ");
  }

  /** What there is to know besides kind and times. */
  private details(mark: Mark, outage: TimelineOutage | undefined): string[] {
    return [
      mark.reason && mark.kind !== "refused" ? this.words.reason(mark.reason, outage ? (mark.kind === "confirmed" ? "outageConfirmed" : "outageDoubtful") : "") : "",
      outage ? this.ui("ui_votes", { votes: outage.votes, needed: outage.needed }) : "",
      outage && outage.countedMs !== null ? this.ui("ui_counts", { duration: duration(outage.countedMs) }) : "",
      mark.open ? this.ui("ui_mark_open") : "",
      mark.stale ? this.ui("ui_mark_stale") : "",
      mark.expired ? this.ui("ui_mark_expired") : "",
      mark.inexact ? this.ui("ui_mark_inexact") : "",
    ].filter((text) => text !== "");
  }

  private told(mark: Mark): string {
    return `${this.ui(`ui_mark_${mark.kind}`)}: ${this.clock.full(mark.fromMs)} – ${this.end(mark, this.clock.full(mark.toMs))} (${this.clock.utc(mark.fromMs)} – ${this.clock.utc(mark.toMs)})`;
  }

  private end(mark: Mark, written: string): string {
    return mark.open ? `${written}, ${this.ui("ui_mark_open")}` : written;
  }

  private ticks(view: View): ReturnType<typeof this.clock.ticks> {
    return this.clock.ticks(view.from, view.to, Math.floor(this.stripPx() / TICK_PX));
  }

  private stripPx(): number {
    return this.width < NARROW_PX ? this.width - 34 : this.width - NAMES_PX - 34;
  }

  private onMark(mark: Mark, row: Row): void {
    this.pointed = { mark, row: row.name };
    if (mark.outage !== null) this.zoom(mark.outage);
  }

  private onFocus(outage: TimelineOutage, index: number): void {
    this.here = index;
    for (const row of this.drawn) {
      for (const mark of row.marks) if (mark.outage === index && mark.from === outage.from) this.pointed = { mark, row: row.name };
    }
  }

  private zoom(index: number | null): void {
    this.zoomed = index;
    if (index !== null) this.here = index;
  }

  /** Arrows walk through the outages, Enter is the button's own click, Escape leads back. */
  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.zoomed !== null) {
      event.stopPropagation();
      const back = this.zoomed;
      this.zoom(null);
      void this.focusOutage(back);
      return;
    }
    const count = this.data?.outages.length ?? 0;
    const onOutage = event.target instanceof Element && event.target.matches("[data-outage]");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -count, End: count }[event.key];
    if (!onOutage || step === undefined) return;
    event.preventDefault();
    void this.focusOutage(Math.min(count - 1, Math.max(0, this.here + step)));
  }

  private async focusOutage(index: number): Promise<void> {
    this.here = index;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-outage="${index}"]`)?.focus();
  }
}

function length({ from, to }: TimelineOutage): number {
  return Date.parse(to) - Date.parse(from);
}

function veil(mark: Mark, view: View): SVGTemplateResult | typeof nothing {
  const place = seen(mark, view);
  return place ? svg`<rect class="veil" x="${place.x}%" width="${place.width}%" y="0" height="100%" fill="url(#hatch)"></rect>` : nothing;
}

define("makegood-timeline", MakegoodTimeline);
