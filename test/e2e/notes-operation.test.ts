/** The notes service beside an issuer that does as it is told: what is hard to bring about with the real one. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '#libs/verifier/testing';
import type { Answer } from '../support/api.js';
import { EventStream } from '../support/event-stream.js';
import { Notes } from '../support/notes.js';
import { runNode } from '../support/process.js';

describe('notes whose feed falls silent', () => {
  let issuer: TestIssuer;
  let notes: Notes;
  let known: string;
  let stream: EventStream;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    notes = await Notes.start(issuer.options('notes'), { NOTES_STALENESS_LIMIT: '1' });
    known = issuer.mint({ sub: 'ada' });
    stream = await EventStream.open(`${notes.url}/v1/notes/changes`, known);
    issuer.answer('stream', { status: 503 });
    issuer.answer('revocations', { status: 503 });
    issuer.cutStreams();
    // Tells by itself that the view is too old: no need to ask again and again.
    expect(await stream.next()).toMatchObject({ type: 'open' });
    expect(await stream.next()).toEqual({ type: 'end', data: { reason: 'stale' } });
  });

  afterAll(async () => {
    stream.close();
    expect(await notes.stop()).toBe(0);
    await issuer.stop();
  });

  const get = (path: string, token: string): Promise<Answer> => notes.api.get(path, { token });

  it('are not ready, and say so', async () => {
    const { status, body } = await notes.api.get('/health/ready');
    expect([status, body['status'], body['connected']]).toEqual([503, 'stale', false]);
    expect(body['age_seconds']).toBeGreaterThan(1);
    expect((await notes.api.get('/health/live')).status).toBe(200);
    expect((await notes.api.get<string>('/metrics')).body).toMatch(/^gatehouse_view_stale 1$/m);
  });

  it('fail closed, with tokens known and new', async () => {
    for (const token of [known, issuer.mint({ sub: 'ada' })]) {
      const { status, headers, body } = await get('/v1/notes', token);
      expect([status, body['code']]).toEqual([503, 'cannot_verify']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await notes.api.get('/v1/topics')).status).toBe(200);
  });

  it('accept what cannot be judged where the route is open to it, and say so', async () => {
    expect((await get('/v1/notes/count', known)).body).toEqual({ count: 0, accepted_stale: true });
    expect((await get('/v1/notes/count', 'a.b.c')).status).toBe(401);
  });

  it('ask where the route wants it', async () => {
    const asked = issuer.requests('introspection');
    expect((await get('/v1/notes/export', known)).status).toBe(200);
    expect(issuer.requests('introspection')).toBeGreaterThan(asked);
    issuer.revokeToken('unheard-of-here');
    expect((await get('/v1/notes/export', issuer.mint({ sub: 'ada', jti: 'unheard-of-here' }))).status).toBe(401);
  });
});

describe('starting and stopping notes', () => {
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
  });

  afterAll(() => issuer.stop());

  it('names every setting that is missing or wrong, and no value', async () => {
    const running = runNode(['dist/programs/notes.js'], {
      PORT: '70000',
      GATEHOUSE_ISSUER: 'nowhere',
      NOTES_CLIENT_SECRET: 'hush-hush',
      NOTES_STALENESS_LIMIT: '30s',
      NOTES_WHEN_STALE: 'perhaps',
    });
    expect(await running.exited()).toBe(1);
    const named = ['PORT', 'GATEHOUSE_ISSUER', 'NOTES_CLIENT_ID', 'NOTES_STALENESS_LIMIT', 'NOTES_WHEN_STALE'];
    for (const name of named) expect(running.output()).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(running.output()).not.toMatch(/NOTES_CLIENT_SECRET|hush-hush|NOTES_AUDIENCE/);
  });

  it('says that its port is taken', async () => {
    const { port } = new URL(issuer.url);
    const running = runNode(['dist/programs/notes.js'], Notes.environment(issuer.options('notes'), { PORT: port }));
    expect(await running.exited()).toBe(1);
    expect(running.output()).toMatch(/^notes cannot listen: the port is taken. Set PORT to another one.$/m);
  });

  it('listens before Gatehouse is there, is not ready meanwhile, and stops all the same', async () => {
    const away = await TestIssuer.start();
    await away.stop();
    const notes = await Notes.launch(Notes.environment(away.options('notes')));
    expect((await notes.api.get('/v1/topics')).status).toBe(200);
    expect((await notes.api.get('/v1/notes', { token: away.mint({ sub: 'ada' }) })).status).toBe(503);
    const { status, body } = await notes.api.get('/health/ready');
    expect([status, body]).toEqual([503, { status: 'starting', age_seconds: null, entries: 0, connected: false }]);
    expect(await notes.stop()).toBe(0);
    expect(notes.process.output()).not.toMatch(/notes ready/);
  });

  it('ends streams when it is told to stop', async () => {
    const notes = await Notes.start(issuer.options('notes'));
    const stream = await EventStream.open(`${notes.url}/v1/notes/changes`, issuer.mint({ sub: 'ada' }));
    expect(await stream.next()).toMatchObject({ type: 'open' });
    const stopped = notes.stop();
    expect(await stream.next()).toEqual({ type: 'end', data: { reason: 'stopping' } });
    expect(await stream.next()).toBeUndefined();
    expect(await stopped).toBe(0);
  });
});
