import { AUDIENCE_PATTERN, MAX_AUDIENCE_LENGTH } from '#libs/contracts';
import { Config, ConfigurationError, MAX_ACCESS_TTL_SECONDS, USUAL_RATE_LIMIT } from './config.js';
import { readDatabase } from './database/read-database.js';
import { type Environment, EnvironmentReader } from './environment-reader.js';
import type { MailSettings } from './mail/mail-settings.js';
import { readMail, readProductName, readSupportAddress } from './mail/read-mail.js';
import { isNetwork, NETWORK_NAMES } from './networks.js';
import { readOutboundHosts } from './outbound-hosts.js';
import { originProblem } from './origin-rules.js';
import { secretProblem } from './secret-rules.js';
import { readWorkers } from './workers.js';

/** No user, and no segment that is, or begins, like `.` and `..`. */
const ISSUER = /^https?:\/\/[^/@]+(?:\/[\w~-][\w.~-]*)*$/i;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Reads and validates all settings.
 * @throws ConfigurationError that names everything that is missing or wrong.
 */
export function readConfig(environment: Environment): Config {
  const reader = new EnvironmentReader(environment);
  const config = settings(reader);
  reader.refuseUnknown('GATEHOUSE_');
  if (reader.problems.length > 0) throw new ConfigurationError(reader.problems);
  return config;
}

function settings(reader: EnvironmentReader): Config {
  const environment = reader.choice('NODE_ENV', ['development', 'test', 'production'], 'development');
  const production = environment === 'production';
  const workers = readWorkers(reader);
  const isDatabaseSet = reader.text('DATABASE_URL') !== undefined;
  const database = readDatabase(reader, { workers, isEmbedded: !isDatabaseSet });
  if (production && !isDatabaseSet) reader.problems.push('DATABASE_URL is needed in production');
  const port = reader.integer('PORT', { min: 0, max: 65_535, fallback: 3000 });
  const issuer = readIssuer(reader, production, port);
  const mail = readMail(reader, issuer);
  const redisUrl = reader.url('REDIS_URL', ['redis:', 'rediss:']);
  return {
    environment,
    host: reader.text('HOST') ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    workers,
    // Who has set up a Redis has a second instance, most likely.
    replicas: reader.integer('GATEHOUSE_REPLICAS', { min: 1, max: 1000, fallback: redisUrl === undefined ? 1 : 2 }),
    database,
    redisUrl,
    dataDir: reader.text('GATEHOUSE_DATA_DIR') ?? '.data',
    issuer,
    audiences: [...new Set([...readAudiences(reader), issuer])],
    secrets: readSecrets(reader, production || isDatabaseSet, production),
    firstAdministrator: readFirstAdministrator(reader),
    adminMfa: reader.choice('GATEHOUSE_ADMIN_MFA', ['required', 'off'], 'off'),
    registration: reader.choice('GATEHOUSE_REGISTRATION', ['open', 'closed'], 'open'),
    emailVerification: readEmailVerification(reader, production, mail),
    emailCode: reader.choice('GATEHOUSE_EMAIL_CODE', ['on', 'off'], 'off'),
    throttle: reader.choice('GATEHOUSE_THROTTLE', ['on', 'off'], 'on'),
    rateLimit: reader.integer('GATEHOUSE_RATE_LIMIT', { min: 1, max: 1_000_000, fallback: USUAL_RATE_LIMIT }),
    maxConnections: reader.integer('GATEHOUSE_MAX_CONNECTIONS', { min: 16, max: 1_000_000, fallback: 5000 }),
    feedStreamsPerClient: reader.integer('GATEHOUSE_FEED_STREAMS_PER_CLIENT', { min: 1, max: 1000, fallback: 50 }),
    passwordMinLength: reader.integer('GATEHOUSE_PASSWORD_MIN_LENGTH', { min: 8, max: 64, fallback: 15 }),
    passwordBlocklist: reader.text('GATEHOUSE_PASSWORD_BLOCKLIST'),
    invitationTtl: reader.duration('GATEHOUSE_INVITATION_TTL', { min: 1, max: 30 * DAY, fallback: 3 * DAY }),
    resetTtl: reader.duration('GATEHOUSE_RESET_TTL', { min: 1, max: DAY, fallback: HOUR }),
    accessTtl: reader.duration('GATEHOUSE_ACCESS_TTL', { min: 1, max: MAX_ACCESS_TTL_SECONDS, fallback: 10 * MINUTE }),
    sessionTtl: reader.duration('GATEHOUSE_SESSION_TTL', { min: 1, max: 365 * DAY, fallback: 30 * DAY }),
    idleTtl: reader.duration('GATEHOUSE_IDLE_TTL', { min: 1, max: 365 * DAY, fallback: 14 * DAY }),
    refreshGrace: reader.duration('GATEHOUSE_REFRESH_GRACE', { min: 0, max: 10, fallback: 10 }),
    signingAlg: reader.choice('GATEHOUSE_SIGNING_ALG', ['ES256', 'RS256'], 'ES256'),
    keyRotation: reader.duration('GATEHOUSE_KEY_ROTATION', { min: 1, max: 365 * DAY, fallback: 30 * DAY }),
    jwksMaxAge: reader.duration('GATEHOUSE_JWKS_MAX_AGE', { min: 1, max: DAY, fallback: 5 * MINUTE }),
    passwordGrant: reader.choice('GATEHOUSE_PASSWORD_GRANT', ['on', 'off'], production ? 'off' : 'on'),
    cleanUpInterval: reader.duration('GATEHOUSE_CLEANUP_INTERVAL', { min: 1, max: DAY, fallback: MINUTE }),
    auditRetention: readAuditRetention(reader),
    drainDelay: reader.duration('GATEHOUSE_DRAIN_DELAY', { min: 0, max: 5 * MINUTE, fallback: production ? 5 : 0 }),
    corsOrigins: readCorsOrigins(reader),
    outboundHosts: readOutboundHosts(reader),
    passkeyDomain: readPasskeyDomain(reader, issuer),
    pages: reader.choice('GATEHOUSE_PAGES', ['on', 'off'], 'on'),
    trustProxy: readTrustProxy(reader),
    mail,
    productName: readProductName(reader),
    supportAddress: readSupportAddress(reader),
    logLevel: reader.choice('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
    logFormat: reader.choice('LOG_FORMAT', ['json', 'text'], production ? 'json' : 'text'),
  };
}

function readIssuer(reader: EnvironmentReader, production: boolean, port: number): string {
  const issuer = reader.url('GATEHOUSE_ISSUER', ['https:', 'http:']);
  if (issuer === undefined) {
    if (production && reader.text('GATEHOUSE_ISSUER') === undefined) {
      reader.problems.push('GATEHOUSE_ISSUER is needed in production: the public URL of this service');
    }
    return `http://localhost:${port}`;
  }
  // RFC 8414 §2: no query or fragment; a trailing slash would make two spellings of one issuer.
  if (/[?#]|\/$/.test(issuer)) reader.problems.push('GATEHOUSE_ISSUER must have no query, fragment or trailing slash');
  // Proxies and browsers rewrite any other path before they compare it.
  else if (!ISSUER.test(issuer)) {
    reader.problems.push(
      'GATEHOUSE_ISSUER must be a host and at most a path of letters, digits, and -._~ between slashes',
    );
  }
  return issuer;
}

/** Whoever could be sent nothing could never have an account. */
function readEmailVerification(
  reader: EnvironmentReader,
  production: boolean,
  { isWanted, smtp }: MailSettings,
): Config['emailVerification'] {
  const verification = reader.choice('GATEHOUSE_EMAIL_VERIFICATION', ['off', 'required'], 'off');
  if (verification === 'required' && (!isWanted || (production && smtp === undefined)))
    reader.problems.push('GATEHOUSE_EMAIL_VERIFICATION=required needs mails: set GATEHOUSE_SMTP_URL');
  return verification;
}

function readTrustProxy(reader: EnvironmentReader): string[] {
  const networks = reader.list('GATEHOUSE_TRUST_PROXY') ?? [];
  for (const network of networks) {
    if (isNetwork(network)) continue;
    reader.problems.push(
      `GATEHOUSE_TRUST_PROXY: ${network} is no address, no network such as 10.0.0.0/8, and none of ${NETWORK_NAMES.join(', ')}`,
    );
  }
  return networks;
}

function readSecrets(reader: EnvironmentReader, needed: boolean, production: boolean): string[] {
  const secrets = reader.list('GATEHOUSE_SECRET') ?? [];
  if (needed && secrets.length === 0) {
    reader.problems.push('GATEHOUSE_SECRET is needed (at least 32 bytes; make one with: openssl rand -base64 48)');
  }
  for (const problem of new Set(secrets.map(secret => secretProblem(secret, production)))) {
    if (problem !== undefined) reader.problems.push(`GATEHOUSE_SECRET ${problem}`);
  }
  return secrets;
}

/** Spaces stand between audiences where a request names several, so none can have one. */
function readAudiences(reader: EnvironmentReader): string[] {
  const audiences = reader.list('GATEHOUSE_AUDIENCE') ?? [];
  for (const audience of audiences) {
    if (audience.length <= MAX_AUDIENCE_LENGTH && AUDIENCE_PATTERN.test(audience)) continue;
    reader.problems.push(
      `GATEHOUSE_AUDIENCE: ${audience} has to be visible ASCII without spaces, at most 256 characters`,
    );
  }
  return audiences;
}

function readCorsOrigins(reader: EnvironmentReader): string[] {
  const origins = reader.list('GATEHOUSE_CORS_ORIGINS') ?? [];
  for (const origin of origins) {
    const problem = originProblem(origin);
    if (problem !== undefined) reader.problems.push(`GATEHOUSE_CORS_ORIGINS: ${origin} ${problem}`);
  }
  return origins;
}

/** Browsers let a page ask for the passkeys of its own host and of the domains above it (WebAuthn Level 3, §5.1.3). */
function readPasskeyDomain(reader: EnvironmentReader, issuer: string): string | undefined {
  const domain = reader.text('GATEHOUSE_PASSKEY_DOMAIN');
  const { hostname } = new URL(issuer);
  const isAbove = domain?.includes('.') === true && hostname.endsWith(`.${domain}`);
  if (domain !== undefined && domain !== hostname && !isAbove) {
    reader.problems.push(
      'GATEHOUSE_PASSKEY_DOMAIN must be the host of GATEHOUSE_ISSUER, or a domain above it that is yours',
    );
  }
  return domain;
}

/** What is removed does not come back: less than a day is taken for a slip. */
function readAuditRetention(reader: EnvironmentReader): number | undefined {
  const name = 'GATEHOUSE_AUDIT_RETENTION';
  return reader.text(name) === undefined
    ? undefined
    : reader.duration(name, { min: DAY, max: 36_500 * DAY, fallback: 36_500 * DAY });
}

function readFirstAdministrator(reader: EnvironmentReader): Config['firstAdministrator'] {
  const email = reader.text('GATEHOUSE_ADMIN_EMAIL');
  const password = reader.text('GATEHOUSE_ADMIN_PASSWORD');
  if ((email === undefined) !== (password === undefined)) {
    reader.problems.push('GATEHOUSE_ADMIN_EMAIL and GATEHOUSE_ADMIN_PASSWORD go together');
  }
  return email === undefined || password === undefined ? undefined : { email, password };
}
