import { EVERYTHING, USER_ROLE } from '#libs/contracts';

/** Until when something is held, in milliseconds since the epoch; `Infinity`: for good. */
export type Until = number;

/** What comes with the right to assign any role. */
const ASSIGN = 'roles:assign';
const DELEGATE = 'roles:delegate';

/**
 * What somebody holds: permissions, the roles that they may give and take, and the roles that they have, which services may
 * ask for by name; each until when. The one measure of who
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
  ) {}

  holds(permission: string): boolean {
    return this.untilOf(permission) > 0;
  }

  /** Whether a role may be given or taken, as far as that goes by its name, until then. */
  mayAssign(role: string, until: Until): boolean {
    return Math.max(this.untilOf(ASSIGN), this.assignable.get(role) ?? 0) >= until;
  }

  /** The same, but nothing of it for longer. */
  until(end: Until): Holdings {
    const cut = (held: ReadonlyMap<string, Until>): Map<string, Until> =>
      new Map([...held].map(([name, until]) => [name, Math.min(until, end)]));
    return new Holdings(cut(this.permissions), cut(this.assignable), cut(this.roles));
  }

  /**
   * What of `needed` is not held, or not for as long, in order: permissions by name, roles that may be assigned as
   * `assigns <role>`, roles as `role <role>`.
   */
  lacks(needed: Holdings): string[] {
    const permissions = [...needed.permissions].filter(([name, until]) => this.untilOf(name) < until);
    const assignable = [...needed.assignable].filter(([role, until]) => !this.mayAssign(role, until));
    const roles = [...needed.roles].filter(([role, until]) => !this.amountsTo(role, until));
    return [
      ...permissions.map(([name]) => name),
      ...assignable.map(([role]) => `assigns ${role}`),
      ...roles.map(([role]) => `role ${role}`),
    ].sort();
  }

  /** Everybody has the role `user`; and who may assign a role could have it. */
  private amountsTo(role: string, until: Until): boolean {
    return role === USER_ROLE || (this.roles.get(role) ?? 0) >= until || this.mayAssign(role, until);
  }

  private untilOf(permission: string): Until {
    const implied = permission === DELEGATE ? this.untilOf(ASSIGN) : 0;
    return Math.max(this.permissions.get(permission) ?? 0, this.permissions.get(EVERYTHING) ?? 0, implied);
  }
}
