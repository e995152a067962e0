// recon/io/report_html_style.hpp - the style sheet of report.html: light and dark, screen, paper.
#pragma once

#include <string_view>

namespace recon::io {

inline constexpr std::string_view report_style_sheet = R"css(
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #ffffff; --ink: #17212b; --muted: #5a6775; --line: #dde3e9;
  --soft: #eef2f5; --accent: #14507d;
  --matched: #1f7a5a; --grouped: #4fa287; --netted: #9ccbb8; --review: #d99a1c; --open: #b4452f;
  --low: #7d93a8; --medium: #d99a1c; --high: #cf6127; --critical: #9c1f2e;
  --good-soft: #e2f3ea; --good-ink: #135a3f; --warn-soft: #fdf1d8; --warn-ink: #7a5200;
  --bad-soft: #fbe6e3; --bad-ink: #8e2018;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10161c; --card: #18212a; --ink: #e6ecf1; --muted: #9aa9b7; --line: #2b3743;
    --soft: #202b36; --accent: #7fbbe8;
    --matched: #3fae85; --grouped: #2d8467; --netted: #235746; --review: #e0ac47; --open: #db6a52;
    --low: #6f869c; --medium: #e0ac47; --high: #e5824a; --critical: #e0566a;
    --good-soft: #17362b; --good-ink: #8edbbb; --warn-soft: #3a2f17; --warn-ink: #f0cd86;
    --bad-soft: #40211d; --bad-ink: #f3a99d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 32px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 2px; letter-spacing: -0.01em;
     overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0 0 12px; letter-spacing: -0.005em; }
h3 { font-size: 14px; margin: 0 0 8px; }
p { margin: 0 0 8px; }
a { color: var(--accent); }
.muted { color: var(--muted); }
.verdict { font-size: 17px; margin: 12px 0 0; max-width: 75ch; }
.badge { display: inline-block; padding: 3px 10px; border-radius: 99px; font-size: 13px;
         font-weight: 600; margin: 12px 6px 0 0; }
.good { background: var(--good-soft); color: var(--good-ink); }
.warn { background: var(--warn-soft); color: var(--warn-ink); }
.bad { background: var(--bad-soft); color: var(--bad-ink); }
nav { position: sticky; top: 0; z-index: 3; background: var(--page);
      border-bottom: 1px solid var(--line); margin: 18px 0 22px; }
nav ul { max-width: 1180px; margin: 0 auto; padding: 8px 20px; list-style: none; display: flex;
         gap: 4px 18px; flex-wrap: wrap; font-size: 14px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { scroll-margin-top: 52px; background: var(--card); border: 1px solid var(--line);
          border-radius: 10px; padding: 20px; margin: 0 0 18px; }
section.bare { background: none; border: 0; padding: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 14px; }
.card { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--low);
        border-radius: 10px; padding: 14px 16px; }
.card.matched { border-top-color: var(--matched); }
.card.review { border-top-color: var(--review); }
.card.open { border-top-color: var(--open); }
.card.critical { border-top-color: var(--critical); }
.card .name { font-size: 13px; color: var(--muted); }
.card .figure { font-size: 26px; font-weight: 650; line-height: 1.25; letter-spacing: -0.015em;
                font-variant-numeric: tabular-nums; }
.card .more { font-size: 13px; color: var(--muted); font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
           gap: 18px; margin-bottom: 18px; }
.columns > section { margin: 0; }
.rings { display: flex; gap: 12px 36px; flex-wrap: wrap; align-items: center;
         justify-content: center; }
.rings + .legend { justify-content: center; margin-bottom: 14px; }
.ages { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(380px, 100%), 1fr));
        gap: 14px 36px; }
.ring { width: 132px; height: 132px; }
.ring text { fill: var(--ink); font-size: 22px; font-weight: 650; text-anchor: middle; }
.ring .of { fill: var(--muted); font-size: 10px; font-weight: 400; }
.ring circle { fill: none; stroke-width: 13; }
.ring .track { stroke: var(--soft); }
.s-matched { stroke: var(--matched); } .s-grouped { stroke: var(--grouped); }
.s-netted { stroke: var(--netted); } .s-review { stroke: var(--review); }
.s-open { stroke: var(--open); }
.f-matched { fill: var(--matched); } .f-grouped { fill: var(--grouped); }
.f-netted { fill: var(--netted); } .f-review { fill: var(--review); } .f-open { fill: var(--open); }
.f-low { fill: var(--low); } .f-medium { fill: var(--medium); } .f-high { fill: var(--high); }
.f-critical { fill: var(--critical); } .f-accent { fill: var(--accent); }
.legend { list-style: none; margin: 8px 0 0; padding: 0; display: flex; gap: 4px 16px;
          flex-wrap: wrap; font-size: 13px; color: var(--muted); }
.legend svg { width: 10px; height: 10px; margin-right: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; font-size: 12.5px; color: var(--muted); }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr > :first-child { padding-left: 0; } tr > :last-child { padding-right: 0; }
tbody tr:last-child > * { border-bottom: 0; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.num { text-align: right; }
tr.total > * { font-weight: 650; border-top: 1px solid var(--muted); }
tr.part > :first-child { padding-left: 18px; }
tr.gap > * { border-bottom: 0; padding: 7px 0; }
.columns table { font-size: 13px; } .columns th, .columns td { padding: 5px 7px; }
.bars td { border: 0; padding: 4px 10px 4px 0; }
.bars .bar { width: 45%; }
.bars svg { display: block; width: 100%; height: 14px; border-radius: 3px; }
.first { list-style: none; margin: 0; padding: 0; }
.first li { border-top: 1px solid var(--line); padding: 12px 0; display: grid;
            grid-template-columns: 92px 1fr; gap: 4px 14px; }
.first li:first-child { border-top: 0; padding-top: 0; }
.first li:last-child { padding-bottom: 0; }
.first p { margin: 2px 0 0; overflow-wrap: anywhere; }
.tag { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12px;
       font-weight: 600; background: var(--soft); color: var(--muted); white-space: nowrap; }
.tag.critical { background: var(--critical); color: #fff; }
.tag.high { background: var(--bad-soft); color: var(--bad-ink); }
.tag.medium, .tag.review { background: var(--warn-soft); color: var(--warn-ink); }
.tag.matched { background: var(--good-soft); color: var(--good-ink); }
@media (prefers-color-scheme: dark) { .tag.critical { color: #1d090d; } }
.tools { display: flex; gap: 8px; flex-wrap: wrap; margin: 0 0 10px; align-items: center; }
.tools input, .tools select, button.more-rows {
  font: inherit; font-size: 14px; color: inherit; background: var(--card); padding: 5px 10px;
  border: 1px solid var(--line); border-radius: 7px; min-height: 34px; max-width: 100%;
}
.tools input { flex: 1 1 220px; min-width: 0; }
.tools .shown { font-size: 13px; color: var(--muted); margin-left: auto; }
.scroll { overflow-x: auto; }
.grid { font-size: 13.5px; }
.grid thead th { background: var(--card); padding: 0; border-bottom: 1px solid var(--muted); }
.grid th button { all: unset; box-sizing: border-box; cursor: pointer; display: block; padding: 6px 10px; width: 100%;
                  white-space: nowrap; }
.grid th:first-child button { padding-left: 0; }
.grid th button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.grid th[aria-sort=ascending] button::after { content: " \2191"; }
.grid th[aria-sort=descending] button::after { content: " \2193"; }
.grid td.text { min-width: 210px; max-width: 420px; overflow-wrap: anywhere; }
.grid td.word { white-space: nowrap; }
button.more-rows { cursor: pointer; margin-top: 10px; color: var(--accent); }
.note { font-size: 13px; color: var(--muted); margin: 8px 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 0 14px;
     font-size: 13.5px; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.checks { list-style: none; margin: 0 0 14px; padding: 0; font-size: 13.5px; }
.checks li::before { content: "\2713"; color: var(--matched); font-weight: 700; margin-right: 8px; }
.checks li.no::before { content: "\2717"; color: var(--critical); }
code { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
footer { padding-bottom: 40px; font-size: 13px; color: var(--muted); }
@media (max-width: 640px) {
  main, header, footer, nav ul { padding-left: 14px; padding-right: 14px; }
  section { padding: 14px; }
  header { padding-top: 20px; }
  h1 { font-size: 21px; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
  .card { padding: 10px 12px; }
  .card .figure { font-size: 21px; }
  .first li { grid-template-columns: 1fr; }
  nav { position: static; }
  dl { grid-template-columns: 1fr; gap: 0 0; } dd { margin-bottom: 6px; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root {
    color-scheme: light;
    --page: #ffffff; --card: #ffffff; --ink: #000000; --muted: #444444; --line: #cccccc;
    --soft: #eeeeee; --accent: #14507d; --matched: #1f7a5a; --grouped: #4fa287; --netted: #9ccbb8;
    --review: #d99a1c; --open: #b4452f; --low: #7d93a8; --medium: #d99a1c; --high: #cf6127;
    --critical: #9c1f2e; --good-soft: #e2f3ea; --good-ink: #135a3f; --warn-soft: #fdf1d8;
    --warn-ink: #7a5200; --bad-soft: #fbe6e3; --bad-ink: #8e2018;
  }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav, .tools, button.more-rows { display: none; }
  main, header, footer { max-width: none; padding: 0; }
  header { margin-bottom: 14px; }
  section, .card { break-inside: avoid; }
  section.long { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  .cards { grid-template-columns: repeat(5, 1fr); gap: 8px; }
  .card { padding: 8px 10px; } .card .figure { font-size: 16pt; }
  .columns { grid-template-columns: 1fr 1fr; }
  .grid { font-size: 8pt; } .grid td.text { min-width: 0; }
  .grid th, .grid td, .grid th button { padding: 3px 5px; }
  .grid thead { display: table-header-group; } .grid tr { break-inside: avoid; }
  .scroll { overflow: visible; }
}
)css";

} // namespace recon::io
