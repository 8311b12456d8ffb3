/** A line for `users import`; what is undefined is left out. */
export interface Person {
  readonly email: string | undefined;
  readonly email_verified: boolean | undefined;
  readonly roles: readonly string[] | undefined;
  readonly status: 'disabled' | undefined;
  readonly created_at: string | undefined;
  readonly password_hash: unknown;
}

/** Which of our roles somebody gets for one that they have in the other system. */
export class RoleNames {
  private readonly ours = new Map<string, string>();

  /** @param pairs as `theirs=ours`; the last `=` counts */
  constructor(pairs: readonly string[] = []) {
    for (const pair of pairs) {
      const place = pair.lastIndexOf('=');
      this.ours.set(pair.slice(0, place), pair.slice(place + 1));
    }
  }

  /** @returns undefined for none */
  of(theirs: readonly unknown[]): string[] | undefined {
    const ours = new Set(theirs.flatMap(role => this.ours.get(String(role)) ?? []));
    return ours.size === 0 ? undefined : [...ours];
  }
}
