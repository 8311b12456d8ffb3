import type { Summary } from './summary.js';
import { type Goal, signOf } from './targets.js';

const WIDTH = 760;
const ROW = 30;
const BAR = 16;
const TOP = 64;
const BOTTOM = 52;
/** Where the bars begin, and where one as long as the floor's ends. */
const LEFT = 210;
const FULL = 640;
/** How much room a figure takes. */
const FIGURE = 48;
const SCALE = [0, 0.25, 0.5, 0.75, 1];

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .head { font-weight: 600; font-size: 15px; }
  .note { font-size: 12px; fill: #59636e; }
  .grid { stroke: #d1d9e0; }
  .bar { fill: #4a7fd0; }
  .target { stroke: #b35900; stroke-width: 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .note { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .bar { fill: #5a93e6; }
    .target { stroke: #f0a04b; }
  }`;

interface Bar {
  readonly name: string;
  readonly ratio: number;
  /** Undefined where it has none. */
  readonly target: Goal | undefined;
}

/** A bar for each ratio of two rates, with its target where it has one. */
export function chart(summaries: readonly Summary[], circumstances: string): string {
  const bars = summaries.flatMap(barsOf);
  const height = TOP + bars.length * ROW + BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">Gatehouse beside its floor</title>`,
    `<desc id="desc">${escaped(description(bars))}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<text class="head" x="16" y="26">Gatehouse beside its floor: requests a second, service ÷ floor</text>`,
    ...SCALE.flatMap(value => gridLine(value, height - BOTTOM + 4)),
    ...bars.flatMap((bar, place) => rowOf(bar, TOP + place * ROW)),
    `<line class="target" x1="16" x2="16" y1="${height - 34}" y2="${height - 18}" />`,
    `<text class="note" x="26" y="${height - 22}">target</text>`,
    `<text class="note" x="80" y="${height - 22}">${escaped(circumstances)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function barsOf({ scenario, ratio, pure, verdict }: Summary): Bar[] {
  const targetOf = (figure: Goal['of']): Goal | undefined => (verdict?.goal.of === figure ? verdict?.goal : undefined);
  const bar = { name: scenario, ratio: ratio.median, target: targetOf(undefined) };
  if (pure === null) return [bar];
  return [bar, { name: `${scenario} ÷ ${pure.about}`, ratio: pure.ratio.median, target: targetOf('pure') }];
}

function gridLine(value: number, bottom: number): string[] {
  const x = placeOf(value);
  return [
    `<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}" />`,
    `<text class="note" x="${x}" y="${TOP - 14}" text-anchor="middle">${value}</text>`,
  ];
}

function rowOf({ name, ratio, target }: Bar, top: number): string[] {
  const [base, end] = [top + BAR - 3, placeOf(ratio)];
  const mark = target === undefined ? undefined : placeOf(target.value);
  // The figure stands behind its bar, or behind the mark where it would lie under that.
  const hasRoom = mark === undefined || mark < end || mark > end + FIGURE;
  return [
    `<text x="${LEFT - 10}" y="${base}" text-anchor="end">${escaped(name)}</text>`,
    `<rect class="bar" x="${LEFT}" y="${top}" width="${rounded(end - LEFT)}" height="${BAR}" rx="2" />`,
    ...(mark === undefined
      ? []
      : [`<line class="target" x1="${mark}" x2="${mark}" y1="${top - 4}" y2="${top + BAR + 4}" />`]),
    `<text x="${rounded((hasRoom ? end : mark) + 8)}" y="${base}">${ratio.toFixed(2)}</text>`,
  ];
}

function description(bars: readonly Bar[]): string {
  const parts = bars.map(({ name, ratio, target }) => {
    return `${name} ${ratio.toFixed(2)}${target === undefined ? '' : `, target ${signOf(target)}`}`;
  });
  return `Rates of the service divided by those of a bare program that does the same work: ${parts.join('; ')}.`;
}

/** No bar leaves the picture, however noisy the machine was. */
const placeOf = (ratio: number): number => rounded(LEFT + Math.min(ratio, 1.15) * (FULL - LEFT));
const rounded = (value: number): number => Math.round(value * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, character => ENTITIES[character] ?? '');
