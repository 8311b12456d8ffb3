import type { MailKind } from './mail-kinds.js';

/** A mail as whoever wants it sent describes it. */
export interface Mail {
  readonly kind: MailKind;
  /** Whose account it is about; null: there is none yet. It goes when the account does, whether it was sent or not. */
  readonly user_id: string | null;
  /** The one address that it is sent to. */
  readonly to: string;
  /** What the placeholders of its templates stand for, those of `MAIL_VALUES`; a link with a secret may be among it. */
  readonly values: Readonly<Record<string, string>>;
  /** From when on it is of no use any more, such as the end of its link. Without: it is tried for a day. */
  readonly expires_at?: Date;
}
