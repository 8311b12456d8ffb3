import type { DatabaseSettings } from './database/database-settings.js';
import type { MailSettings } from './mail/mail-settings.js';

/** Thrown at start when settings are missing or wrong; lists all of them. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Gatehouse cannot start with these settings:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** No access token ever lives longer, whatever is configured: revocations and keys are kept for as long as this. */
export const MAX_ACCESS_TTL_SECONDS = 3600;

/** The limits of single routes are meant beside this one. */
export const USUAL_RATE_LIMIT = 1200;

/** Everything that can be configured, validated. Durations are in seconds. Made by `readConfig`. */
export abstract class Config {
  abstract readonly environment: 'development' | 'test' | 'production';
  abstract readonly host: string;
  abstract readonly port: number;
  /** Processes that serve at this port together. */
  abstract readonly workers: number;
  /** Which of them this process is, from 1; absent in their primary, and where one process serves alone. */
  abstract readonly worker?: number;
  /**
   * Instances of the service, each with its workers, that share what may be tried where they cannot count together: as
   * many as there are without Redis, or while it is away.
   */
  abstract readonly replicas: number;
  /** Absent: an embedded PostgreSQL is to be started under `dataDir`. */
  abstract readonly database: DatabaseSettings | undefined;
  /** Redis or Valkey, which replicas share; absent: each keeps to itself and to PostgreSQL. */
  abstract readonly redisUrl: string | undefined;
  /** Where development keeps its database and its secret. */
  abstract readonly dataDir: string;
  abstract readonly issuer: string;
  /** The audiences of a token that asks for none in particular; the issuer is always among them. */
  abstract readonly audiences: readonly string[];
  /** Master secrets, newest first; empty only where development is to make one. */
  abstract readonly secrets: readonly string[];
  abstract readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  /** Whether the role `admin` demands a second factor: it sleeps in sessions without one. */
  abstract readonly adminMfa: 'required' | 'off';
  abstract readonly registration: 'open' | 'closed';
  /** Whether who registers has to show first that the address is theirs. */
  abstract readonly emailVerification: 'off' | 'required';
  /** Whether people may log in by a code that is mailed to them. */
  abstract readonly emailCode: 'on' | 'off';
  abstract readonly throttle: 'on' | 'off';
  /** Requests that one address may make to a route a minute; limits of single routes rise and fall with it. */
  abstract readonly rateLimit: number;
  /** Connections of clients that one process keeps open. */
  abstract readonly maxConnections: number;
  /** Streams of the feed that one client may have open at one process. */
  abstract readonly feedStreamsPerClient: number;
  abstract readonly passwordMinLength: number;
  /** A file with passwords that are not taken; absent: there is none beside the list that is built in. */
  abstract readonly passwordBlocklist: string | undefined;
  /** Life of the token by which somebody who was invited sets a password. */
  abstract readonly invitationTtl: number;
  /** Life of the token by which a password is replaced that its owner does not know any more. */
  abstract readonly resetTtl: number;
  abstract readonly accessTtl: number;
  abstract readonly sessionTtl: number;
  abstract readonly idleTtl: number;
  abstract readonly refreshGrace: number;
  abstract readonly signingAlg: 'ES256' | 'RS256';
  /** Age at which the signing key is replaced. */
  abstract readonly keyRotation: number;
  /** How long others may keep the JWKS. */
  abstract readonly jwksMaxAge: number;
  /** The password grant of `/oauth/token`, for development: RFC 9700 §2.4 forbids it elsewhere. */
  abstract readonly passwordGrant: 'on' | 'off';
  /** How often what has expired is removed. */
  abstract readonly cleanUpInterval: number;
  /** How long audit events are kept; absent: for good. */
  abstract readonly auditRetention: number | undefined;
  /** How long a stopping instance goes on serving after it has turned not ready. */
  abstract readonly drainDelay: number;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  abstract readonly trustProxy: readonly string[];
  /** The origins beside the service's own whose pages may call it: each exactly as browsers send it. */
  abstract readonly corsOrigins: readonly string[];
  /** Hosts that requests of the service may go to, by `http` too, though their addresses are not public; with a port: at that one alone. */
  abstract readonly outboundHosts: readonly string[];
  /** The domain on whose hosts passkeys are good; absent: each host has its own. */
  abstract readonly passkeyDomain: string | undefined;
  /** The account page and the administrators' console. */
  abstract readonly pages: 'on' | 'off';
  abstract readonly mail: MailSettings;
  /** What the service is called where people read of it. */
  abstract readonly productName: string;
  /** An e-mail address for people who need help. */
  abstract readonly supportAddress: string | undefined;
  abstract readonly logLevel: string;
  abstract readonly logFormat: 'json' | 'text';
}
