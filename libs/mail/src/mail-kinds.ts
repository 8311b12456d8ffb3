/** From where something was done: see `fromWhere`. */
const SOURCE = ['ip', 'device'] as const;
/** A link, and for how long it is good: see `inWords`. */
const LINK = ['link', 'good_for'] as const;
/** When it was done, see `momentInWords`; and a link for whoever did not do it. */
const NOTICE = ['when', ...LINK] as const;

/** What mails are about, and what has to be known for each. Each kind has two templates of its name. */
export const MAIL_VALUES = {
  /** An account is to show that its address is its owner's. */
  verify_email: LINK,
  /** Somebody registers, and is to choose the password of their account. */
  new_account: LINK,
  /** Somebody tried to register with the address of an account that exists; the link is to where one logs in. */
  email_exists: ['link', ...SOURCE],
  /** A forgotten password is to be replaced. */
  password_reset: [...LINK, ...SOURCE],
  /** Somebody has taken their account back by a link, and has to set a password: there is none any more. */
  account_reclaimed: [...LINK, ...SOURCE],
  /** An account was made for somebody, who is to set its password. */
  invitation: LINK,
  /** To a new address, which is to be confirmed. */
  email_change_confirm: LINK,
  /** Somebody wants to change the address of their account to that of another one, whose owner it is told. */
  email_change_taken: ['link', ...SOURCE],
  /** The address was changed: to the old one, whose owner can undo it by the link. */
  email_change_notice: ['new_email', ...NOTICE],
  /** A code by which to log in. */
  login_code: ['code', 'good_for', ...SOURCE],
  notice_new_device: [...NOTICE, ...SOURCE],
  notice_password_changed: [...NOTICE, ...SOURCE],
  /** `factor` in words: `an authenticator app`. */
  notice_factor_added: ['factor', ...NOTICE, ...SOURCE],
  notice_factor_removed: ['factor', ...NOTICE, ...SOURCE],
  notice_recovery_codes: [...NOTICE, ...SOURCE],
  /** An administrator has removed all of them, and ended all sessions. */
  notice_factors_reset: NOTICE,
  /** An administrator has ended all sessions. */
  notice_sessions_ended: NOTICE,
  /** Too much of one kind for a mail each; `event` in words: `your password was changed`. */
  notice_more: ['event', ...NOTICE],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MailKind = keyof typeof MAIL_VALUES;

export const MAIL_KINDS = Object.keys(MAIL_VALUES) as readonly MailKind[];
