import { IsText, NextCursor, Shown } from '#libs/platform';
import { type IdentityRecord, LinkedIdentity, toIdentity } from '#libs/upstream';

const STATE = { pattern: '^[A-Za-z0-9_-]{43}$', maxLength: 43 };

/** The logins at other providers that are linked to an account. */
export class LinkedIdentityList {
  @Shown({ maxItems: 1000 })
  items!: LinkedIdentity[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

/** Which login is to be linked. */
export class LinkIdentityRequest {
  /**
   * The `state` of the provider's answer, which was answered with `link_required`.
   * @example "Vb0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2ZGF0YWZ1cn"
   */
  @IsText(STATE)
  state!: string;
}

export const listed = (records: readonly IdentityRecord[]): LinkedIdentityList => ({
  items: records.map(toIdentity),
  next_cursor: null,
});
