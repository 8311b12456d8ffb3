import type { FieldError, ProblemCode } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { Until } from '#libs/authority';
import type { AssignmentRule } from '../authority/assignment.js';

const WHY: Partial<Record<ProblemCode, string>> = {
  user_not_found: 'is no user',
  token_too_large: 'has more roles and claims than fit into a token',
  last_administrator: 'is one of the last administrators',
  insufficient_scope: 'has the role for longer than you may give or take it',
  permission_not_held: 'has the role for longer than you hold what it gives',
};

/** Collects whom a change of many members cannot be made for. One of them is enough for none to be changed. */
export class Refusals {
  private readonly errors = new Map<string, FieldError>();

  constructor(private readonly userIds: readonly string[]) {}

  add(code: ProblemCode, userIds: Iterable<string>, why = WHY[code] ?? 'cannot be changed'): void {
    for (const id of userIds) {
      if (this.errors.has(id)) continue;
      const field = `user_ids[${this.userIds.indexOf(id)}]`;
      this.errors.set(id, { field, code, message: `${id} ${why}` });
    }
  }

  /** Refuses users who hold more than the caller. */
  addUntouchable(userIds: Iterable<string>): void {
    this.add('permission_not_held', userIds, 'holds what you do not, or not for as long');
  }

  /** Refuses a user whose grant this caller must not give or take. */
  judge(rule: AssignmentRule, userId: string, until: Until): void {
    try {
      rule(until);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.add(error.code, [userId]);
    }
  }

  /** @throws DomainError `members_refused` */
  throwIfAny(): void {
    if (this.errors.size === 0) return;
    const places = new Map(this.userIds.map((id, place) => [id, place]));
    const inOrder = [...this.errors].sort(([one], [other]) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
    throw new DomainError('members_refused', { errors: inOrder.map(([, error]) => error) });
  }
}
