import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { createGatehouse } from './create-gatehouse.js';
import * as operations from './generated/operations.js';

type Document = { readonly paths: Record<string, Record<string, { readonly operationId?: string }>> };

/** With the reason in generator/decisions.js. */
const LEFT_OUT = ['streamRevocations', 'exportAuditEvents'];

describe('the generated client', () => {
  it('has a method for each operation of the document but those that are left out for a reason', async () => {
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as Document;
    const ids = Object.values(paths).flatMap(item => Object.values(item).map(({ operationId }) => operationId));
    const methods = Object.keys(createGatehouse({ url: 'http://localhost' }));
    expect([...methods, ...LEFT_OUT].sort()).toEqual([...ids, 'accessToken'].sort());
  });

  it('repeats no POST or PATCH but those that the standards allow, and that change nothing the second time', () => {
    const repeated = Object.values(operations).filter(({ repeatable = false }) => repeatable);
    const changing = repeated.filter(({ method }) => method === 'POST' || method === 'PATCH');
    expect(changing.map(({ id }) => id)).toEqual(['importUsers', 'introspect', 'revokeOAuthToken']);
  });
});
