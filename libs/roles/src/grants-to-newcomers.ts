import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import type { Caller, Holdings } from '#libs/authority';
import { statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { CustomClaims } from '#libs/revocations';
import { Assignment, untilOf } from './authority/assignment.js';
import { noSuchRole } from './no-such-role.js';
import { MAX_ROLES_BYTES } from './token-size.js';

/** A role, for good, for an account that was just made. */
export interface Grant {
  readonly user_id: string;
  readonly role: string;
}

/** What somebody is to carry in a token. */
export interface Load {
  readonly roles: readonly string[];
  readonly ext: CustomClaims | null;
}

/** Gives roles to many accounts that were just made: by the same rules as to one, and in a few statements. */
@Injectable()
export class GrantsToNewcomers {
  constructor(
    private readonly assignment: Assignment,
    private readonly audit: Audit,
  ) {}

  /**
   * In a transaction that has begun with `Authority.authorise`.
   * @returns why this caller cannot give these roles for good: `role_not_found`, `insufficient_scope`, `permission_not_held`; those
   *   that may be given are not in it
   */
  async refused(
    transaction: Transaction,
    held: Holdings,
    roles: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, DomainError>> {
    const found = await transaction.run(selectKnown, [[...roles]]);
    const known = new Set(found.map(({ name }) => name));
    const refused = new Map<string, DomainError>();
    for (const role of roles) {
      const error = known.has(role) ? await this.refusal(transaction, held, role) : noSuchRole(role);
      if (error !== undefined) refused.set(role, error);
    }
    return refused;
  }

  /** @returns the places of those whose roles and claims would not fit into a token */
  async tooLarge(transaction: Transaction, loads: readonly Load[]): Promise<ReadonlySet<number>> {
    const rows = loads.map(({ roles, ext }, place) => ({ place, roles, ext }));
    const found = await transaction.run(selectTooLarge, [JSON.stringify(rows), MAX_ROLES_BYTES]);
    return new Set(found.map(({ place }) => place));
  }

  /** Asks for nobody's power: see `refused`. */
  async give(transaction: Transaction, caller: Caller, grants: readonly Grant[]): Promise<void> {
    const [user_ids, roles] = [grants.map(({ user_id }) => user_id), grants.map(({ role }) => role)];
    await transaction.run(insertGrants, [user_ids, roles, caller.id]);
    await this.audit.recordAll(
      transaction,
      grants.map(({ user_id: target, role }) => ({
        kind: 'authz_role_granted' as const,
        actor: caller,
        target,
        details: { role },
      })),
    );
  }

  private async refusal(transaction: Transaction, held: Holdings, role: string): Promise<DomainError | undefined> {
    try {
      (await this.assignment.ruleFor(transaction, held, role))(untilOf(null));
      return undefined;
    } catch (error) {
      if (error instanceof DomainError && REFUSALS.has(error.code)) return error;
      throw error;
    }
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['role_not_found', 'insufficient_scope', 'permission_not_held']);

// All at once: whoever makes names up could make the others wait for as many look-ups. Whoever deletes one of them has been waited for,
// and from now on waits: it would fail all the newcomers, and not those alone who are to have it.
const selectKnown = statement<{ name: string }, [readonly string[]]>(
  'roles.known_of',
  'SELECT name FROM roles WHERE name = ANY($1) ORDER BY name FOR KEY SHARE',
);

/** By the same measure as `BYTES_IN_TOKEN`. */
const selectTooLarge = statement<{ place: number }, [string, number]>(
  'roles.too_large_to_begin_with',
  `SELECT place FROM jsonb_to_recordset($1::jsonb) AS load (place integer, roles jsonb, ext jsonb)
   WHERE (SELECT coalesce(sum(octet_length(role) + 3), 0) FROM jsonb_array_elements_text(roles) AS role)
       + coalesce(octet_length(ext::text), 0) > $2`,
);

const insertGrants = statement<never, [readonly string[], readonly string[], string | null]>(
  'roles.grant_to_newcomers',
  `INSERT INTO user_roles (user_id, role, granted_by)
   SELECT user_id, role, $3::uuid FROM unnest($1::uuid[], $2::text[]) AS g (user_id, role)`,
);
