import { dirname, resolve } from 'node:path';
import type { Type } from '@nestjs/common';
import {
  STATE_KINDS,
  type StateKind,
  type Wanted,
  type WantedClient,
  type WantedProvider,
  type WantedState,
  wholeProviderDefinition,
} from '#libs/auth';
import type { FieldError } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { RoleToMake, wholeDefinition } from '#libs/roles';
import { registrationIn } from '#libs/service-clients';
import { secretIn } from '../../command.js';
import { validated } from '../validated.js';
import { ClientEntry, PermissionEntry, ProviderEntry } from './entries.js';

const FIELDS: readonly string[] = [...STATE_KINDS, 'prune'];

/**
 * Reads what a file says is to be there, by the rules of the API's bodies.
 * @param file where it lies; paths in it begin there
 * @throws DomainError `validation_failed`, with all that is wrong
 */
export async function readWantedState(value: unknown, file: string): Promise<WantedState> {
  const errors: FieldError[] = [];
  const parts = partsOf(value, errors);
  const entries = async <Read>(
    kind: StateKind,
    read: (entry: unknown) => Promise<Read>,
    nameOf: (read: Read) => string,
  ): Promise<Wanted<Read>[]> => {
    const names = new Map<string, string>();
    const found: Wanted<Read>[] = [];
    for (const [index, entry] of listIn(parts, kind, errors).entries()) {
      const path = `${kind}[${index}]`;
      try {
        const one = await read(entry);
        const twin = names.get(nameOf(one));
        if (twin !== undefined) errors.push(wrong(path, 'twice', `${path} is the same as ${twin}`));
        names.set(nameOf(one), path);
        found.push({ ...one, path });
      } catch (error) {
        errors.push(...faultsOf(error, path));
      }
    }
    return found;
  };
  const state = {
    permissions: await entries('permissions', asPermission, ({ name }) => name),
    roles: await entries('roles', asRole, ({ name }) => name),
    clients: await entries('clients', asClient, ({ definition: { kind, name } }) => `${kind} ${name}`),
    identity_providers: await entries(
      'identity_providers',
      entry => asProvider(entry, file),
      ({ issuer }) => issuer,
    ),
    prune: pruneIn(parts, errors),
  };
  if (errors.length > 0)
    throw new DomainError('validation_failed', { detail: 'The file is not as it has to be.', errors });
  return state;
}

const asPermission = (entry: unknown): Promise<PermissionEntry> => asEntry(PermissionEntry, entry);

async function asRole(entry: unknown) {
  const { name, ...definition } = await asEntry(RoleToMake, entry);
  return { name, definition: wholeDefinition(definition) };
}

async function asClient(entry: unknown): Promise<WantedClient> {
  const { status, ...body } = await asEntry(ClientEntry, entry);
  const [definition, withSecret] = registrationIn(body);
  return { definition, withSecret, status };
}

async function asProvider(entry: unknown, file: string): Promise<WantedProvider> {
  const { issuer, client_secret_file, ...body } = await asEntry(ProviderEntry, entry);
  const { enabled: _usual, ...definition } = wholeProviderDefinition(body);
  const folder = file === '-' ? '.' : dirname(file);
  // Only a provider to be made needs it; whoever plans may have none at hand.
  const secret =
    client_secret_file === undefined
      ? undefined
      : await secretIn(resolve(folder, client_secret_file)).catch(() => undefined);
  return { issuer, definition, enabled: body.enabled, secret };
}

async function asEntry<T>(body: Type<T>, entry: unknown): Promise<T> {
  if (!isMap(entry))
    throw new DomainError('validation_failed', { errors: [wrong('', 'no_map', 'has to have fields')] });
  return validated(body, entry);
}

type Parts = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An empty file says nothing, which may be what is meant. */
function partsOf(value: unknown, errors: FieldError[]): Parts {
  const parts = value ?? {};
  if (!isMap(parts)) {
    errors.push(wrong('', 'no_map', `the file has to have fields, of ${FIELDS.join(', ')}`));
    return {};
  }
  const unknown = Object.keys(parts).filter(field => !FIELDS.includes(field));
  errors.push(...unknown.map(field => wrong(field, 'unknown_field', `${field} is none of ${FIELDS.join(', ')}`)));
  return parts;
}

function listIn(parts: Parts, kind: StateKind, errors: FieldError[]): readonly unknown[] {
  const list = parts[kind] ?? [];
  if (Array.isArray(list)) return list;
  errors.push(wrong(kind, 'is_list', `${kind} has to be a list`));
  return [];
}

function pruneIn(parts: Parts, errors: FieldError[]): ReadonlySet<StateKind> {
  const prune = parts['prune'] ?? {};
  const kinds = isMap(prune) ? Object.entries(prune) : [];
  if (!isMap(prune)) errors.push(wrong('prune', 'no_map', `prune has to have fields, of ${STATE_KINDS.join(', ')}`));
  for (const [kind, value] of kinds) {
    const field = `prune.${kind}`;
    if (!(STATE_KINDS as readonly string[]).includes(kind))
      errors.push(wrong(field, 'unknown_field', `${field} is none of ${STATE_KINDS.join(', ')}`));
    else if (typeof value !== 'boolean') errors.push(wrong(field, 'is_flag', `${field} has to be true or false`));
  }
  return new Set(STATE_KINDS.filter(kind => isMap(prune) && prune[kind] === true));
}

function faultsOf(error: unknown, path: string): FieldError[] {
  if (!(error instanceof DomainError)) throw error;
  const faults = error.errors ?? [wrong('', error.code, error.message)];
  return faults.map(fault => ({ ...fault, field: fault.field === '' ? path : `${path}.${fault.field}` }));
}

const wrong = (field: string, code: string, message: string): FieldError => ({ field, code, message });
