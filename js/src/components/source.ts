// <makegood-source>: does this monitor reach us, and is it understood? A light, its word, and what to do.

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SourceData } from "../api.js";
import { define, MakegoodElement } from "./element.js";
import { around, HERE, left, when, zoned } from "./pieces.js";
import { Polling } from "./polling.js";

type Light = "waiting" | "new" | "good" | "bad";

// A first message is heard before a run has read it: the light is green then, its word says the rest.
const GLYPHS: Readonly<Record<Light, string>> = { waiting: "○", new: "✓", good: "✓", bad: "✗" };

export class MakegoodSource extends MakegoodElement<SourceData> {
  static override properties: PropertyDeclarations = { every: { type: Number } };
  static override styles = [MakegoodElement.styles, css`
    .light { display: flex; gap: 0.7em; align-items: center; }
    .lamp { flex: none; width: 1.9em; height: 1.9em; border-radius: 50%; display: grid; place-items: center; font-weight: 700; border: 2px solid var(--strong-line); color: var(--soft); background: var(--sunk); }
    .good .lamp, .new .lamp { border-color: var(--good); color: var(--good); background: var(--good-ground); }
    .bad .lamp { border-color: var(--bad); color: var(--bad); background: var(--bad-ground); }
    .waiting .lamp { animation: breathe 2.4s ease-in-out infinite; }
    .light p { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    .targets li { display: flex; flex-wrap: wrap; gap: 0 0.9em; padding: 0.3em 0; border-bottom: 1px solid var(--line); }
    .targets li > * { min-width: 0; overflow-wrap: anywhere; }
    @keyframes breathe { 50% { opacity: 0.45; } }
  `];

  declare every: number;

  constructor() {
    super();
    this.every = 3;
    new Polling(this, () => (this.src && this.every > 0 ? Math.max(this.every, 1) : 0), () => this.load());
  }

  protected override draw(data: SourceData): TemplateResult {
    const light = lightOf(data);
    return html`<section class="card">
      <div class="light ${light}" data-light=${light}>
        <span class="lamp" aria-hidden="true">${GLYPHS[light]}</span>
        <div>
          <p role="status"><strong>${this.ui(`ui_source_${light}`)}</strong></p>
          <p class="soft"><bdi>${data.name}</bdi>${data.lastAt === null ? nothing : html` · ${this.last(data.lastAt)}`}${data.deliveries === 0 ? nothing : html` · ${this.ui("ui_source_count", { count: data.deliveries })}`}</p>
        </div>
      </div>
      ${data.problem === null ? nothing : html`<p class="problem" dir="auto">${data.problem.message} ${data.problem.help}</p>`}
      ${data.targets.length === 0 ? nothing : html`<h3>${this.ui("ui_source_targets")}</h3><ul class="targets">${data.targets.map((target) => html`<li>
        <bdi><strong>${target.label || target.target}</strong></bdi>${target.address === "" ? nothing : html`<bdi class="soft">${target.address}</bdi>`}
        ${target.subject === null ? html`<span class="badge wait">${this.ui("ui_source_unmapped")}</span>` : html`<span class="soft">${this.ui("ui_source_mapped", { subject: target.subject })}</span>`}
      </li>`)}</ul>`}
      ${left(this.words, data.more)}
    </section>`;
  }

  private last(at: string): unknown {
    return html`${around(this.ui("ui_source_last", { at: HERE }), when(this.clock, at))} (${zoned(this.words, this.clock)})`;
  }
}

function lightOf({ lastState, problem }: SourceData): Light {
  if (problem !== null || lastState === "unknown") return "bad";
  if (lastState === null) return "waiting";
  return lastState === "new" ? "new" : "good";
}

define("makegood-source", MakegoodSource);
