/**
 * Takes out of node_modules what is for development alone by the lockfile. `npm ci --omit=dev` leaves what some package could
 * use as well if it were there (TypeScript, Express), as if that were a reason to ship it.
 */
import { readFile, rm } from 'node:fs/promises';

const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
for (const [path, { dev = false, devOptional = false }] of Object.entries(packages))
  if (dev || devOptional) await rm(path, { recursive: true, force: true });
