import { expect } from '@jest/globals';
import { CommandLine } from './command-line.js';
import type { TestDatabase } from './database.js';
import { testEnvironment } from './gatehouse.js';

/** Cleans up as an operator does, who has to succeed. @returns what the command has said */
export async function cleanUp(database: TestDatabase, settings: Record<string, string> = {}): Promise<string> {
  const { code, out, err } = await new CommandLine(database).runWith(testEnvironment(database, settings), 'clean-up');
  expect(code).toBe(0);
  return out + err;
}
