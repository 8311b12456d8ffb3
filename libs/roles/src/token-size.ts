import { statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';

/**
 * What the names of a user's roles and the user's claims may take in a token, quotes and commas included: the whole
 * token stays below 3 KiB, so that a cookie can hold it.
 */
export const MAX_ROLES_BYTES = 1536;

/** The size, for the subject `s`. */
export const BYTES_IN_TOKEN = `(
  SELECT coalesce(sum(octet_length(r.role) + 3), 0)::integer FROM user_roles r
  WHERE r.user_id = s.id AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
) + coalesce(octet_length(s.ext::text), 0)`;

/** @throws DomainError `token_too_large` if the roles and claims of the user, as they are now, would not fit into a token */
export async function assertFitsIntoToken(transaction: Transaction, userId: string): Promise<void> {
  const [size] = await transaction.run(selectSize, [userId]);
  if ((size?.bytes ?? 0) > MAX_ROLES_BYTES) throw new DomainError('token_too_large');
}

const selectSize = statement<{ bytes: number }, [string]>(
  'roles.size_in_token',
  `SELECT ${BYTES_IN_TOKEN} AS bytes FROM subjects s WHERE s.id = $1`,
);
