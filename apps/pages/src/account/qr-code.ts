import { generate } from 'lean-qr/nano';

const SVG = 'http://www.w3.org/2000/svg';
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
  const svg = element('svg', {
    viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`,
    class: 'qr',
    role: 'img',
    'aria-label': label,
    'shape-rendering': 'crispEdges',
  });
  svg.append(element('path', { d: modules.join('') }));
  return svg;
}

function element<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
