import { Injectable } from '@nestjs/common';
import { assertCovers, type Holdings, insufficientScope, type Until } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import { RoleHoldings } from './role-holdings.js';

/** When a grant ends, as the measure of power has it: one without an end is for good. */
export const untilOf = (expiresAt: Date | null): Until => expiresAt?.getTime() ?? Infinity;

/** What a grant that is not there demands of who would take it: to hold at all what the role gives. */
export const AT_ALL: Until = 1;

/** @throws DomainError `insufficient_scope`, `permission_not_held` for a grant that lasts until then */
export type AssignmentRule = (until: Until) => void;

/** By which rule somebody gives and takes roles: who may assign a role, and holds all that it gives, for as long. */
@Injectable()
export class Assignment {
  constructor(private readonly roleHoldings: RoleHoldings) {}

  async ruleFor(transaction: Transaction, held: Holdings, role: string): Promise<AssignmentRule> {
    const given = await this.roleHoldings.ofRole(transaction, role);
    return until => {
      if (!held.mayAssign(role, until)) {
        const notForAsLong = held.mayAssign(role, AT_ALL) ? ' for as long' : '';
        throw insufficientScope(['roles:assign'], `You may not give or take the role ${role}${notForAsLong}.`);
      }
      assertCovers(held, given.until(until));
    };
  }
}
