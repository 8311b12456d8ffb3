import type { Check } from './check.js';

/** An operation of the API as data; generated. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With `{…}` for parameters. */
  readonly path: string;
  /** Whose credentials it takes: those of whoever calls, those of a service client, or none. */
  readonly by: 'caller' | 'client' | 'none';
  /** Names of parameters of the query. */
  readonly query?: readonly string[];
  /** Fields that are sent as these headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The remaining fields are the body. */
  readonly body?: 'json' | 'form' | 'lines';
  readonly bodyRequired?: boolean;
  /** Its method is called without an input. */
  readonly plain?: boolean;
  /** Carried out twice, it leaves things as if once: it may be sent again when no answer came. */
  readonly repeatable?: boolean;
  /** It says by `transport` how the tokens, or what leads to them, are handed out. */
  readonly choosesTransport?: boolean;
  /** What it does to the login that the caller keeps. */
  readonly effect?: 'begins' | 'completes' | 'raises' | 'renews' | 'ends';
  /** By status, what a result has to be. `nothing` and `text` are not JSON. */
  readonly results: Readonly<Record<number, Check | 'nothing' | 'text'>>;
}

export type Input = Readonly<Record<string, unknown>>;

export interface Request {
  readonly method: string;
  /** From the root of the service. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  lines: 'application/x-ndjson',
};

/** Puts every field of the input where the operation wants it: path, query, headers, body. */
export function requestOf(operation: Operation, input: Input): Request {
  const fields = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const take = (name: string): string | undefined => {
    const value = fields.get(name);
    fields.delete(name);
    return value === undefined ? undefined : text(value, name);
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, take(name)));
  const query = new URLSearchParams();
  for (const name of operation.query ?? []) {
    const value = take(name);
    if (value !== undefined) query.set(name, value);
  }
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json;q=0.9, */*;q=0.1' };
  for (const [name, header] of Object.entries(operation.headers ?? {})) {
    const value = take(name);
    if (value !== undefined) headers[header] = value;
  }
  const request = { method: operation.method, path: query.size > 0 ? `${path}?${query.toString()}` : path, headers };
  const body = bodyOf(operation, fields);
  if (body === undefined || operation.body === undefined) return request;
  return { ...request, body, headers: { ...headers, 'content-type': TYPES[operation.body] } };
}

function bodyOf(
  { id, body, bodyRequired = false }: Operation,
  fields: ReadonlyMap<string, unknown>,
): string | undefined {
  if (body === undefined) {
    if (fields.size > 0) throw new TypeError(`${id} takes no ${[...fields.keys()].join(', ')}`);
    return undefined;
  }
  if (fields.size === 0 && !bodyRequired) return undefined;
  if (body === 'json') return JSON.stringify(Object.fromEntries(fields));
  if (body === 'lines') return linesOf(fields.get('lines'));
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.set(name, text(value, name));
  return form.toString();
}

/** Lines of JSON, one value each. */
function linesOf(values: unknown): string {
  if (!Array.isArray(values)) throw new TypeError('lines has to be a list');
  return values.map(value => `${JSON.stringify(value)}\n`).join('');
}

/** A dot or two would be taken for a step in the path, however it is written. */
function segment(name: string, value = ''): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`${name} is not to be ${JSON.stringify(value)}`);
  return encodeURIComponent(value);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`${name} has to be a string, a number or a boolean`);
}
