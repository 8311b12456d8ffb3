import { Injectable } from '@nestjs/common';
import { USER_ROLE } from '#libs/contracts';
import { type Asker, readImportedHash, RefusedHash } from '#libs/passwords';
import { DomainError, parseRfc3339 } from '#libs/platform';
import { assertAcceptableClaims, assertVisibleEmail, normaliseEmail } from '#libs/users';
import { PasswordHashing } from '../../passwords/password-hashing.js';
import type { PersonToImport } from './line.js';
import type { Newcomer } from './newcomer.js';

/** Strangers who wait for a hash have their turn beside it. */
const IMPORT: Asker = { network: 'import', account: 'import' };

/** Holds what a line says against the rules that hold for whoever registers or is invited, and hashes a password that is none yet. */
@Injectable()
export class PrepareNewcomer {
  constructor(private readonly passwordHashing: PasswordHashing) {}

  /** @throws DomainError `validation_failed`, `weak_password`; `overloaded` */
  async execute(line: number, person: PersonToImport): Promise<Newcomer> {
    const { roles = [], ext = null, email_verified = false } = person;
    const { email: address } = person;
    assertVisibleEmail(address);
    const email = normaliseEmail(address);
    if (ext !== null) assertAcceptableClaims(ext);
    const created_at = createdAt(person.created_at);
    const password_hash = await this.hashOf(person, email);
    const status = statusOf(person.status, password_hash);
    const others = roles.filter(role => role !== USER_ROLE);
    return { line, address, email, roles: others, ext, status, created_at, password_hash, email_verified };
  }

  private async hashOf({ password_hash, password }: PersonToImport, email: string): Promise<string | null> {
    if (password_hash !== undefined && password !== undefined) {
      throw invalid('password', 'unexpected', 'there is a password_hash already');
    }
    if (password_hash !== undefined) return stored(password_hash);
    if (password === undefined) return null;
    this.passwordHashing.assertAcceptable(password, email, 'password');
    return this.passwordHashing.hash(password, IMPORT);
  }
}

function stored(exported: unknown): string {
  try {
    return readImportedHash(exported);
  } catch (error) {
    if (!(error instanceof RefusedHash)) throw error;
    if (error.problem === 'malformed') throw invalid('password_hash', 'malformed', 'is of no form that is known here');
    throw invalid('password_hash', 'excessive', 'would cost more memory or time than a login may');
  }
}

function createdAt(text: string | undefined): Date | null {
  const time = parseRfc3339(text) ?? null;
  if (time !== null && time.getTime() > Date.now()) throw invalid('created_at', 'in_the_future', 'is in the future');
  return time;
}

/** Who has no password sets one by a token, and is active then. */
function statusOf(status: PersonToImport['status'], hash: string | null): Newcomer['status'] {
  if (status === 'disabled') return status;
  if (status === 'active' && hash === null) throw invalid('status', 'user_invited', 'needs a password');
  return hash === null ? 'invited' : 'active';
}

function invalid(field: string, code: string, what: string): DomainError {
  return new DomainError('validation_failed', { errors: [{ field, code, message: `${field}: ${what}` }] });
}
