const DAY = 86_400;

/**
 * What a link is good for, and for how long, in seconds. None of them carries a token of a session, and opening one changes
 * nothing: what it leads to is posted.
 */
export const LINK_LIVES = {
  /** Makes the account that somebody has asked for, with its address verified. */
  register: DAY,
  /** Verifies the address that an account has. */
  verify_email: DAY,
  /** Makes the address that it was sent to that of the account. */
  email_change_confirm: DAY,
  /** Makes the address that it was sent to that of the account again. */
  email_change_undo: 3 * DAY,
  /** Takes the account out of other hands. */
  not_me: 3 * DAY,
} as const;

export type LinkPurpose = keyof typeof LINK_LIVES;

/** What a link is made for. */
export interface LinkTerms {
  readonly purpose: LinkPurpose;
  /** Null: of who registers, and has no account yet. */
  readonly user_id: string | null;
  /** The address that it is about, if it is about one: in the one form, or as the account has it. */
  readonly email?: string;
}

/** What a link says of its user. */
export interface ShownLink {
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** A link as it stands. */
export interface LinkRecord {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly user_id: string | null;
  /** As it was given when the link was made. */
  readonly email: string | null;
  /** `over`: expired or withdrawn. */
  readonly state: 'good' | 'used' | 'over';
}
