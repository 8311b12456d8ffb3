import type { WhenStale } from './revocation-view.js';

/** How a service finds Gatehouse and how strict it is. */
export interface GatehouseOptions {
  /** The only `iss` that is accepted, byte for byte; Gatehouse is reached here unless `url` says otherwise. */
  issuer: string;
  /** The audience that this service is; a token's `aud` must contain it. */
  audience: string;
  /** Where to reach Gatehouse if not at its issuer: what it says of its endpoints is read as if it were here. */
  url?: string;
  /** A service client with the scope `revocations:read`, and `introspect` where a stale view is to ask. */
  client: { id: string; secret: string };
  staleness?: {
    /** Seconds by which the view of revocations may be behind; 1 to 3600, default 30. */
    limit?: number;
    /** What to do beyond that, unless a call says otherwise; default `closed`. */
    whenStale?: WhenStale;
  };
  /** Tolerated difference of clocks in seconds; 0 to 60, default 5. */
  clockSkew?: number;
  /** Longest believed `exp − iat` in seconds; default one hour. */
  maxLifetime?: number;
  /** How many verified tokens are remembered; default 10,000, 0 for none. */
  cacheSize?: number;
  /** Hears of trouble in the background (the feed was cut, keys are not to be had). Errors hold no secrets. */
  onError?: (error: Error) => void;
  /** Hears when such trouble is over, and of what: `revocations`, `keys`, … */
  onRecovery?: (what: string) => void;
}

export const DEFAULT_STALENESS_LIMIT = 30;

const MAX_STALENESS_LIMIT = 3600;
const MAX_CLOCK_SKEW = 60;
const WHEN_STALE: readonly unknown[] = ['closed', 'introspect', 'open'] satisfies WhenStale[];

interface Objection {
  readonly kind: 'type' | 'range';
  readonly text: string;
}

/**
 * Checks options as a whole, since those who write plain JavaScript or read a configuration have no types.
 * @throws TypeError or RangeError that names each option that is wrong.
 */
export function checkGatehouseOptions(options: GatehouseOptions): void {
  const objections = [...objectionsTo(options)];
  if (objections.length === 0) return;
  const message = `Gatehouse cannot start with these options: ${objections.map(({ text }) => text).join('; ')}`;
  throw objections.every(({ kind }) => kind === 'range') ? new RangeError(message) : new TypeError(message);
}

function* objectionsTo(options: Partial<GatehouseOptions>): Generator<Objection> {
  const { issuer, audience, url, client, staleness = {}, onError, onRecovery } = options as Record<string, unknown>;
  yield* baseUrl('issuer', issuer);
  if (url !== undefined) yield* baseUrl('url', url);
  yield* text('audience', audience);
  yield* text('client.id', fieldOf(client, 'id'));
  yield* text('client.secret', fieldOf(client, 'secret'));
  yield* number('staleness.limit', fieldOf(staleness, 'limit'), 1, MAX_STALENESS_LIMIT);
  const whenStale = fieldOf(staleness, 'whenStale');
  if (whenStale !== undefined && !WHEN_STALE.includes(whenStale)) {
    yield { kind: 'type', text: 'staleness.whenStale must be closed, introspect or open' };
  }
  yield* number('clockSkew', options.clockSkew, 0, MAX_CLOCK_SKEW);
  yield* number('maxLifetime', options.maxLifetime, 1, Number.MAX_SAFE_INTEGER);
  yield* number('cacheSize', options.cacheSize, 0, Number.MAX_SAFE_INTEGER);
  for (const [name, listener] of Object.entries({ onError, onRecovery })) {
    if (listener !== undefined && typeof listener !== 'function') {
      yield { kind: 'type', text: `${name} must be a function` };
    }
  }
}

function* text(name: string, value: unknown): Generator<Objection> {
  if (typeof value !== 'string' || value === '')
    yield { kind: 'type', text: `${name} must be a text that is not empty` };
}

function* number(name: string, value: unknown, least: number, most: number): Generator<Objection> {
  if (value === undefined) return;
  if (typeof value !== 'number') yield { kind: 'type', text: `${name} must be a number` };
  else if (!(value >= least && value <= most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
    yield { kind: 'range', text: `${name} must be ${range}` };
  }
}

function* baseUrl(name: string, value: unknown): Generator<Objection> {
  const parsed = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    yield { kind: 'type', text: `${name} must be an http or https URL` };
  } else if (/[?#]/.test(value as string) || parsed.username !== '' || parsed.password !== '') {
    yield { kind: 'type', text: `${name} must have no query, fragment, user or password` };
  }
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
