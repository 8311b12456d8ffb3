import type { AuditEvent } from '#libs/client';

/**
 * What an event says, with `{actor}`, `{target}`, `{owner}`, `{role}` and `{application}` for those whom it is about, and `{until}`
 * for the end of what was given.
 */
type Sentence = string | ((event: AuditEvent) => string);

const isSelf = ({ actor, target, owner }: AuditEvent): boolean =>
  actor.id !== null && (actor.id === target?.id || actor.id === owner?.id);

const bySelf =
  (self: string, other: string): Sentence =>
  event =>
    isSelf(event) ? self : other;
const byTarget =
  (some: string, none: string): Sentence =>
  event =>
    event.target === null ? none : some;
const byLabel =
  (named: string, nameless: string): Sentence =>
  event =>
    (event.target?.label ?? null) === null ? nameless : named;

const FACTORS: Readonly<Record<string, string>> = {
  totp: 'an authenticator app',
  passkey: 'a passkey',
  recovery_code: 'recovery codes',
};
const factor =
  (before: string, after = ''): Sentence =>
  event => {
    const method = FACTORS[String(event.details['method'])] ?? 'a second factor';
    return `${before} ${method}${isSelf(event) ? '' : after}`;
  };

const part = (event: AuditEvent, name: 'before' | 'after'): Readonly<Record<string, unknown>> =>
  (event.details[name] ?? {}) as Readonly<Record<string, unknown>>;

function accountChanged(event: AuditEvent): string {
  const { changed, reason } = event.details;
  const [before, after] = [part(event, 'before')['status'], part(event, 'after')['status']];
  if (before !== after) return after === 'disabled' ? '{actor} disabled {target}' : '{actor} enabled {target}';
  if (reason === 'undone') return 'The e-mail address of {target} was changed back';
  const what = Array.isArray(changed) && changed.includes('email') ? 'e-mail address' : 'account';
  return isSelf(event) ? `{actor} changed their ${what}` : `{actor} changed the ${what} of {target}`;
}

function sessionEnded(event: AuditEvent): string {
  const reason = String(event.details['reason']);
  if (reason.endsWith('_guessed')) return '{target} of {owner} was ended, since somebody was guessing in it';
  if (reason === 'code_reused') return '{target} of {owner} was ended, since a code was used twice';
  if (!isSelf(event)) return '{actor} ended {target} of {owner}';
  return reason === 'logout' ? '{actor} logged out' : '{actor} ended {target} of theirs';
}

const OF_PEOPLE = {
  user_created: ({ actor }) =>
    actor.kind === 'stranger' ? '{target} made an account' : '{actor} made an account for {target}',
  users_imported: '{actor} imported people from another system',
  user_updated: accountChanged,
  user_update_fail: '{actor} gave a wrong password for a change of their account',
  user_deleted: '{actor} deleted the account of {target}',
  user_exported: '{actor} took a copy of all that is known of them',
  authn_login_success: byLabel('{actor} logged in to {application}', '{actor} logged in'),
  authn_login_fail: byTarget('{actor} failed to log in as {target}', '{actor} failed to log in as nobody who is known'),
  authn_login_factor_required: '{actor} gave the password of {target}, and was asked for a second factor',
  authn_login_fail_max: byTarget(
    '{actor} failed too often at {target}, and was told to wait',
    '{actor} failed too often at several accounts, and was told to wait',
  ),
  authn_spraying: 'Many strangers failed to log in: somebody tries passwords at account after account',
  authn_device_new: byTarget('{target} logged in from a new device', 'Several people logged in from a new device'),
  login_code_created: '{target} was sent a code to log in by',
  login_code_used: '{target} used a code that was sent by mail',
  login_code_refused: byTarget('{actor} gave a wrong code for {target}', '{actor} gave wrong codes'),
  authn_step_up: '{actor} showed anew who they are',
  authn_step_up_fail: '{actor} failed to show anew who they are',
  authn_password_change: '{actor} changed their password',
  authn_password_change_fail: '{actor} gave a wrong password when they were to change it',
  password_token_created: ({ actor }) =>
    actor.kind === 'stranger'
      ? '{actor} asked for a way to set the password of {target}'
      : '{actor} made a token by which {target} sets a password',
  password_token_used: '{target} set a password by a token',
  password_token_refused: byTarget(
    'A token to set the password of {target} was refused',
    '{actor} showed tokens for passwords that nobody has',
  ),
  factor_added: factor('{actor} added', ' for {target}'),
  factor_renamed: factor('{actor} gave another name to'),
  factor_removed: factor('{actor} removed', ' of {target}'),
  factor_refused: byTarget('{actor} gave a wrong second factor of {target}', '{actor} gave wrong second factors'),
  factor_counter_went_back: 'A passkey of {owner} may have been copied: it counted backwards',
  factors_reset: '{actor} removed all second factors of {target}',
  recovery_codes_created: bySelf('{actor} made new recovery codes', '{actor} made recovery codes for {target}'),
  recovery_code_used: '{actor} used a recovery code',
  link_used: '{target} used a link of a mail',
  link_refused: byTarget('A link of a mail to {target} was refused', '{actor} followed links that nobody was sent'),
} as const satisfies Readonly<Record<string, Sentence>>;

const OF_SESSIONS = {
  authn_token_reuse: 'A refresh token of {owner} was used twice, so {target} was ended',
  authn_token_grace: 'The program of {owner} asked twice for the same new token',
  authn_code_reuse: 'A code by which {owner} was let in was used twice, so {target} was ended',
  consent_granted: '{actor} let {target} in',
  consent_withdrawn: '{actor} lets {target} in no longer',
  device_approved: '{actor} let {target} in',
  device_declined: '{actor} did not let {target} in',
  session_revoked: sessionEnded,
  sessions_revoked_all: bySelf('{actor} logged out everywhere', '{actor} ended all sessions of {target}'),
  authn_client_fail: byTarget('{target} could not show that it is itself', 'A client that nobody knows was refused'),
  authn_token_revoked: '{actor} took an access token back',
  authz_fail: '{actor} was refused what they may not do',
  excess_rate_limit_exceeded: '{actor} asked for too much, and was told to wait',
  upstream_refused: 'What another provider said of {actor} was refused',
  identity_linked: bySelf('{actor} linked {target}', '{actor} linked {target} to {owner}'),
  identity_unlinked: bySelf('{actor} unlinked {target}', '{actor} unlinked {target} from {owner}'),
} as const satisfies Readonly<Record<string, Sentence>>;

const OF_ADMINISTRATION = {
  authz_role_granted: event =>
    event.details['before'] === undefined
      ? '{actor} gave {role} to {target}{until}'
      : '{actor} gave {role} to {target} anew{until}',
  authz_role_revoked: event =>
    event.details['reason'] === 'role_deleted'
      ? '{target} lost {role}, which {actor} deleted'
      : '{actor} took {role} from {target}',
  authz_role_created: '{actor} made the role {target}',
  authz_role_updated: '{actor} changed the role {target}',
  authz_role_deleted: '{actor} deleted the role {target}',
  permission_declared: '{actor} said what the permission {target} means',
  permission_withdrawn: '{actor} withdrew the permission {target}',
  client_created: '{actor} registered {target}',
  client_updated: '{actor} changed {target}',
  client_deleted: '{actor} deleted {target}',
  client_secret_created: '{actor} made a secret for {target}',
  client_secret_deleted: '{actor} removed a secret of {target}',
  identity_provider_created: '{actor} made {target} known',
  identity_provider_updated: '{actor} changed {target}',
  identity_provider_deleted: '{actor} removed {target}',
  key_created: '{actor} made {target}',
  key_rotated: '{actor} signs with {target} from now on',
  key_retired: '{actor} put {target} out of use',
  audit_trail_exported: '{actor} exported the audit trail',
  mail_given_up: 'A mail to {owner} could not be delivered',
  backchannel_logout_given_up: 'An application could not be told that {target} of {owner} is over',
} as const satisfies Readonly<Record<string, Sentence>>;

const SENTENCES: Readonly<Record<string, Sentence>> = { ...OF_PEOPLE, ...OF_SESSIONS, ...OF_ADMINISTRATION };

/** The kinds of events that have a sentence. */
export const SAID_KINDS: readonly string[] = Object.keys(SENTENCES);

/** What an event says, with the places where names belong; of a kind that a later service may know, its own word for it. */
export function sentenceOf(event: AuditEvent): string {
  const sentence = SENTENCES[event.kind] ?? `{actor}: ${event.kind.replaceAll('_', ' ')}`;
  return typeof sentence === 'string' ? sentence : sentence(event);
}
