// How a quote looks: one bar in which each piece has its own colour and its own pattern, lines as cards, sums to the right.

import { css } from "lit";

export const quoteStyles = css`
  .head { display: flex; flex-wrap: wrap; gap: 0.2em 1.5em; justify-content: space-between; align-items: baseline; }
  .head h2 { margin: 0; flex: 1 1 12em; min-width: 0; }
  .head .sum { margin: 0; }
  .total { font-size: 1.5em; font-weight: 600; }
  .note { border-inline-start: 4px solid var(--wait); background: var(--wait-ground); padding: 0.45em 0.8em; border-radius: 3px; }
  .bar { display: flex; width: 100%; height: 2.6em; border: 1px solid var(--strong-line); border-radius: 4px; overflow: hidden; }
  .piece { flex: 0 1 0; min-width: 3px; display: grid; place-items: center; overflow: hidden; white-space: nowrap; font-size: 0.86em; font-variant-numeric: tabular-nums; border-inline-end: 1px solid var(--ground); color: var(--ink); container-type: inline-size; }
  .piece:last-child { border-inline-end: 0; }
  .piece span { display: none; padding: 0 0.35em; border-radius: 2px; background: var(--ground); }
  @container (min-width: 46px) { .piece span { display: inline; } }
  .back { --fill: var(--good); }
  .used { --fill: var(--accent); }
  .kept, .fee, .gatewayFee { --fill: var(--wait); }
  .overage, .spilled { --fill: var(--bad); }
  .limit, .arrears { --fill: var(--soft); }
  .piece, .swatch { background-color: var(--fill, var(--soft)); }
  .kept.piece, .kept.swatch { background-image: repeating-linear-gradient(45deg, transparent 0 4px, var(--ground) 4px 6px); }
  .overage.piece, .overage.swatch { background-image: repeating-linear-gradient(-45deg, transparent 0 4px, var(--ground) 4px 6px); }
  .spilled.piece, .spilled.swatch, .limit.piece, .limit.swatch { background-image: repeating-linear-gradient(90deg, transparent 0 4px, var(--ground) 4px 6px); }
  .swatch { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 2px; margin-inline-end: 0.45em; vertical-align: -0.08em; }
  .legend { display: flex; flex-wrap: wrap; gap: 0.2em 1.3em; margin: 0.5em 0 0; font-size: 0.93em; }
  .lines { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21em), 1fr)); gap: 0.8em; margin: 1em 0; }
  .line { border: 1px solid var(--line); border-radius: 5px; padding: 0.6em 0.9em; min-width: 0; }
  .line h3 { margin: 0 0 0.3em; }
  dl { margin: 0; }
  dl > div { display: flex; gap: 1em; justify-content: space-between; align-items: baseline; padding: 0.28em 0; border-bottom: 1px solid var(--line); }
  dl > div:last-child { border-bottom: 0; }
  dt { min-width: 0; }
  dd { margin: 0; text-align: end; flex: none; }
  dl > .back dd, dl > .back dt { font-weight: 600; }
  .why { display: block; color: var(--soft); font-weight: 400; font-size: 0.93em; overflow-wrap: anywhere; }
  .halves { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3em; }
  .rules li { padding: 0.25em 0; }
  .counted { padding-inline-start: 1.6em; list-style: decimal; }
  details { margin-top: 0.8em; }
  label { display: block; font-weight: 600; margin: 0.6em 0 0.25em; }
  @container (min-width: 800px) { .halves { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
  @media (forced-colors: active) { .piece, .swatch { forced-color-adjust: none; } }
  @media print { .bar, .swatch { print-color-adjust: exact; } .line { break-inside: avoid; } textarea { display: none; } }
`;
