/** What mails are about. Each kind has two templates of its name; the checks of the database know none of them. */
export const MAIL_KINDS = [
  /** A new account is to show that its address is its owner's. */
  'verify_email',
  /** Somebody tried to register with the address of an account that exists. */
  'email_exists',
  /** A forgotten password is to be replaced. */
  'password_reset',
  /** An account was made for somebody, who is to set its password. */
  'invitation',
  /** A new address is to be confirmed, by a mail to it. */
  'email_change_confirm',
  /** The address was changed: to the old one, whose owner can undo it. */
  'email_change_notice',
  /** A code by which to log in. */
  'login_code',
  'notice_new_device',
  'notice_password_changed',
  'notice_factor_added',
  'notice_factor_removed',
  'notice_sessions_ended',
] as const;

export type MailKind = (typeof MAIL_KINDS)[number];
