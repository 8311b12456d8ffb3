import { h } from './dom.js';
import { svg } from './svg.js';

/** One step of time, or whatever stands beside the others. */
export interface Bar {
  /** Read with the value by who points at the bar. */
  readonly label: string;
  readonly value: number;
}

const WIDTH = 600;
const HEIGHT = 100;
/** Of the place of a bar; the rest is a gap. */
const FILLED = 0.8;
/** What is there at all can be seen. */
const LEAST = 2;
const NUMBER = new Intl.NumberFormat();

export const number = (value: number): string => NUMBER.format(value);

/**
 * Bars beside each other, with what they come to, the highest of them, and where they begin and end. Every drawing is of one thing, so
 * that nobody has to tell colours apart. Who sees none of it has the label, and a table beside.
 * @param tone `bad` for what should not happen
 */
export function barChart(name: string, bars: readonly Bar[], tone: 'good' | 'bad' = 'good'): HTMLElement {
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const label = `${name}: ${number(total)} in all, ${number(most)} at most in a step`;
  const place = WIDTH / Math.max(bars.length, 1);
  const drawing = svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      class: `bars ${tone}`,
      role: 'img',
      'aria-label': label,
    },
    ...bars.map((bar, index) => drawn(bar, index * place, place, most)),
  );
  const [first, last] = [bars[0]?.label ?? '', bars.at(-1)?.label ?? ''];
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('span', { class: 'total' }, number(total)), ` ${name}`),
    drawing,
    h(
      'div',
      { class: 'axis', 'aria-hidden': true },
      h('span', {}, first),
      h('span', {}, `peak ${number(most)}`),
      h('span', {}, last),
    ),
  );
}

/** The whole height answers to the pointer, however low the bar. */
function drawn({ label, value }: Bar, x: number, width: number, most: number): SVGGElement {
  const height = value === 0 ? 0 : Math.max(LEAST, (value / most) * HEIGHT);
  return svg(
    'g',
    {},
    svg('title', {}, `${label}: ${number(value)}`),
    svg('rect', { class: 'slot', x, y: 0, width, height: HEIGHT }),
    svg('rect', { x: x + (width * (1 - FILLED)) / 2, y: HEIGHT - height, width: width * FILLED, height }),
  );
}

/** A part of a whole, drawn beside the number that says the same. */
export function share(part: number, whole: number, tone: 'good' | 'bad' = 'good'): SVGSVGElement {
  const width = whole === 0 ? 0 : (part / whole) * 100;
  return svg(
    'svg',
    { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: `share ${tone}`, 'aria-hidden': 'true' },
    svg('rect', { class: 'slot', width: 100, height: 8 }),
    svg('rect', { width, height: 8 }),
  );
}
