/**
 * SQL that removes no more than `$1` rows that have expired, the oldest first, and returns their ids. It passes by those that others hold:
 * whoever else cleans up takes others, and a request that uses one is not waited for.
 * @param table which has the columns `id` and `time`
 * @param hasExpired which of its rows go; without it, all that are past their time
 * @param time the column by which they are old
 */
export const deletingExpired = (
  table: string,
  hasExpired = 'expires_at < statement_timestamp()',
  time = 'expires_at',
): string =>
  `DELETE FROM ${table} WHERE id IN (
     SELECT id FROM ${table} WHERE ${hasExpired}
     ORDER BY ${time} LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`;
