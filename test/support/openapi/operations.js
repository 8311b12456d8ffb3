/** The operations of openapi.json, found by the requests that reach them. */
import { readFileSync } from 'node:fs';

const PARAMETER = '([^/]+)';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

export const DOCUMENT = JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8'));

/** @returns what a reference leads to, or the thing itself */
export function resolved(thing) {
  if (thing?.$ref === undefined) return thing;
  return thing.$ref
    .slice('#/'.length)
    .split('/')
    .reduce((place, name) => place[name], DOCUMENT);
}

export const OPERATIONS = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  METHODS.filter(method => method in methods).map(method => ({
    id: methods[method].operationId,
    method,
    path,
    pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, PARAMETER)}$`),
    definition: methods[method],
  })),
);

/** The operation that a request is for; where two paths fit, the one that is spelt out. */
export function operationFor(method, pathname) {
  const path = decoded(pathname);
  const fitting = OPERATIONS.filter(one => one.method === method.toLowerCase() && one.pattern.test(path));
  return fitting.sort((one, other) => parameters(one) - parameters(other))[0];
}

/** What a URL gives for the parameters of the operation's path, by their names. */
export function pathValues({ path, pattern }, pathname) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const [, ...values] = pattern.exec(decoded(pathname)) ?? [];
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

const parameters = ({ path }) => path.split('{').length;

/** A URL can be spelt in many ways; what cannot be decoded is left as it is. */
function decoded(pathname) {
  try {
    return decodeURI(pathname.replaceAll(/%2f/gi, '%252F'));
  } catch {
    return pathname;
  }
}
