/** Looks through a built site for what leads nowhere, and for what would be fetched from elsewhere. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LINK = /<a [^>]*?href="([^"]+)"/g;
const FETCHED = /<(?:script|img|link|iframe|source|video)\b[^>]*?(?:src|href)="([^"]+)"/g;
const IN_STYLES = /url\(["']?(https?:[^)"']+)|@import ["'](https?:[^"']+)/g;
/** Addresses that documents tell people to open by hand. */
const ELSEWHERE = /^(?:https?:|mailto:)/;

/** @returns a line for each fault; empty: there is none */
export async function faultsOf(site) {
  const files = (await readdir(site, { recursive: true })).map(file => file.replaceAll('\\', '/'));
  const pages = new Map();
  for (const file of files.filter(name => name.endsWith('.html') && !name.startsWith('files/')))
    pages.set(file, await readFile(join(site, file), 'utf8'));
  const anchors = new Map([...pages].map(([file, html]) => [file, anchorsIn(html)]));
  const faults = [];
  for (const [file, html] of pages) {
    for (const address of found(html, LINK)) {
      if (ELSEWHERE.test(address)) continue;
      const why = await faultOf(address, file, { site, anchors });
      if (why !== undefined) faults.push(`${file}: ${address} ${why}`);
    }
    for (const address of found(html, FETCHED)) {
      if (ELSEWHERE.test(address)) faults.push(`${file}: fetches ${address}`);
      else if (!(await isThere(site, pathOf(address)))) faults.push(`${file}: ${address} is not there`);
    }
  }
  for (const file of files.filter(name => name.endsWith('.css'))) {
    for (const address of found(await readFile(join(site, file), 'utf8'), IN_STYLES))
      faults.push(`${file}: fetches ${address}`);
  }
  return faults;
}

const found = (text, pattern) => [...text.matchAll(pattern)].map(([, first, second]) => decoded(first ?? second));

const decoded = text => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'");

const anchorsIn = html => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => decoded(id)));

const pathOf = address => decodeURIComponent(address.split(/[?#]/)[0]);

async function faultOf(address, from, { site, anchors }) {
  const [, anchor] = address.split('#');
  const path = pathOf(address);
  const file = path === '' ? from : pageOf(path, anchors);
  if (file === undefined) return (await isThere(site, path)) ? undefined : 'is not there';
  if (anchor === undefined || anchor === '') return undefined;
  return anchors.get(file).has(decodeURIComponent(anchor)) ? undefined : 'has no such heading';
}

function pageOf(path, anchors) {
  const name = path.replace(/^\//, '');
  return [name, `${name}.html`, join(name, 'index.html')].find(candidate => anchors.has(candidate));
}

const isThere = (site, path) =>
  access(join(site, path)).then(
    () => true,
    () => false,
  );
