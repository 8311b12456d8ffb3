import type { RevocationEntry } from '#libs/contracts';
import { UnexpectedValue } from '#libs/persistence';
import type { RevocationEntity } from '../revocation.entity.js';

/** A row of the feed as it is read. */
export type FeedRow = Pick<RevocationEntity, 'kind' | 'target' | 'min_epoch' | 'status' | 'definition' | 'expires_at'>;

/** The row as it travels. */
export function entryOf({ kind, target, min_epoch, status, definition, expires_at }: FeedRow): RevocationEntry {
  const expires = expires_at?.toISOString();
  switch (kind) {
    case 'session':
      return { kind, sid: target, expires_at: demanded(expires) };
    case 'token':
      return { kind, jti: target, expires_at: demanded(expires) };
    case 'key':
      return { kind, kid: target, expires_at: demanded(expires) };
    case 'subject':
      return {
        kind,
        sub: target,
        min_epoch: demanded(min_epoch),
        status: demanded(status),
        expires_at: demanded(expires),
      };
    case 'role':
      return {
        kind,
        name: target,
        ...definitionOf(demanded(definition)),
        ...(expires !== undefined && { expires_at: expires }),
      };
  }
}

/** Without `includes` where there are none: those who read the feed take the one for the other. */
function definitionOf({
  includes = [],
  ...rest
}: NonNullable<FeedRow['definition']>): NonNullable<FeedRow['definition']> {
  return { ...rest, ...(includes.length > 0 && { includes }) };
}

function demanded<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new UnexpectedValue('a row of the feed lacks what its kind needs');
  return value;
}
