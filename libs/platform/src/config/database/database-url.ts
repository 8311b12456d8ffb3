import type { DatabaseHost, DatabaseServer } from './database-settings.js';
import { readTls } from './database-tls.js';
import { DatabaseUrlProblem } from './database-url-problem.js';

/** Who is meant and where, the database's name, parameters, and what a URL may have at its end. */
const FORM = /^postgres(?:ql)?:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?(#.*)?$/s;
const HOST_AND_PORT = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]]*))(?::(\d*))?$/i;
const DEFAULT_HOST = 'localhost';
const DEFAULT_PORT = 5432;
const MAX_PORT = 65_535;

/** Parameters of libpq's that are read here. */
const READ = new Set([
  ...['host', 'port', 'user', 'password', 'dbname', 'options', 'target_session_attrs', 'channel_binding'],
  ...['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslpassword'],
]);
/** Parameters that URLs often bring and that change nothing here: the service has names and time limits of its own. */
const IGNORED = new Set([
  ...['application_name', 'fallback_application_name', 'client_encoding', 'connect_timeout', 'gssencmode', 'pgbouncer'],
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout', 'uselibpqcompat'],
]);
/** What cannot be a password that was not encoded. */
const PARAMETER_NAME = /^[a-z_]{1,40}$/;

const NOT_A_URL = 'must be a URL that starts with postgres:// or postgresql://';
const NOT_ENCODED =
  'cannot be read: in the user name and the password, characters such as @ / ? # % : must be percent-encoded ' +
  '(@ as %40, / as %2F)';

/** A variable of the environment, or `undefined` where it is absent or empty. */
export type Lookup = (name: string) => string | undefined;

/**
 * Reads a database's URL as libpq does, several hosts and socket directories included; what it leaves open comes from
 * libpq's variables.
 * @throws DatabaseUrlProblem
 */
export function readDatabaseUrl(url: string, environment: Lookup): DatabaseServer {
  const [form, authority = '', path = '', query = '', fragment] = FORM.exec(url) ?? [];
  if (form === undefined) throw new DatabaseUrlProblem(NOT_A_URL);
  if (fragment !== undefined || path.includes('@') || query.includes('@')) throw new DatabaseUrlProblem(NOT_ENCODED);
  const parameters = readParameters(query);
  const at = authority.lastIndexOf('@');
  const [user, password] = credentialsOf(at === -1 ? '' : authority.slice(0, at));
  const word = (name: string, variable: string): string | undefined => parameters.get(name) ?? environment(variable);
  const hosts = readHosts(authority.slice(at + 1), parameters, environment);
  const ssl = modeOfSsl(parameters.get('ssl'));
  return {
    hosts,
    user: parameters.get('user') ?? user,
    password: parameters.get('password') ?? password,
    database: decode(path) || parameters.get('dbname'),
    target: readTarget(word('target_session_attrs', 'PGTARGETSESSIONATTRS')),
    tls: readTls({
      sslmode: parameters.get('sslmode') ?? ssl ?? environment('PGSSLMODE'),
      sslrootcert: word('sslrootcert', 'PGSSLROOTCERT'),
      sslcert: word('sslcert', 'PGSSLCERT'),
      sslkey: word('sslkey', 'PGSSLKEY'),
      sslpassword: parameters.get('sslpassword'),
    }),
    channelBinding: readChannelBinding(word('channel_binding', 'PGCHANNELBINDING')),
    options: word('options', 'PGOPTIONS'),
  };
}

function readParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&').filter(text => text !== '')) {
    const [name = '', ...rest] = pair.split('=');
    if (!PARAMETER_NAME.test(name) || rest.length === 0) throw new DatabaseUrlProblem(NOT_ENCODED);
    // A misspelt sslmode would silently leave the connection open to all.
    if (!READ.has(name) && !IGNORED.has(name)) throw new DatabaseUrlProblem(unknownParameter(query, name));
    const value = decode(rest.join('='));
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
}

/** What is not known may be the rest of a password with an `&` in it that was not encoded: then it is not named. */
const unknownParameter = (query: string, name: string): string =>
  /password=/i.test(query)
    ? 'has a parameter that is not known (is an & in a password encoded as %26?)'
    : `has the parameter ${name}, which is not known`;

function credentialsOf(text: string): [string | undefined, string | undefined] {
  const colon = text.indexOf(':');
  const [user, password] = colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return [decode(user) || undefined, decode(password) || undefined];
}

function readHosts(text: string, parameters: ReadonlyMap<string, string>, environment: Lookup): DatabaseHost[] {
  const written = text === '' ? [] : text.split(',').map(readHostAndPort);
  const hosts = parameters.get('host')?.split(',') ?? written.map(({ host }) => host);
  const given = hosts.length > 0 ? hosts : (environment('PGHOST') ?? '').split(',');
  const fallback = parameters.get('port') ?? environment('PGPORT');
  const ports = parameters.has('port') ? [] : written.map(({ port }) => port);
  const others = fallback?.split(',') ?? [];
  if (others.length > 1 && others.length !== given.length)
    throw new DatabaseUrlProblem('has more or fewer ports than hosts');
  return given.map((host, index) => ({
    host: host === '' ? DEFAULT_HOST : host,
    port: readPort(ports[index] ?? others[index] ?? others[0]),
  }));
}

function readHostAndPort(text: string): { host: string; port: string | undefined } {
  const [form, address, name = '', port] = HOST_AND_PORT.exec(text) ?? [];
  if (form === undefined) throw new DatabaseUrlProblem(NOT_ENCODED);
  return { host: decode(address ?? name), port: port === '' ? undefined : port };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= MAX_PORT) return port;
  throw new DatabaseUrlProblem(`has a port that is no number from 1 to ${MAX_PORT}`);
}

/** The service writes, so a server that may only be read is of no use unless somebody says so. */
function readTarget(text: string | undefined): DatabaseServer['target'] {
  if (text === undefined || text === 'read-write' || text === 'primary') return 'read-write';
  if (text === 'any') return 'any';
  throw new DatabaseUrlProblem('has a target_session_attrs that is none of read-write, primary, any: it has to write');
}

function readChannelBinding(text: string | undefined): boolean {
  if (text === undefined || text === 'disable') return false;
  if (text === 'prefer' || text === 'require') return true;
  throw new DatabaseUrlProblem('has a channel_binding that is none of disable, prefer, require');
}

/** A short form that the driver has always known, and that verifies everything. */
function modeOfSsl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text === 'true' || text === '1' ? 'verify-full' : text === 'false' || text === '0' ? 'disable' : text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlProblem(NOT_ENCODED);
  }
}
