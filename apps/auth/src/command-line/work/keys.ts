import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import { KeyRotation, KeyStore, type StoredKey } from '#libs/tokens';
import type { Report } from '../report.js';

export async function listKeys(app: INestApplicationContext): Promise<Report> {
  const keys = await app.get(KeyStore).list();
  return { document: { items: keys.map(documentOf) }, lines: keys.map(lineOf) };
}

/** @throws DomainError `key_too_young` */
export async function rotateKeys(app: INestApplicationContext): Promise<Report> {
  await app.get(KeyRotation).rotate(OPERATOR);
  return listKeys(app);
}

/** @throws DomainError `key_not_found` */
export async function retireKey(app: INestApplicationContext, kid: string): Promise<Report> {
  await app.get(KeyRotation).retire(OPERATOR, kid);
  return listKeys(app);
}

/** Without the private half, and without the public one, which is in the JWKS. */
function documentOf({ private_key, public_jwk, ...rest }: StoredKey): object {
  return rest;
}

function lineOf({ kid, alg, state, published_at, activated_at, superseded_at, retired_at }: StoredKey): string {
  const times = { published_at, activated_at, superseded_at, retired_at };
  const known = Object.entries(times).filter(([, time]) => time !== null);
  const since = known.map(([name, time]) => `${name}=${time?.toISOString() ?? ''}`).join(' ');
  return `${kid} ${alg} ${state.padEnd(8)} ${since}`;
}
