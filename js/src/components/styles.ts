// The look that all components share. Colours follow the page's color-scheme; theme="light" or "dark" forces one.

import { css } from "lit";

export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    box-sizing: border-box;
    max-width: 100%;
    font-size: clamp(13px, 0.95em, 15px);
    line-height: 1.5;
    text-align: start;
    --ground: #fff;
    --sunk: #f4f7fa;
    --line: #d5dde5;
    --strong-line: #8695a5;
    --ink: #1f2d3a;
    --soft: #53636f;
    --accent: #1a4d80;
    --accent-ground: #e8f0f8;
    --good: #17663a;
    --good-ground: #e6f4ea;
    --bad: #a3211f;
    --bad-ground: #fdecea;
    --wait: #7a4a00;
    --wait-ground: #fff4d9;
  }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --ground: light-dark(#fff, #17212b);
      --sunk: light-dark(#f4f7fa, #1f2b37);
      --line: light-dark(#d5dde5, #384756);
      --strong-line: light-dark(#8695a5, #6d8093);
      --ink: light-dark(#1f2d3a, #e6edf3);
      --soft: light-dark(#53636f, #a9b8c5);
      --accent: light-dark(#1a4d80, #8fc1f2);
      --accent-ground: light-dark(#e8f0f8, #223a52);
      --good: light-dark(#17663a, #7fd6a0);
      --good-ground: light-dark(#e6f4ea, #1b3a29);
      --bad: light-dark(#a3211f, #ff9d94);
      --bad-ground: light-dark(#fdecea, #472321);
      --wait: light-dark(#7a4a00, #f5c76b);
      --wait-ground: light-dark(#fff4d9, #40310f);
    }
  }
  :host([hidden]) { display: none; }
  :host([theme="light"]) { color-scheme: light; }
  :host([theme="dark"]) { color-scheme: dark; }
  *, *::before, *::after { box-sizing: inherit; }
  .card {
    background: var(--ground);
    color: var(--ink);
    border: 1px solid var(--line);
    border-radius: 6px;
    padding: 1em 1.15em;
  }
  .card > :first-child { margin-top: 0; }
  .card > :last-child { margin-bottom: 0; }
  h2, h3, h4 { margin: 1.4em 0 0.5em; font-size: 1em; font-weight: 600; line-height: 1.35; color: var(--ink); }
  h2 { font-size: 1.15em; }
  p { margin: 0.5em 0; }
  h2, h3, h4, p, li, td, th, dd, dt, .name { overflow-wrap: anywhere; }
  ol, ul { margin: 0.4em 0; padding: 0; list-style: none; }
  .soft { color: var(--soft); }
  .small { font-size: 0.93em; }
  .amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .digits { font-variant-numeric: tabular-nums; }
  time, .date { white-space: nowrap; }
  .code { font-family: ui-monospace, SFMono-Regular, Consolas, monospace; font-size: 0.93em; }
  .badge {
    display: inline-block; padding: 0.05em 0.6em; border: 1px solid currentColor; border-radius: 1em;
    font-size: 0.88em; font-weight: 600; white-space: nowrap; color: var(--soft); background: var(--sunk);
  }
  .badge.good { color: var(--good); background: var(--good-ground); }
  .badge.wait { color: var(--wait); background: var(--wait-ground); }
  .badge.bad { color: var(--bad); background: var(--bad-ground); }
  .verdict { display: flex; gap: 0.55em; align-items: baseline; margin: 0.8em 0; }
  .verdict .glyph { flex: none; font-weight: 700; }
  .verdict.good { color: var(--good); }
  .verdict.bad { color: var(--bad); }
  .verdict.plain { color: var(--soft); }
  .problem { border-inline-start: 4px solid var(--bad); background: var(--bad-ground); color: var(--ink); padding: 0.6em 0.9em; border-radius: 3px; margin: 0.8em 0; }
  .failed { margin: 0.6em 0; padding: 0.5em 0.8em; border-inline-start: 4px solid var(--strong-line); background: var(--sunk); color: var(--ink); border-radius: 3px; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-size: 1em; }
  .compared { max-width: 36em; }
  caption { text-align: start; font-weight: 600; padding: 0 0 0.4em; color: var(--ink); }
  th, td { padding: 0.4em 0.8em 0.4em 0; text-align: start; vertical-align: baseline; border-bottom: 1px solid var(--line); font-weight: 400; }
  thead th { overflow-wrap: normal; }
  thead th, thead td { color: var(--soft); font-size: 0.93em; border-bottom-color: var(--strong-line); }
  th:last-child, td:last-child { padding-inline-end: 0; }
  th.end, td.end { text-align: end; }
  button {
    font: inherit; color: var(--accent); background: var(--ground); border: 1px solid var(--strong-line); border-radius: 4px;
    padding: 0.25em 0.8em; min-height: max(2em, 24px); cursor: pointer; text-align: start; max-width: 100%; overflow-wrap: anywhere;
  }
  button:hover { background: var(--accent-ground); border-color: var(--accent); }
  button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--ground); }
  button:focus-visible, summary:focus-visible, textarea:focus-visible, a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  summary { cursor: pointer; color: var(--accent); padding: 0.25em 0; min-height: 24px; }
  textarea {
    width: 100%; min-height: 9em; resize: vertical; font-family: ui-monospace, SFMono-Regular, Consolas, monospace; font-size: 0.9em;
    color: var(--ink); background: var(--sunk); border: 1px solid var(--strong-line); border-radius: 4px; padding: 0.5em;
  }
  .hidden:not(:focus-within) {
    position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
  }
  .controls { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; margin: 0.7em 0; }
  @media (forced-colors: active) {
    .card, .problem, .failed { border: 1px solid CanvasText; }
    button[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
  @media print {
    :host { color-scheme: light; }
    .card { border-color: #999; padding: 0.6em 0; border-width: 1px 0 0; border-radius: 0; break-inside: avoid-page; }
    .controls, button, .screen-only { display: none !important; }
    .table.hidden:not(:focus-within) { position: static; width: auto; height: auto; margin: 0; overflow: visible; clip-path: none; white-space: normal; }
    .scroll { overflow: visible; }
  }
`;
