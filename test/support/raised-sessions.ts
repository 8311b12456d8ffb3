import type { Api, Tokens } from './api.js';
import type { TestDatabase } from './database.js';

/**
 * Has somebody show a second factor in a session of theirs, as far as roles and tokens are concerned: what `amr` and the standing say then
 * is written into the database.
 * @returns what the session is given by its next refresh
 */
export async function raised(database: TestDatabase, api: Api, { session_id, refresh_token }: Tokens): Promise<Tokens> {
  await database.query(
    `WITH raised AS (UPDATE sessions SET amr = '{pwd,otp,mfa}' WHERE id = $1 RETURNING user_id)
     UPDATE subjects SET has_second_factor = true FROM raised WHERE id = user_id`,
    [session_id],
  );
  return refreshed(api, refresh_token);
}

/** Takes the last factor away from whoever the session is of, as the standing has it. */
export async function withoutFactor(database: TestDatabase, { session_id }: Tokens): Promise<void> {
  await database.query(
    `UPDATE subjects SET has_second_factor = false, epoch = epoch + 1
     WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`,
    [session_id],
  );
}

export async function refreshed(api: Api, refresh_token: string): Promise<Tokens> {
  const { status, body } = await api.refresh(refresh_token);
  if (status !== 200) throw new Error(`a refresh answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
