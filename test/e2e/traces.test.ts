import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';
import { until } from '../support/workers.js';

interface Span {
  readonly name: string;
  /** As OpenTelemetry counts them: 0 internal, 1 server, 2 client. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number };
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };

describe('traces, where nobody listens', () => {
  const { service } = useGatehouse();

  it('are named in the problem that a traced caller gets, and in no other', async () => {
    const traced = await service.api.get('/v1/auth/me', { headers });
    expect(traced.body).toMatchObject({ code: 'token_missing', trace_id: TRACE });
    const untraced = await service.api.get('/v1/auth/me');
    expect(untraced.body).not.toHaveProperty('trace_id');
    const forged = await service.api.get('/v1/auth/me', { headers: { traceparent: `00-${TRACE}-<script>-01` } });
    expect(forged.body).not.toHaveProperty('trace_id');
  });
});

describe('traces, where an SDK was attached', () => {
  const folder = use(
    async () => ({ path: await mkdtemp(join(tmpdir(), 'gatehouse-spans-')) }),
    ({ path }) => rm(path, { recursive: true }),
  );
  const file = (): string => join(folder.path, 'spans');
  const { service, database } = useGatehouse(() => ({
    GATEHOUSE_REGISTRATION: 'open',
    NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/support/tracing/sdk.js')).href}`,
    TEST_SPANS: file(),
  }));
  let person: Person;

  beforeAll(async () => {
    person = await newPerson(service.api);
  });

  async function spansOf(trace: string): Promise<Span[]> {
    const text = await readFile(file(), 'utf8').catch(() => '');
    const spans = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Span);
    return spans.filter(({ traceId }) => traceId === trace);
  }

  /** The span of the request in a trace, once it is over, and all others of that trace. */
  async function traced(trace: string): Promise<{ request: Span; parts: Span[] }> {
    let spans: Span[] = [];
    await until(async () => (spans = await spansOf(trace)).some(({ kind }) => kind === 1));
    const request = spans.find(({ kind }) => kind === 1)!;
    return { request, parts: spans.filter(span => span !== request) };
  }

  it('have a login as one span below that of the caller, with hashing and statements below it', async () => {
    const answer = await service.api.post(
      '/v1/auth/login',
      { email: person.email, password: person.password },
      { headers },
    );
    expect(answer.status).toBe(200);
    const { request, parts } = await traced(TRACE);
    expect(request).toMatchObject({
      name: 'POST /v1/auth/login',
      parentId: PARENT,
      attributes: { 'http.request.method': 'POST', 'http.route': '/v1/auth/login', 'http.response.status_code': 200 },
    });
    expect(parts.map(({ name }) => name)).toContain('passwords.verify');
    const statements = parts.filter(({ kind }) => kind === 2);
    expect(statements.length).toBeGreaterThan(1);
    for (const { name, attributes } of statements) {
      expect(attributes).toEqual({ 'db.system.name': 'postgresql', 'db.query.summary': name });
    }
    expect(new Set(parts.map(({ parentId }) => parentId))).toEqual(new Set([request.spanId]));
  });

  it('tell nothing of who asks and of what they send', async () => {
    const text = await readFile(file(), 'utf8');
    for (const secret of [person.email, person.password, person.id, '127.0.0.1']) expect(text).not.toContain(secret);
  });

  it('begin here where the caller has none, and are named in the problem', async () => {
    const { body } = await service.api.get<{ trace_id: string }>('/v1/auth/me');
    expect(body.trace_id).toMatch(/^[0-9a-f]{32}$/);
    const { request } = await traced(body.trace_id);
    expect(request).toMatchObject({ name: 'GET /v1/auth/me', attributes: { 'http.response.status_code': 401 } });
    expect(request.parentId).toBeUndefined();
  });

  it('have no name in them that a caller has made up', async () => {
    const { body } = await service.api.get<{ trace_id: string }>('/made-up-by-somebody');
    const { request } = await traced(body.trace_id);
    expect(request.name).toBe('GET');
    expect(JSON.stringify(request)).not.toContain('made-up');
  });

  it('are named in the log, and say what has failed', async () => {
    const trace = 'a'.repeat(32);
    const token = await adminToken(service.api);
    await database.query('ALTER TABLE users RENAME COLUMN email TO elsewhere');
    try {
      const answer = await service.api.get('/v1/users', {
        token,
        headers: { traceparent: `00-${trace}-${PARENT}-01` },
      });
      expect(answer).toMatchObject({ status: 500, body: { trace_id: trace } });
    } finally {
      await database.query('ALTER TABLE users RENAME COLUMN elsewhere TO email');
    }
    const { request, parts } = await traced(trace);
    expect(request).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': '500' } });
    expect(parts.some(({ status, kind }) => status.code === 2 && kind === 2)).toBe(true);
    const { output } = service.process;
    await until(() => output().includes(trace));
    const line =
      output()
        .split('\n')
        .find(text => text.includes(trace)) ?? '';
    expect(line).toMatch(/"trace_id":"a{32}"/);
    expect(line).toMatch(/"span_id":"[0-9a-f]{16}"/);
  });
});
