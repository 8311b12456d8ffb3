import { randomBytes } from 'node:crypto';
import type { Answer } from './api.js';
import type { Gatehouse } from './gatehouse.js';

export interface ImportReport {
  readonly id: string;
  readonly created: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly refusals: readonly { readonly line: number; readonly code: string; readonly message: string }[];
}

export const LINES_TYPE = 'application/x-ndjson';

export const someone = (): string => `m${randomBytes(8).toString('hex')}@example.test`;

/** Sends lines as they stand: texts, objects that are written as JSON, or bytes. */
export async function importLines(
  service: Gatehouse,
  token: string,
  lines: readonly unknown[] | Uint8Array<ArrayBuffer>,
): Promise<Answer<ImportReport>> {
  const body = lines instanceof Uint8Array ? lines : textOf(lines);
  const response = await fetch(`${service.url}/v1/users/import`, {
    method: 'POST',
    headers: { 'content-type': LINES_TYPE, authorization: `Bearer ${token}` },
    body,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as ImportReport };
}

export const textOf = (lines: readonly unknown[]): string =>
  lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

/** What an import has to come to. */
export const cameTo = (created: number, unchanged = 0, refused = 0): object => ({ created, unchanged, refused });
