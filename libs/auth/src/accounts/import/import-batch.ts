import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller, type Holdings } from '#libs/authority';
import { USER_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { GrantsToNewcomers } from '#libs/roles';
import { AddressTaken, NewUsers } from '#libs/users';
import { assertMaySetClaims } from '../claims-power.js';
import type { Outcome } from './import-report.js';
import { type Refusal, refusal } from './line.js';
import type { Newcomer } from './newcomer.js';

const MOST_ROUNDS = 5;

/** Makes the accounts of some lines, in one transaction: those that are there already stay as they are. */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly newUsers: NewUsers,
    private readonly grantsToNewcomers: GrantsToNewcomers,
    private readonly audit: Audit,
  ) {}

  /**
   * @param id of the import
   * @throws DomainError `insufficient_scope`, `database_unavailable`
   */
  async execute(caller: Caller, id: string, newcomers: readonly Newcomer[]): Promise<Outcome> {
    for (let round = 1; ; round++) {
      try {
        return await this.attempt(caller, id, newcomers);
      } catch (error) {
        // Somebody has registered in between, and is there by now.
        if (!(error instanceof AddressTaken) || round === MOST_ROUNDS) throw error;
      }
    }
  }

  private attempt(caller: Caller, id: string, newcomers: readonly Newcomer[]): Promise<Outcome> {
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      const taken = await this.newUsers.taken(
        transaction,
        newcomers.map(({ address }) => address),
      );
      const absent = newcomers.filter(({ address }) => !taken.has(address));
      const refusals = await this.refusals(transaction, held, absent);
      const welcome = firstOfEach(without(absent, refusals));
      await this.create(transaction, caller, id, welcome);
      return { created: welcome.length, unchanged: newcomers.length - refusals.length - welcome.length, refusals };
    });
  }

  private async refusals(transaction: Transaction, held: Holdings, absent: readonly Newcomer[]): Promise<Refusal[]> {
    const roles = new Set(absent.flatMap(newcomer => newcomer.roles));
    const ungiven = await this.grantsToNewcomers.refused(transaction, held, roles);
    const claims = absent.some(({ ext }) => ext !== null) ? refusalOfClaims(held) : undefined;
    const tooLarge = await this.grantsToNewcomers.tooLarge(transaction, absent.map(loadOf));
    return absent.flatMap(({ line, ...newcomer }, place) => {
      const role = newcomer.roles.map(name => ungiven.get(name)).find(error => error !== undefined);
      const reason =
        (newcomer.ext === null ? undefined : claims) ?? role ?? (tooLarge.has(place) ? TOO_LARGE : undefined);
      return reason === undefined ? [] : [refusal(line, reason)];
    });
  }

  private async create(
    transaction: Transaction,
    caller: Caller,
    id: string,
    newcomers: readonly Newcomer[],
  ): Promise<void> {
    if (newcomers.length === 0) return;
    const ids = await this.newUsers.create(transaction, newcomers);
    await this.audit.recordAll(
      transaction,
      ids.map(target => ({ kind: 'user_created' as const, actor: caller, target, details: { import: id } })),
    );
    const grants = newcomers.flatMap((newcomer, place) =>
      loadOf(newcomer).roles.map(role => ({ user_id: ids[place] ?? '', role })),
    );
    await this.grantsToNewcomers.give(transaction, caller, grants);
  }
}

function without(newcomers: readonly Newcomer[], refusals: readonly Refusal[]): Newcomer[] {
  const refused = new Set(refusals.map(({ line }) => line));
  return newcomers.filter(({ line }) => !refused.has(line));
}

/** Of several lines with one address, the first makes the account, and the others find it there. */
function firstOfEach(newcomers: readonly Newcomer[]): Newcomer[] {
  return [...new Map([...newcomers].reverse().map(newcomer => [newcomer.email, newcomer])).values()].reverse();
}

const TOO_LARGE = new DomainError('token_too_large');

const loadOf = ({ roles, ext }: Newcomer): Pick<Newcomer, 'roles' | 'ext'> => ({ roles: [USER_ROLE, ...roles], ext });

function refusalOfClaims(held: Holdings): DomainError | undefined {
  try {
    assertMaySetClaims(held);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
