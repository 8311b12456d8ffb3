import { generate } from 'lean-qr/nano';
import { svg } from '../kit/svg.js';

/** Modules of white around it, without which scanners do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** Draws a text as a QR code, of one path, dark on light in every colour scheme: scanners want it so. */
export function qrCode(text: string, label: string): SVGSVGElement {
  const { size, get } = generate(text);
  const modules: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (get(x, y)) modules.push(`M${x} ${y}h1v1h-1z`);
  }
  const side = size + 2 * QUIET;
  return svg(
    'svg',
    {
      viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`,
      class: 'qr',
      role: 'img',
      'aria-label': label,
      'shape-rendering': 'crispEdges',
    },
    svg('path', { d: modules.join('') }),
  );
}
