import { Injectable } from '@nestjs/common';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import type { BuiltInPermission } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { Change, MadeClient } from './change.js';
import { ClientSteps } from './client-steps.js';
import { PermissionSteps } from './permission-steps.js';
import { ProviderSteps } from './provider-steps.js';
import { RoleSteps } from './role-steps.js';
import { ORDER, type Step } from './step.js';
import { STATE_KINDS, type StateKind, type WantedState } from './wanted-state.js';

/** What was changed, and what only whoever changed it gets to know. */
export interface Reached {
  readonly changes: readonly Change[];
  readonly clients: readonly MadeClient[];
}

/** What it takes to be told what is there. */
const TO_SEE: Readonly<Record<StateKind, BuiltInPermission>> = {
  permissions: 'roles:read',
  roles: 'roles:read',
  clients: 'clients:read',
  identity_providers: 'identity_providers:read',
};

/**
 * Makes what is there what is wanted, all of it or nothing, in one transaction. Each change is made by the use case that makes it anywhere
 * else, so it is judged, announced and recorded as there.
 */
@Injectable()
export class ReachWantedState {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly permissionSteps: PermissionSteps,
    private readonly roleSteps: RoleSteps,
    private readonly clientSteps: ClientSteps,
    private readonly providerSteps: ProviderSteps,
  ) {}

  /**
   * What would change. It is done and taken back, so whatever would be refused is refused here too.
   * @throws DomainError as `execute` does
   */
  async plan(caller: Caller, wanted: WantedState): Promise<readonly Change[]> {
    const reach = (transaction: Transaction): Promise<Reached> => this.reach(caller, wanted, transaction);
    return (await this.database.tryInTurn(ADMINISTRATION, reach)).changes;
  }

  /**
   * Where all is as it is wanted nothing is written.
   * @throws DomainError whatever a change throws where it is made by itself; `errors` name what is at fault by its place in what is
   *   wanted, such as `roles[2].includes[0]`
   */
  execute(caller: Caller, wanted: WantedState): Promise<Reached> {
    return this.database.inTurn(ADMINISTRATION, transaction => this.reach(caller, wanted, transaction));
  }

  private async reach(caller: Caller, wanted: WantedState, transaction: Transaction): Promise<Reached> {
    for (const kind of STATE_KINDS) {
      if (isSpokenOf(wanted, kind)) await this.authority.authorise(transaction, caller, TO_SEE[kind]);
    }
    const steps = await this.steps(wanted, transaction);
    const clients: MadeClient[] = [];
    for (const when of ORDER) {
      for (const step of steps) {
        for (const { run } of step.work.filter(work => work.when === when)) {
          const made = await run(transaction, caller).catch((error: unknown) => Promise.reject(placed(error, step)));
          if (made !== undefined) clients.push(made);
        }
      }
    }
    return { changes: steps.map(({ change }) => change), clients };
  }

  private async steps(wanted: WantedState, transaction: Transaction): Promise<Step[]> {
    const kinds = {
      permissions: this.permissionSteps,
      roles: this.roleSteps,
      clients: this.clientSteps,
      identity_providers: this.providerSteps,
    };
    const steps: Step[] = [];
    for (const kind of STATE_KINDS) {
      if (isSpokenOf(wanted, kind)) steps.push(...(await kinds[kind].stepsTo(wanted, transaction)));
    }
    return steps;
  }
}

const isSpokenOf = (wanted: WantedState, kind: StateKind): boolean => wanted[kind].length > 0 || wanted.prune.has(kind);

/** A refusal that says what of all that is wanted it is about. */
function placed(error: unknown, { path, change }: Step): Error {
  if (!(error instanceof DomainError)) return error instanceof Error ? error : new Error(String(error));
  const { code, message, retryAfterSeconds } = error;
  if (code === 'database_unavailable') return error;
  const place = path ?? change.kind;
  const about = path === undefined ? `${change.name}: ${message}` : message;
  const errors = error.errors?.map(one => ({ ...one, field: `${place}.${one.field}` })) ?? [
    { field: place, code, message: about },
  ];
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new DomainError(code, {
    ...(error.detail !== undefined && { detail: error.detail }),
    errors,
    ...wait,
    cause: error,
  });
}
