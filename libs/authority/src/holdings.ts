import { EVERYTHING } from '#libs/contracts';

/** Until when something is held, in milliseconds since the epoch; `Infinity`: for good. */
export type Until = number;

/** What comes with the right to assign any role. */
const ASSIGN = 'roles:assign';
const DELEGATE = 'roles:delegate';

/**
 * What somebody holds: permissions, and the roles that they may give and take, each until when. The one measure of who
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
    return new Holdings(cut(this.permissions), cut(this.assignable));
  }

  and(other: Holdings): Holdings {
    return new Holdings(longest(this.permissions, other.permissions), longest(this.assignable, other.assignable));
  }

  /**
   * What of `needed` is not held, or not for as long, in order: permissions by name, roles that may be assigned as
   * `assigns <role>`.
   */
  lacks(needed: Holdings): string[] {
    const permissions = [...needed.permissions].filter(([name, until]) => this.untilOf(name) < until);
    const roles = [...needed.assignable].filter(([role, until]) => !this.mayAssign(role, until));
    return [...permissions.map(([name]) => name), ...roles.map(([role]) => `assigns ${role}`)].sort();
  }

  private untilOf(permission: string): Until {
    const implied = permission === DELEGATE ? this.untilOf(ASSIGN) : 0;
    return Math.max(this.permissions.get(permission) ?? 0, this.permissions.get(EVERYTHING) ?? 0, implied);
  }
}

function longest(one: ReadonlyMap<string, Until>, other: ReadonlyMap<string, Until>): Map<string, Until> {
  const all = new Map(one);
  for (const [name, until] of other) all.set(name, Math.max(until, all.get(name) ?? 0));
  return all;
}
