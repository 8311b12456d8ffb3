/** Until when, in hours from the beginning; `Infinity`: for good. */
export type Until = number;
export type Held = Map<string, Until>;

export interface ModelRole {
  readonly permissions: readonly string[];
  readonly includes: readonly string[];
  readonly assigns: readonly string[];
}

export const ADMIN = 'admin';
const EVERYTHING = '*';

/** Who has which role, written down as plainly as can be: everything is worked out anew each time. */
export class RoleModel {
  readonly roles = new Map<string, ModelRole>([[ADMIN, { permissions: [EVERYTHING], includes: [], assigns: [] }]]);
  readonly grants = new Map<string, Map<string, Until>>();

  constructor(actors: readonly string[], administrator: string) {
    for (const actor of actors) this.grants.set(actor, new Map());
    this.grantsOf(administrator).set(ADMIN, Infinity);
  }

  grantsOf(actor: string): Map<string, Until> {
    return this.grants.get(actor) ?? new Map<string, Until>();
  }

  /** The role and all that it includes. */
  reach(role: string): string[] {
    const below = (this.roles.get(role)?.includes ?? []).flatMap(included => this.reach(included));
    return [...new Set([role, ...below])];
  }

  permissionsOf(roles: ReadonlyMap<string, Until>): Held {
    const held: Held = new Map();
    for (const [role, until] of roles) {
      for (const { permissions, assigns } of this.definitionsUnder(role)) {
        const all = assigns.length > 0 ? [...permissions, 'roles:delegate'] : permissions;
        for (const permission of all) longer(held, permission, until);
      }
    }
    return held;
  }

  assignableBy(roles: ReadonlyMap<string, Until>): Held {
    const held: Held = new Map();
    for (const [role, until] of roles) {
      for (const { assigns } of this.definitionsUnder(role)) for (const one of assigns) longer(held, one, until);
    }
    return held;
  }

  holdsFor(actor: string, permission: string): Until {
    const held = this.permissionsOf(this.grantsOf(actor));
    return Math.max(held.get(permission) ?? 0, held.get(EVERYTHING) ?? 0);
  }

  mayAssignFor(actor: string, role: string): Until {
    const assignable = this.assignableBy(this.grantsOf(actor)).get(role) ?? 0;
    return Math.max(this.holdsFor(actor, 'roles:assign'), assignable);
  }

  /** Whether the actor holds, until then, all that the role gives. */
  covers(actor: string, role: string, until: Until): boolean {
    const gives = this.giving(new Map([[role, until]]));
    const named = this.isInUse(role) ? this.reach(role) : this.included(role);
    return gives(actor) && named.every(other => this.amountsTo(actor, other, until));
  }

  /** Whether a role's name gives anybody anything, or could. */
  isInUse(role: string): boolean {
    return (
      [...this.grants.values()].some(grants => grants.has(role)) ||
      [...this.roles.values()].some(({ includes, assigns }) => includes.includes(role) || assigns.includes(role))
    );
  }

  /** Whether the actor holds, for as long, all that the other holds. */
  mayTouch(actor: string, other: string): boolean {
    const theirs = this.grantsOf(other);
    const roles = [...theirs].flatMap(([granted, until]) => this.reach(granted).map(role => ({ role, until })));
    return (
      actor === other ||
      (this.giving(theirs)(actor) && roles.every(({ role, until }) => this.amountsTo(actor, role, until)))
    );
  }

  /** Until when the actor may let others assign a role: `admin` only who is one. */
  mayPassOnFor(actor: string, role: string): Until {
    return role === ADMIN ? this.holdsFor(actor, EVERYTHING) : this.mayAssignFor(actor, role);
  }

  /** Whether an actor holds the permissions that these roles give, and may assign what they assign. */
  private giving(roles: ReadonlyMap<string, Until>): (actor: string) => boolean {
    return actor =>
      [...this.permissionsOf(roles)].every(([permission, until]) => this.holdsThis(actor, permission, until)) &&
      [...this.assignableBy(roles)].every(([role, until]) => this.mayPassOnFor(actor, role) >= until);
  }

  /** The roles that come with a role, beside itself. */
  included(role: string): string[] {
    return this.reach(role).filter(other => other !== role);
  }

  /** Whether the actor has the role until then, or could. */
  amountsTo(actor: string, role: string, until: Until): boolean {
    const has = [...this.grantsOf(actor)].map(([granted, end]) => (this.reach(granted).includes(role) ? end : 0));
    return Math.max(0, ...has, this.mayAssignFor(actor, role)) >= until;
  }

  private holdsThis(actor: string, permission: string, until: Until): boolean {
    const implied = permission === 'roles:delegate' ? this.holdsFor(actor, 'roles:assign') : 0;
    return Math.max(this.holdsFor(actor, permission), implied) >= until;
  }

  private definitionsUnder(role: string): ModelRole[] {
    return this.reach(role).flatMap(name => this.roles.get(name) ?? []);
  }
}

function longer(held: Held, name: string, until: Until): void {
  held.set(name, Math.max(until, held.get(name) ?? 0));
}
