/** The notes service beside an issuer that does as it is told: what is hard to bring about with the real one. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '#libs/verifier/testing';
import { EventStream } from '../support/event-stream.js';
import { Notes } from '../support/notes.js';

const NOTE = { title: 'Errand', text: 'Buy ink' };

describe('notes', () => {
  let issuer: TestIssuer;
  let notes: Notes;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    issuer.defineRole('moderator', ['notes:moderate']);
    notes = await Notes.start(issuer.options('notes'));
  });

  afterAll(async () => {
    expect(await notes.stop()).toBe(0);
    await issuer.stop();
  });

  const tokenOf = (sub: string, claims: object = {}): string => issuer.mint({ sub, ...claims });

  it('shows the same topics to everybody and to those who are known', async () => {
    const open = await notes.api.get('/v1/topics');
    const own = await notes.api.get('/v1/my/topics', { token: tokenOf('ada') });
    expect([open.status, own.status]).toEqual([200, 200]);
    expect(own.body).toEqual(open.body);
    expect((await notes.api.get('/v1/my/topics')).status).toBe(401);
  });

  it('keeps notes for their owner, and hides that there are others', async () => {
    const [ada, bob] = [{ token: tokenOf('ada') }, { token: tokenOf('bob') }];
    const created = await notes.api.post<{ id: string }>('/v1/notes', NOTE, ada);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...NOTE, owner: 'ada', created_at: expect.stringMatching(/Z$/) });
    const path = `/v1/notes/${created.body.id}`;
    expect((await notes.api.get(path, ada)).body).toEqual(created.body);
    expect((await notes.api.get('/v1/notes', ada)).body).toEqual({ items: [created.body] });
    expect((await notes.api.get('/v1/notes', bob)).body).toEqual({ items: [] });
    for (const answer of [await notes.api.get(path, bob), await notes.api.delete(path, bob)]) {
      expect([answer.status, answer.body['code']]).toEqual([404, 'note_not_found']);
    }
    expect((await notes.api.delete(path, ada)).status).toBe(204);
    expect((await notes.api.get(path, ada)).status).toBe(404);
  });

  it('lets roles, permissions and scopes decide over what is not the caller’s own', async () => {
    const { body } = await notes.api.post('/v1/notes', NOTE, { token: tokenOf('carol') });
    const path = `/v1/everybodys-notes/${String(body['id'])}`;
    const [user, moderator, admin] = [[], ['moderator'], ['admin']].map(roles => ({
      token: tokenOf('dora', { roles }),
    }));
    const service = { token: tokenOf('worker', { client_id: 'worker', scope: 'notes:read' }) };
    const everybodys = [user, moderator, admin, service].map(who => notes.api.get('/v1/everybodys-notes', who));
    expect((await Promise.all(everybodys)).map(({ status }) => status)).toEqual([403, 403, 200, 403]);
    const statistics = [user, moderator, admin, service].map(who => notes.api.get('/v1/statistics', who));
    expect((await Promise.all(statistics)).map(({ status }) => status)).toEqual([403, 403, 200, 200]);
    expect((await notes.api.delete(path, user)).status).toBe(403);
    expect((await notes.api.delete(path, moderator)).status).toBe(204);
    expect((await notes.api.delete(path, moderator)).body).toMatchObject({ status: 404, code: 'note_not_found' });
  });

  it.each([
    ['no title', { text: 'x' }, 'validation_failed', [{ field: 'title', code: 'is_length' }]],
    ['a field too many', { ...NOTE, owner: 'bob' }, 'validation_failed', [{ field: 'owner', code: 'unknown_field' }]],
    ['a title that is a list', { ...NOTE, title: [] }, 'validation_failed', [{ field: 'title' }]],
    ['a list', [NOTE], undefined, undefined],
    ['no JSON', '{', 'invalid_json', undefined],
  ])('refuses a note that is %s', async (_what, body, code, errors) => {
    const answer = await notes.api.post('/v1/notes', body, { token: tokenOf('ada') });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    if (code !== undefined) expect(answer.body['code']).toBe(code);
    if (errors !== undefined) expect(answer.body['errors']).toEqual(errors.map(one => expect.objectContaining(one)));
  });

  it('answers with problems to what reaches no handler', async () => {
    const ada = { token: tokenOf('ada') };
    const plain = { ...ada, headers: { 'content-type': 'text/plain' } };
    const answers = [
      await notes.api.post('/v1/notes', { ...NOTE, text: 'x'.repeat(17_000) }, ada),
      await notes.api.post('/v1/notes', 'hello', plain),
      await notes.api.get('/v1/nothing', ada),
      await notes.api.get('/v1/notes/%zz', ada),
    ];
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      [413, 'body_too_large'],
      [415, 'unsupported_media_type'],
      [404, 'not_found'],
      [400, 'invalid_request'],
    ]);
    for (const { headers } of answers) expect(headers.get('content-type')).toBe('application/problem+json');
  });

  it('tells that it lives, that it is ready, and how old its view is', async () => {
    expect((await notes.api.get('/health/live')).body).toEqual({ status: 'live' });
    const { status, body } = await notes.api.get('/health/ready');
    expect([status, body]).toEqual([
      200,
      { status: 'ready', age_seconds: expect.any(Number), entries: expect.any(Number), connected: true },
    ]);
    const metrics = await notes.api.get<string>('/metrics');
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(metrics.body).toMatch(/^gatehouse_view_age_seconds \d+(\.\d+)?(e-\d+)?$/m);
    expect(metrics.body).toMatch(/^gatehouse_feed_connected 1$/m);
    expect(metrics.body).toMatch(/^gatehouse_view_stale 0$/m);
    expect(metrics.body).toMatch(/^gatehouse_feed_entries [1-9]\d*$/m);
  });

  describe('GET /v1/notes/changes', () => {
    let stream: EventStream;

    afterEach(() => stream.close());

    const listen = async (token: string): Promise<void> => {
      stream = await EventStream.open(`${notes.url}/v1/notes/changes`, token);
      expect(stream.status).toBe(200);
      expect(await stream.next()).toMatchObject({ type: 'open' });
    };

    it('tells its listener what happens to their notes, and nothing of others’', async () => {
      await listen(tokenOf('eve'));
      await notes.api.post('/v1/notes', NOTE, { token: tokenOf('frank') });
      const { body } = await notes.api.post('/v1/notes', NOTE, { token: tokenOf('eve') });
      expect(await stream.next()).toEqual({ type: 'note_created', data: body });
      await notes.api.delete(`/v1/notes/${String(body['id'])}`, { token: tokenOf('eve') });
      expect(await stream.next()).toEqual({ type: 'note_deleted', data: body });
    });

    it.each([
      ['token', () => issuer.revokeToken('jti-of-token')],
      ['session', () => issuer.revokeSession('sid-of-session')],
      ['subject', () => issuer.outdate('sub-of-subject')],
    ])('ends when the %s is revoked, and not when others are', async (kind, revoke) => {
      await listen(tokenOf(`sub-of-${kind}`, { jti: `jti-of-${kind}`, sid: `sid-of-${kind}` }));
      issuer.revokeToken('jti-of-another');
      issuer.revokeSession('sid-of-another');
      issuer.outdate('somebody-else');
      issuer.defineRole('moderator', ['notes:moderate']);
      revoke();
      expect(await stream.next()).toEqual({ type: 'end', data: { reason: 'revoked' } });
      expect(await stream.next()).toBeUndefined();
    });

    it('ends when the token expires', async () => {
      const now = Math.floor(Date.now() / 1000);
      await listen(tokenOf('heidi', { iat: now - 60, exp: now + 2 }));
      expect(await stream.next()).toEqual({ type: 'end', data: { reason: 'expired' } });
      expect(await stream.next()).toBeUndefined();
      expect(Date.now() / 1000).toBeGreaterThanOrEqual(now + 2);
    });

    it('is closed to those without a token', async () => {
      stream = await EventStream.open(`${notes.url}/v1/notes/changes`, 'a.b.c');
      expect(stream.status).toBe(401);
    });
  });
});
