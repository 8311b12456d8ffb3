import type { AuditEvent } from '#libs/audit';
import type { MailKind } from '#libs/mail';

/** What somebody is told of their account, whether they want to or not: it is about their security. */
export interface Notice {
  readonly kind: MailKind;
  /** Whose account it is. */
  readonly user_id: string;
  /** What the mail says besides when it was, from where, and what to do. */
  readonly values: Readonly<Record<string, string>>;
}

type Reading = (event: AuditEvent) => readonly Notice[];

/** In words, as a sentence about it ends. */
const FACTORS: Readonly<Record<string, string>> = {
  totp: 'an authenticator app',
  passkey: 'a passkey',
  recovery_code: 'recovery codes',
};

const factor = (kind: MailKind): Reading =>
  function ofFactor({ target, details }) {
    const user_id = idOr(details?.['user_id'], target);
    const method = details?.['method'];
    return user_id === null
      ? []
      : [{ kind, user_id, values: { factor: (typeof method === 'string' && FACTORS[method]) || 'a second factor' } }];
  };

/** Who has got the account by it needs no word of it. */
const identity = (kind: MailKind): Reading =>
  function ofIdentity({ details }) {
    const user_id = idOr(details?.['user_id'], null);
    if (user_id === null || details?.['made_account'] === true) return [];
    return [{ kind, user_id, values: { factor: 'a login at another provider' } }];
  };

const simple = (kind: MailKind): Reading =>
  function ofTarget({ target }) {
    return target === null ? [] : [{ kind, user_id: target, values: {} }];
  };

/** Of which kinds of events people are told, and what. */
const READINGS: Readonly<Record<string, Reading>> = {
  authn_password_change: simple('notice_password_changed'),
  // Who was invited has just set a first one, by a mail or somebody's word to them.
  password_token_used: event =>
    event.details?.['purpose'] === 'reset' ? simple('notice_password_changed')(event) : [],
  // A minute's worth of one source, see `Signals`: it may be about several accounts.
  authn_device_new: ({ target, details }) =>
    (target === null ? textsIn(details?.['targets']) : [target]).map(user_id => ({
      kind: 'notice_new_device',
      user_id,
      values: {},
    })),
  // One's own doing needs no notice.
  sessions_revoked_all: event =>
    event.actor.id !== null && event.actor.id !== event.target ? simple('notice_sessions_ended')(event) : [],
  // By an administrator, who may have found none: then it is the sessions alone that are gone.
  factors_reset: event =>
    simple(event.details?.['removed'] === 0 ? 'notice_sessions_ended' : 'notice_factors_reset')(event),
  // Those that come with a first factor need no word of their own beside that one.
  recovery_codes_created: event =>
    event.details?.['reason'] === 'renewed' ? simple('notice_recovery_codes')(event) : [],
  factor_added: factor('notice_factor_added'),
  factor_removed: factor('notice_factor_removed'),
  identity_linked: identity('notice_factor_added'),
  identity_unlinked: identity('notice_factor_removed'),
};

/** What has happened, as the end of a sentence. */
const IN_WORDS: Readonly<Partial<Record<MailKind, string>>> = {
  notice_password_changed: 'your password was changed',
  notice_new_device: 'a login from a device that was new',
  notice_sessions_ended: 'an administrator has ended all your sessions',
  notice_factors_reset: 'an administrator has removed your second factors',
  notice_recovery_codes: 'new recovery codes were made',
  notice_factor_added: 'a way to log in was added',
  notice_factor_removed: 'a way to log in was removed',
};

export const inWordsOf = ({ kind }: Notice): string => IN_WORDS[kind] ?? 'something about your security';

export const NOTICED_KINDS: readonly string[] = Object.keys(READINGS);

/** Who is to be told what of an event. */
export const noticesOf = (event: AuditEvent): readonly Notice[] => READINGS[event.kind]?.(event) ?? [];

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one: unknown) => typeof one === 'string') : [];

const idOr = (value: unknown, otherwise: string | null): string | null =>
  typeof value === 'string' ? value : otherwise;
