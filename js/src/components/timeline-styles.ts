// The look of a timeline: shapes differ as well as colours.

import { css } from "lit";

export const timelineStyles = css`
  .head { display: flex; flex-wrap: wrap; gap: 0.2em 1.4em; align-items: baseline; }
  .head h2 { margin: 0; flex: 1 1 14em; }
  .rows { margin: 0.9em 0 0.4em; }
  .row { display: grid; grid-template-columns: minmax(6em, 11em) minmax(0, 1fr); gap: 0 0.9em; align-items: stretch; border-bottom: 1px solid var(--line); }
  .row.verdicts { background: var(--sunk); }
  .row.axis { border: 0; }
  .name { align-self: center; padding: 0.3em 0; line-height: 1.25; min-width: 0; }
  .name > bdi { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
  .row.verdicts .name { font-weight: 600; padding-inline-start: 0.4em; }
  .name small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; color: var(--soft); font-size: 0.88em; font-weight: 400; }
  .cell { position: relative; min-height: 30px; direction: ltr; }
  .strip { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; }
  .axis .cell { min-height: 36px; }
  .axis .strip { overflow: visible; }
  svg text { font-size: 11.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
  .grid { stroke: var(--line); }
  .shape { stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
  .vote .shape { fill: var(--soft); stroke: var(--soft); }
  .vote.inexact .shape { fill: none; stroke-dasharray: 2 2; }
  .confirmed .shape { fill: var(--bad); stroke: var(--bad); }
  .review .shape { fill: var(--wait-ground); stroke: var(--wait); stroke-dasharray: 2 3; }
  .unconfirmed .shape { fill: none; stroke: var(--bad); stroke-dasharray: 7 3; }
  .refused .shape { fill: none; stroke: var(--soft); }
  .refused .strike { stroke: var(--soft); stroke-width: 1.5px; }
  .excluded .shape { stroke: var(--accent); }
  .hatch-line { stroke: var(--accent); stroke-width: 1.5px; }
  .arrow { fill: var(--ink); stroke: var(--ground); stroke-width: 1px; }
  .question { fill: var(--ink); font-weight: 700; stroke: var(--ground); stroke-width: 3px; paint-order: stroke; }
  .veil { opacity: 0.22; }
  .mark.choosable { cursor: zoom-in; }
  .mark:hover .shape { stroke: var(--ink); }
  .readout { min-height: 3em; margin: 0.3em 0; color: var(--soft); }
  .readout strong { color: var(--ink); }
  .outages { display: flex; flex-wrap: wrap; gap: 0.45em; max-height: 11.5em; overflow-y: auto; padding: 4px; margin: 0 -4px; }
  .outages button { flex: none; font-variant-numeric: tabular-nums; }
  .legend { display: flex; flex-wrap: wrap; gap: 0.3em 1.3em; color: var(--soft); margin: 0.7em 0; font-size: 0.93em; }
  .legend li { display: flex; gap: 0.5em; align-items: center; }
  .legend svg { width: 26px; height: 14px; flex: none; }
  .defs { position: absolute; width: 0; height: 0; }
  .table { margin-top: 0.8em; }
  td time, td.digits { white-space: nowrap; }
  @container (max-width: 560px) {
    .row { grid-template-columns: minmax(0, 1fr); }
    .name { padding: 0.35em 0 0; }
    .name > bdi { display: inline; }
    .name small { display: inline; white-space: normal; overflow-wrap: anywhere; margin-inline-start: 0.5em; }
    .table.scroll table { min-width: 38em; }
    .cell { min-height: 24px; }
    .row.axis .name { padding-inline-start: 0; }
    .outages { max-height: 17em; flex-direction: column; flex-wrap: nowrap; }
  }
  @media (forced-colors: active) {
    .vote .shape { fill: GrayText; stroke: GrayText; }
    .confirmed .shape { fill: CanvasText; stroke: CanvasText; }
    .review .shape, .unconfirmed .shape, .refused .shape { fill: Canvas; stroke: CanvasText; }
    .excluded .shape, .hatch-line { stroke: Highlight; }
    .vote.inexact .shape { fill: Canvas; }
    .grid { stroke: GrayText; }
    .arrow, .question, svg text { fill: CanvasText; }
  }
  @media print {
    .readout { display: none; }
    .row, .legend { break-inside: avoid; }
    svg { print-color-adjust: exact; }
  }
`;
