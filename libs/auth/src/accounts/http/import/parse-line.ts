import { isUtf8 } from 'node:buffer';
import { assertBodyShape, DomainError } from '#libs/platform';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * The value of a line of JSON. Refuses whatever could be read in two ways, and what no other body may hold either.
 * @param isFirst a byte order mark may be in front of the first line
 * @returns undefined for a line of white space
 * @throws DomainError `invalid_request`, `invalid_json`
 */
export function parseLine(bytes: Buffer, isFirst: boolean): unknown {
  if (!isUtf8(bytes)) throw new DomainError('invalid_request', { detail: 'The line is not UTF-8.' });
  const text = bytes.toString();
  const json = isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (/^[ \t\r]*$/.test(json)) return undefined;
  const value = parse(json);
  assertBodyShape(value);
  if (hasMemberTwice(json)) throw new DomainError('invalid_json', { detail: 'The line has a member twice.' });
  return value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new DomainError('invalid_json', { detail: 'The line is not valid JSON.', cause: error });
  }
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Of two members of one name JSON.parse takes the last, and others the first. @param json which is valid */
function hasMemberTwice(json: string): boolean {
  const open: Set<unknown>[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const [members, name] = [open.at(-1), JSON.parse(last) as unknown];
      if (members?.has(name) === true) return true;
      members?.add(name);
    } else last = token;
  }
  return false;
}
