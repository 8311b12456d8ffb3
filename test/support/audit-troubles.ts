/** What goes wrong with the table of the audit trail. It is well again afterwards, whatever the test finds. */
import { expect } from '@jest/globals';
import type { TestDatabase } from './database.js';

/** Nothing can be recorded meanwhile. */
export async function whileNothingIsRecorded<T>(database: TestDatabase, work: () => Promise<T>): Promise<T> {
  await database.query('ALTER TABLE audit_events ADD CONSTRAINT no_more CHECK (false) NOT VALID');
  try {
    return await work();
  } finally {
    await database.query('ALTER TABLE audit_events DROP CONSTRAINT no_more');
  }
}

/** An answer that is longer than what waits to be sent: the table is taken away from under it. */
export async function expectBrokenOff(database: TestDatabase, response: Response): Promise<void> {
  expect(response.status).toBe(200);
  // The service waits for its reader.
  await database.query('ALTER TABLE audit_events RENAME TO hidden');
  try {
    await expect(response.text()).rejects.toThrow();
  } finally {
    await database.query('ALTER TABLE hidden RENAME TO audit_events');
  }
}
