import type { JsonWebKey } from 'node:crypto';

/** What the bench tells the floor, so that it knows whom and what the service knows. */
export interface FloorSettings {
  readonly issuer: string;
  /** The one service that asks. */
  readonly caller: { readonly id: string; readonly scope: string; readonly secret_sha256: string };
  /** The one application that people log in with. */
  readonly application: { readonly id: string; readonly redirect_uri: string; readonly secret_sha256: string };
  /** A key whose tokens are good beside those of the floor's own. */
  readonly trusted: JsonWebKey & { readonly kid: string };
  /** Cost of argon2id: KiB, passes, lanes. */
  readonly hashing: { readonly m: number; readonly t: number; readonly p: number };
}

const given = process.env['FLOOR_SETTINGS'];
if (given === undefined) throw new Error('The floor is started by the bench, which gives it its settings.');

export const settings = JSON.parse(given) as FloorSettings;
