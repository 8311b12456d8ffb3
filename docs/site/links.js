/** Links of documents, as they have to be on the site. */
import { stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path/posix';

const FENCE = /^( *```)[^]*?^\1$/gm;
const LINK = /\]\((?!https?:|mailto:)([^)\s]+)\)/g;

/**
 * A document's text with its links led to where things are on the site.
 * @param file the document in this repository
 * @param pages the path of each page by its file
 * @returns the text, and which other files and folders of this repository it leads to
 */
export async function relink(file, text, pages) {
  const others = new Set();
  const targets = new Map();
  for (const [, target] of withoutCode(text).matchAll(LINK)) {
    targets.set(target, await addressOf(file, target, pages, others));
  }
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    parts.push(led(text.slice(end, match.index), targets), match[0]);
    end = match.index + match[0].length;
  }
  return { text: [...parts, led(text.slice(end), targets)].join(''), others };
}

const withoutCode = text => text.replaceAll(FENCE, '');

const led = (text, targets) => text.replaceAll(LINK, (whole, target) => `](${targets.get(target) ?? target})`);

async function addressOf(file, target, pages, others) {
  const [path, anchor] = target.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (path === '') return hash;
  const found = normalize(join(dirname(file), path)).replace(/\/$/, '');
  const page = pages.get(found);
  if (page !== undefined) return `/${page === 'index' ? '' : page}${hash}`;
  const there = await stat(found).catch(() => undefined);
  if (there === undefined) throw new Error(`${file} leads to ${target}, which is not there`);
  others.add(found);
  if (!there.isDirectory()) return `/files/${found}${hash}`;
  return `/folders/${found}`;
}
