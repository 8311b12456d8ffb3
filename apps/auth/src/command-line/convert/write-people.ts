import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Auth0Hashes, fromAuth0 } from './auth0.js';
import { readCsv } from './csv.js';
import { fromDjango } from './django.js';
import { type FirebaseProject, fromFirebase } from './firebase.js';
import { fromKeycloak } from './keycloak.js';
import { type Person, RoleNames } from './person.js';
import { fromSupabase, SUPABASE_COLUMNS } from './supabase.js';
import { flagIn } from './values.js';

export async function writeKeycloak(files: readonly string[], roles?: readonly string[]): Promise<void> {
  const roleNames = new RoleNames(roles);
  await write(async function* () {
    let verifiesEmail = false;
    for (const file of files) {
      const realm = await json(file);
      // In an export of several files the first one says it for the others.
      verifiesEmail = flagIn(realm, 'verifyEmail') ?? verifiesEmail;
      yield* fromKeycloak(realm, roleNames, verifiesEmail);
    }
  });
}

export async function writeAuth0(file: string, hashFile?: string, roles?: readonly string[]): Promise<void> {
  const [hashes, roleNames] = [new Auth0Hashes(), new RoleNames(roles)];
  if (hashFile !== undefined) for await (const line of lines(hashFile)) hashes.add(line);
  await write(async function* () {
    for await (const user of lines(file)) yield fromAuth0(user, hashes, roleNames);
  });
}

export async function writeDjango(file: string, roles?: readonly string[]): Promise<void> {
  const rows = await json(file);
  await write(async function* () {
    yield* fromDjango(Array.isArray(rows) ? rows : [], new RoleNames(roles));
  });
}

export async function writeFirebase(file: string, project: FirebaseProject, roles?: readonly string[]): Promise<void> {
  await write(async function* () {
    yield* fromFirebase(await json(file), project, new RoleNames(roles));
  });
}

export async function writeSupabase(file: string, roles?: readonly string[]): Promise<void> {
  const rows = readCsv(await textOf(file), SUPABASE_COLUMNS);
  await write(async function* () {
    yield* fromSupabase(rows, new RoleNames(roles), new Date());
  });
}

/** Writes a line for each of them, and says at the end whom nobody could be told apart by. */
async function write(people: () => AsyncGenerator<Person>): Promise<void> {
  let [written, without] = [0, 0];
  for await (const person of people()) {
    if (person.email === undefined) {
      without++;
      continue;
    }
    written++;
    if (!process.stdout.write(`${JSON.stringify(person)}\n`)) await once(process.stdout, 'drain');
  }
  const left = without === 0 ? '' : `, ${without} left out who have no e-mail address`;
  process.stderr.write(`${written} written${left}\n`);
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await textOf(file));
}

const textOf = (file: string): Promise<string> => readFile(file === '-' ? '/dev/stdin' : file, 'utf8');

async function* lines(file: string): AsyncGenerator {
  const input = file === '-' ? process.stdin : createReadStream(file);
  for await (const line of createInterface({ input })) if (line.trim() !== '') yield JSON.parse(line) as unknown;
}
