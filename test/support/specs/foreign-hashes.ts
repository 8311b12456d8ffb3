import { readFileSync } from 'node:fs';

const { password, hashes } = JSON.parse(readFileSync(new URL('./foreign-hashes.json', import.meta.url), 'utf8')) as {
  password: string;
  hashes: Record<string, unknown>;
};

/** One password, as other systems have hashed it: see make_foreign_hashes.py. */
export const FOREIGN_PASSWORD = password;
export const FOREIGN_HASHES: readonly [kind: string, hash: unknown][] = Object.entries(hashes);
