import type { AuditEventKind } from '#libs/contracts';

/** What is counted of the trail: by the name of the tally, the kind of event that it is of. */
export const TALLIED = {
  /** Somebody has logged in. */
  login_success: 'authn_login_success',
  /** An application was let in by somebody who was logged in already. */
  application_let_in: 'authn_login_success',
  login_factor_required: 'authn_login_factor_required',
  login_wrong: 'authn_login_fail',
  /** In the second step of a login. */
  login_wrong_factor: 'factor_refused',
  user_created: 'user_created',
  user_deleted: 'user_deleted',
} as const satisfies Record<string, AuditEventKind>;

export type Tallied = keyof typeof TALLIED;

/** SQL: in which tally an event is; null: in none. Who shows a factor and is logged in has an id, and is not logging in. */
export const NAME_OF_EVENT = `
  CASE kind
    WHEN 'authn_login_success' THEN
      CASE WHEN details->>'client_id' IS NULL THEN 'login_success' ELSE 'application_let_in' END
    WHEN 'authn_login_factor_required' THEN 'login_factor_required'
    WHEN 'authn_login_fail' THEN 'login_wrong'
    WHEN 'factor_refused' THEN CASE WHEN actor_id IS NULL THEN 'login_wrong_factor' END
    WHEN 'user_created' THEN 'user_created'
    WHEN 'user_deleted' THEN 'user_deleted'
  END`;

/** SQL: how many of them an event stands for. Signals are summed up. */
export const AMOUNT_OF_EVENT = `CASE WHEN kind = 'factor_refused' THEN coalesce((details->>'count')::integer, 1) ELSE 1 END`;

/** The account of a failed login at none. */
export const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** SQL: at which account a login has failed. */
export const ACCOUNT_OF_EVENT = `coalesce(target_id::uuid, '${NO_ACCOUNT}')`;

/** SQL: a login that has failed and may be told of. Where an account was deleted, the address of who failed at it is gone. */
export const FAILED_LOGIN = `kind = 'authn_login_fail' AND ip IS NOT NULL`;

export const STEPS = ['minute', 'hour', 'day'] as const;
export type Step = (typeof STEPS)[number];

/** How long minutes, and who failed where, are kept. */
export const KEPT_DAYS = 32;
