import {
  hasShownSecondFactor,
  type Principal,
  type RevocationEntry,
  type RoleDefinitionEntry,
  type SubjectRevocationEntry,
} from '../../../contracts/src/index.js';
import type { VerifiedToken } from './verified-token-cache.js';

interface SubjectMark {
  readonly min_epoch: number;
  readonly status: SubjectRevocationEntry['status'];
  /** Seconds since the epoch. */
  readonly expires: number;
}

interface RoleMark {
  readonly version: number;
  readonly permissions: ReadonlySet<string>;
  /** All roles that it includes, directly or through others. */
  readonly includes: ReadonlySet<string>;
  /** It counts only where a second factor was shown. */
  readonly requires_mfa: boolean;
  readonly expires: number;
}

const NEVER = Infinity;
const EVERYTHING = '*';

/**
 * The live entries of the feed in memory: a check is a few look-ups in maps. Entries may come twice and in any order;
 * the result is the same.
 */
export class RevocationState {
  private readonly keys = new Map<string, number>();
  private readonly tokens = new Map<string, number>();
  private readonly sessions = new Map<string, number>();
  private readonly subjects = new Map<string, SubjectMark>();
  private readonly roles = new Map<string, RoleMark>();

  /** How many entries are held. */
  get size(): number {
    return this.keys.size + this.tokens.size + this.sessions.size + this.subjects.size + this.roles.size;
  }

  /** @returns whether the entry says anything that was not known */
  apply(entry: RevocationEntry): boolean {
    switch (entry.kind) {
      case 'session':
        return note(this.sessions, entry.sid, secondsOf(entry.expires_at));
      case 'token':
        return note(this.tokens, entry.jti, secondsOf(entry.expires_at));
      case 'key':
        return note(this.keys, entry.kid, secondsOf(entry.expires_at));
      case 'subject':
        return this.applySubject(entry);
      case 'role':
        return this.applyRole(entry);
    }
  }

  /** Whether the entry changes nothing: all that it takes away is taken away already, a role is as it says. */
  knows(entry: RevocationEntry): boolean {
    switch (entry.kind) {
      case 'session':
        return this.sessions.has(entry.sid);
      case 'token':
        return this.tokens.has(entry.jti);
      case 'key':
        return this.keys.has(entry.kid);
      case 'subject':
        return this.knowsSubject(entry);
      case 'role':
        return this.knowsRole(entry);
    }
  }

  /** Whether a token whose signature and claims are good was taken back. */
  refuses({ claims: { jti, sid, parent_sid, sub, epoch, client_id, client_epoch = 0 }, kid }: VerifiedToken): boolean {
    if (this.keys.has(kid) || this.tokens.has(jti)) return true;
    if (sid !== undefined && this.sessions.has(sid)) return true;
    if (parent_sid !== undefined && this.sessions.has(parent_sid)) return true;
    // What a service got for a person is in force only as long as the service itself is as it was.
    return this.isOutdated(sub, epoch) || (client_id !== sub && this.isOutdated(client_id, client_epoch));
  }

  /**
   * The roles of a token that count: one that demands a second factor does only where one was shown. The very list, if all of
   * them do.
   */
  awake({ roles, amr }: Pick<Principal, 'roles' | 'amr'>): readonly string[] {
    const sleeps = (role: string): boolean => this.roles.get(role)?.requires_mfa === true;
    return hasShownSecondFactor(amr) || !roles.some(sleeps) ? roles : roles.filter(role => !sleeps(role));
  }

  /** Whether one of these roles permits what is asked for. A role that nothing is known of permits nothing. */
  permits(roles: readonly string[], permission: string): boolean {
    return roles.some(role => {
      const permissions = this.roles.get(role)?.permissions;
      return permissions !== undefined && (permissions.has(permission) || permissions.has(EVERYTHING));
    });
  }

  /** What these roles permit, in order. */
  permissionsOf(roles: readonly string[]): string[] {
    const permissions = new Set<string>();
    for (const role of roles) this.roles.get(role)?.permissions.forEach(permission => permissions.add(permission));
    return [...permissions].sort();
  }

  /** Whether one of these roles is the one asked for or includes it. */
  holdsRole(roles: readonly string[], role: string): boolean {
    return roles.includes(role) || roles.some(one => this.roles.get(one)?.includes.has(role) === true);
  }

  /** Forgets what can concern no token any more; `now` in seconds since the epoch, by the database's clock. */
  forgetExpired(now: number): void {
    for (const ids of [this.keys, this.tokens, this.sessions]) {
      for (const [id, expires] of ids) if (expires <= now) ids.delete(id);
    }
    for (const marks of [this.subjects, this.roles]) {
      for (const [id, { expires }] of marks) if (expires <= now) marks.delete(id);
    }
  }

  /**
   * Takes over what another state knows of keys, tokens and sessions, whose ids are never given out again. Of
   * subjects and roles this state's word alone counts: after a restore their numbers may have gone back.
   */
  inheritIdsFrom(other: RevocationState): void {
    for (const [id, expires] of other.keys) note(this.keys, id, expires);
    for (const [id, expires] of other.tokens) note(this.tokens, id, expires);
    for (const [id, expires] of other.sessions) note(this.sessions, id, expires);
  }

  private isOutdated(subject: string, epoch: number): boolean {
    const mark = this.subjects.get(subject);
    return mark !== undefined && (epoch < mark.min_epoch || mark.status !== 'active');
  }

  private knowsSubject({ sub, min_epoch, status }: SubjectRevocationEntry): boolean {
    const known = this.subjects.get(sub);
    if (known === undefined || known.min_epoch < min_epoch) return false;
    return status === 'active' || known.status !== 'active';
  }

  private knowsRole({ name, permissions, includes = [], requires_mfa = false }: RoleDefinitionEntry): boolean {
    const known = this.roles.get(name);
    return (
      known?.requires_mfa === requires_mfa &&
      isSameSet(known.permissions, permissions) &&
      isSameSet(known.includes, includes)
    );
  }

  private applySubject({ sub, min_epoch, status, expires_at }: SubjectRevocationEntry): boolean {
    const known = this.subjects.get(sub);
    if (known !== undefined && known.min_epoch >= min_epoch) return false;
    this.subjects.set(sub, { min_epoch, status, expires: secondsOf(expires_at) });
    return true;
  }

  private applyRole({ name, version, expires_at, ...definition }: RoleDefinitionEntry): boolean {
    const known = this.roles.get(name);
    if (known !== undefined && known.version >= version) return false;
    this.roles.set(name, {
      version,
      permissions: new Set(definition.permissions),
      includes: new Set(definition.includes),
      requires_mfa: definition.requires_mfa === true,
      expires: expires_at === undefined ? NEVER : secondsOf(expires_at),
    });
    return true;
  }
}

/** @returns whether the id was not there; the later time counts */
function note(ids: Map<string, number>, id: string, expires: number): boolean {
  const known = ids.get(id);
  if (known === undefined || known < expires) ids.set(id, expires);
  return known === undefined;
}

const isSameSet = (known: ReadonlySet<string>, list: readonly string[]): boolean =>
  new Set(list).size === known.size && list.every(one => known.has(one));

const secondsOf = (time: string): number => Math.ceil(Date.parse(time) / 1000);
