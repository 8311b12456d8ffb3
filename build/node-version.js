import { readFileSync } from 'node:fs';

/**
 * What to say of a Node that is older than `range`, such as `>=20.19`; undefined where it will do. It stands by itself,
 * since `bundle.js` writes it into each program, and in words that an old Node knows.
 */
export function complaintAbout(version, range) {
  const [have, need] = [version, range].map(text => text.match(/\d+/g).map(Number));
  const isOlder = have[0] < need[0] || (have[0] === need[0] && have[1] < (need[1] || 0));
  return isOlder ? `Node.js ${range.replace('>=', '')} or newer is needed; this is ${version}.` : undefined;
}

/** What package.json in this folder asks for. */
export function neededNode(root) {
  return JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).engines.node;
}
