import { isIP } from 'node:net';
import type { EnvironmentReader } from '../environment-reader.js';
import { Networks } from '../networks.js';
import type { SmtpServer } from './mail-settings.js';

const NAME = 'GATEHOUSE_SMTP_URL';
/** RFC 8314 §3.3. */
const IMPLICIT_TLS_PORT = 465;
/** RFC 6409 §3.1. */
const SUBMISSION_PORT = 587;
const LOOPBACK = new Networks(['loopback']);

/** Of a URL that is wrong nothing is repeated but its parts without a secret. */
export function readSmtpServer(reader: EnvironmentReader): SmtpServer | undefined {
  const text = reader.url(NAME, ['smtp:', 'smtps:']);
  if (text === undefined) return undefined;
  const url = new URL(text);
  const problem = problemOf(url);
  if (problem !== undefined) {
    reader.problems.push(`${NAME} ${problem}`);
    return undefined;
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isImplicit = url.protocol === 'smtps:';
  return {
    host,
    port: url.port === '' ? (isImplicit ? IMPLICIT_TLS_PORT : SUBMISSION_PORT) : Number(url.port),
    login: loginOf(url),
    tls: isImplicit ? 'implicit' : isTlsOptional(url, host) ? 'optional' : 'demanded',
  };
}

function problemOf(url: URL): string | undefined {
  if (url.hostname === '') return 'must name a host';
  if ((url.username === '') !== (url.password === '')) return 'must have both a user and a password, or neither';
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') return 'must be a host and a port, without a path';
  for (const [name, value] of url.searchParams) {
    if (name === 'tls' && ['optional', 'required'].includes(value) && url.protocol === 'smtp:') continue;
    return 'may say ?tls=optional or ?tls=required after smtp://, and nothing else';
  }
  return undefined;
}

/** Nobody listens between this machine and itself. */
function isTlsOptional(url: URL, host: string): boolean {
  const said = url.searchParams.get('tls');
  if (said !== null) return said === 'optional';
  return isIP(host) === 0 ? /^(?:.+\.)?localhost$/i.test(host) : LOOPBACK.has(host);
}

function loginOf({ username, password }: URL): SmtpServer['login'] {
  if (username === '') return undefined;
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}
