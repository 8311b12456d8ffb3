import type { WhenStale } from '#libs/verifier/core';
import { EnvironmentReader } from './environment-reader.js';

const DEFAULT_PORT = 3001;
const MAX_STALENESS_LIMIT = 3600;
const WHEN_STALE = ['closed', 'introspect', 'open'] as const satisfies WhenStale[];

/** The settings of the service, all checked. Doubles as the token by which it is injected. */
export class Config {
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** The `iss` of acceptable tokens, byte for byte. */
  readonly issuer: string;
  /** Where to reach Gatehouse if not at its issuer. */
  readonly gatehouseUrl: string | undefined;
  /** What this service is called in the `aud` of tokens. */
  readonly audience: string;
  /** The account by which this service listens to the feed of revocations. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Seconds by which the view of revocations may be behind. */
  readonly stalenessLimit: number;
  /** What to do beyond that, unless a route says otherwise. */
  readonly whenStale: WhenStale;

  /** @throws ConfigurationError that names each setting that is missing or wrong */
  constructor(environment: NodeJS.ProcessEnv) {
    const read = new EnvironmentReader(environment);
    this.port = read.integer('PORT', { from: 0, to: 65_535, fallback: DEFAULT_PORT });
    this.host = read.text('HOST', '127.0.0.1');
    this.issuer = read.url('GATEHOUSE_ISSUER');
    this.gatehouseUrl = read.has('GATEHOUSE_URL') ? read.url('GATEHOUSE_URL') : undefined;
    this.audience = read.text('NOTES_AUDIENCE', 'notes');
    this.client = { id: read.text('NOTES_CLIENT_ID'), secret: read.text('NOTES_CLIENT_SECRET') };
    this.stalenessLimit = read.integer('NOTES_STALENESS_LIMIT', { from: 1, to: MAX_STALENESS_LIMIT, fallback: 30 });
    this.whenStale = read.oneOf('NOTES_WHEN_STALE', WHEN_STALE, 'closed');
    read.finish();
  }
}
