import { describe, expect, it } from '@jest/globals';
import { theContract } from '../support/openapi/contract.js';

const USER = {
  id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21',
  email: 'ada@example.org',
  email_verified: false,
  status: 'active',
  ext: null,
  version: 3,
  created_at: '2030-01-31T12:00:00.000Z',
  updated_at: '2030-01-31T12:00:00.000Z',
};
const ETAG = { 'content-type': 'application/json', etag: '"3"' };

interface Exchange {
  readonly method?: string;
  readonly path?: string;
  readonly sent?: object;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** What is wrong with an exchange; `GET /v1/users/{id}` unless it says otherwise. */
async function faultsOf({ method = 'GET', path = `/v1/users/${USER.id}`, sent, ...answer }: Exchange): Promise<string> {
  const { status = 200, headers = ETAG, body = USER } = answer;
  const { judge } = await theContract();
  const request = {
    method,
    url: `http://service.test${path}`,
    headers: new Headers(sent && { 'content-type': 'application/json' }),
    body: sent && JSON.stringify(sent),
  };
  const judgement = judge(request, new Response(null, { status, headers }));
  return [...(judgement?.faults ?? []), ...(judgement?.ofBody(JSON.stringify(body)) ?? [])].join('\n');
}

describe('the judge of openapi.json', () => {
  it('has nothing to say against an answer that is as declared', async () => {
    expect(await faultsOf({})).toBe('');
  });

  it.each<[string, Exchange, RegExp]>([
    ['a field that is not declared', { body: { ...USER, nickname: 'x' } }, /additional properties.*nickname/],
    ['a field that is missing', { body: { ...USER, email: undefined } }, /required property 'email'/],
    ['a value of another form', { body: { ...USER, created_at: 'yesterday' } }, /created_at must match format/],
    ['a status that is not declared', { status: 202 }, /status 202 is not declared/],
    ['a header that is missing', { headers: { 'content-type': 'application/json' } }, /header ETag is missing/],
    ['a header of another form', { headers: { ...ETAG, etag: '3' } }, /header ETag/],
    ['another media type', { headers: { ...ETAG, 'content-type': 'text/html' } }, /type text\/html is not declared/],
    [
      'a code that this operation does not declare',
      {
        status: 404,
        headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
        body: { type: 'urn:problem-type:gatehouse:role_not_found', title: 'x', status: 404, code: 'role_not_found' },
      },
      /code must be equal to one of the allowed values/,
    ],
    [
      'a field that is not declared, two levels down',
      {
        path: '/v1/users',
        headers: { 'content-type': 'application/json' },
        body: { items: [{ ...USER, nickname: 'x' }], next_cursor: null },
      },
      /\/items\/0 .*nickname/,
    ],
    [
      'an accepted query parameter that is not declared',
      {
        path: '/v1/users?colour=red',
        body: { items: [], next_cursor: null },
        headers: { 'content-type': 'application/json' },
      },
      /query parameter colour is not declared/,
    ],
    [
      'an accepted body that is not as declared',
      { method: 'PATCH', sent: { status: 'asleep' } },
      /the accepted body: \/status must be equal to one of the allowed values/,
    ],
    ['a path that is not in the document', { path: '/v1/nothing' }, /not in the document/],
  ])('finds %s', async (_what, exchange, fault) => {
    expect(await faultsOf(exchange)).toMatch(fault);
  });
});
