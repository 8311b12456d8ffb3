import { ADMIN_ROLE, EVERYTHING, USER_ROLE } from '#libs/contracts';

/** Until when something is held, in milliseconds since the epoch; `Infinity`: for good. */
export type Until = number;

/** What comes with the right to assign any role. */
const ASSIGN = 'roles:assign';
const DELEGATE = 'roles:delegate';
/** Stands for every claim there is: who may set them could have any. */
const CLAIMS = 'users:claims';

/**
 * What somebody holds, and until when: permissions, the roles that they may give and take, the roles that they have
 * (services ask for them by name), and the custom claims in their tokens (services act on them). The one measure of who
 * may do what to whom: whoever gives, makes or touches anything has to hold all of it, for at least as long.
 */
export class Holdings {
  static readonly nothing = new Holdings(new Map());
  static readonly everything = Holdings.forGood([EVERYTHING]);

  static forGood(permissions: Iterable<string>, assignable: Iterable<string> = []): Holdings {
    const always = (name: string): [string, Until] => [name, Infinity];
    return new Holdings(new Map([...permissions].map(always)), new Map([...assignable].map(always)));
  }

  constructor(
    private readonly permissions: ReadonlyMap<string, Until>,
    /** Names of roles. */
    private readonly assignable: ReadonlyMap<string, Until> = new Map(),
    /** Names of roles, with those that they include. */
    private readonly roles: ReadonlyMap<string, Until> = new Map(),
    /** As `key=value`, the value as JSON: only the same value is the same claim. */
    private readonly claims: ReadonlyMap<string, Until> = new Map(),
  ) {}

  holds(permission: string): boolean {
    return this.untilOf(permission) > 0;
  }

  /** Whether a role may be given or taken, as far as that goes by its name, until then. */
  mayAssign(role: string, until: Until): boolean {
    return this.untilAssigning(role) >= until;
  }

  /** The same, but nothing of it for longer. */
  until(end: Until): Holdings {
    const cut = (held: ReadonlyMap<string, Until>): Map<string, Until> =>
      new Map([...held].map(([name, until]) => [name, Math.min(until, end)]));
    return new Holdings(cut(this.permissions), cut(this.assignable), cut(this.roles), cut(this.claims));
  }

  /**
   * What of `needed` is not held, in order: permissions by name, roles that may be assigned as `assigns <role>`, roles
   * as `role <role>`, claims as `claim <key>`. Where something is held, but not for as long, a note says so.
   */
  lacks(needed: Holdings): string[] {
    return [
      ...shortOf(needed.permissions, permission => this.untilOf(permission)),
      ...shortOf(needed.assignable, role => this.untilPassingOn(role), 'assigns '),
      ...shortOf(needed.roles, role => this.untilAmountingTo(role), 'role '),
      ...shortOf(needed.claims, claim => this.untilVouchingFor(claim), 'claim ').map(withoutValue),
    ].sort();
  }

  /** Everybody has the role `user`; and who may assign a role could have it. */
  private untilAmountingTo(role: string): Until {
    return role === USER_ROLE ? Infinity : Math.max(this.roles.get(role) ?? 0, this.untilAssigning(role));
  }

  private untilVouchingFor(claim: string): Until {
    return Math.max(this.claims.get(claim) ?? 0, this.untilOf(CLAIMS));
  }

  /** Only an administrator lets others make administrators, though nobody gives the role who does not hold it. */
  private untilPassingOn(role: string): Until {
    return role === ADMIN_ROLE ? this.untilOf(EVERYTHING) : this.untilAssigning(role);
  }

  private untilAssigning(role: string): Until {
    return Math.max(this.untilOf(ASSIGN), this.assignable.get(role) ?? 0);
  }

  private untilOf(permission: string): Until {
    const implied = permission === DELEGATE ? this.untilOf(ASSIGN) : 0;
    return Math.max(this.permissions.get(permission) ?? 0, this.permissions.get(EVERYTHING) ?? 0, implied);
  }
}

/** What a claim says is not for everybody who may not touch the account. */
const withoutValue = (text: string): string => text.replace(/=.*?( \(not for as long\))?$/su, '$1');

function shortOf(needed: ReadonlyMap<string, Until>, held: (name: string) => Until, prefix = ''): string[] {
  const short = [...needed].filter(([name, until]) => held(name) < until);
  return short.map(([name]) => `${prefix}${name}${held(name) > 0 ? ' (not for as long)' : ''}`);
}
