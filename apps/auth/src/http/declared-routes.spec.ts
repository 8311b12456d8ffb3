import 'reflect-metadata';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, FORM_TYPE, MaxBody, OAuthEndpoint, ProblemFilter, Readiness } from '#libs/platform';
import { offlineConfig } from '../bin/offline-config.js';
import { fastifyOptions } from './fastify.options.js';
import { addHooks } from './hooks.js';
import { Methods } from './methods.js';

const KIB = 1024;
const JSON_TYPE = 'application/json';

/** Routes whose paths say nothing of what they are. */
@Controller()
class Misplaced {
  @Post('v1/elsewhere')
  @MaxBody(2 * KIB)
  @OAuthEndpoint()
  endpoint(@Body() body: Record<string, string>): object {
    if (body['fails'] !== undefined) throw new DomainError('invalid_grant');
    return body;
  }

  @Post('oauth/plain/:id')
  @OAuthEndpoint()
  @MaxBody(20 * KIB)
  large(@Body() body: object): object {
    return body;
  }

  @Post('oauth/plain')
  plain(@Body() body: object): object {
    return body;
  }
}

@Module({ controllers: [Misplaced] })
class MisplacedModule {}

describe('a route is what its decorators declare, wherever its path lies', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const adapter = new FastifyAdapter(fastifyOptions(offlineConfig()));
    const methods = new Methods();
    methods.note(adapter.getInstance());
    app = await NestFactory.create(MisplacedModule, adapter, { logger: false, bodyParser: false });
    const fastify = app.getHttpAdapter().getInstance();
    methods.answer(fastify);
    addHooks(fastify, new Readiness());
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  async function call(method: string, path: string, type = FORM_TYPE, body?: string): Promise<[Response, object]> {
    const headers = { 'content-type': type };
    const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
    return [answer, (await answer.json()) as object];
  }

  it('an OAuth endpoint outside of /oauth/ reads forms, and nobody keeps its answers', async () => {
    const [answer, body] = await call('POST', '/v1/elsewhere', FORM_TYPE, 'a=1');
    expect([answer.status, body]).toEqual([201, { a: '1' }]);
    expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
  });

  it.each([
    ['an error of its own', 'POST', FORM_TYPE, 'fails=1', 400, 'invalid_grant'],
    ['JSON', 'POST', JSON_TYPE, '{}', 415, 'invalid_request'],
    ['a parameter that comes twice', 'POST', FORM_TYPE, 'a=1&a=2', 400, 'invalid_request'],
    ['another method', 'PUT', FORM_TYPE, 'a=1', 405, 'invalid_request'],
    ['a body that is too large', 'POST', FORM_TYPE, `a=${'x'.repeat(2 * KIB)}`, 413, 'invalid_request'],
  ])('it answers %s in the form of RFC 6749', async (_what, method, type, sent, status, error) => {
    const [answer, body] = await call(method, '/v1/elsewhere', type, sent);
    expect([answer.status, body]).toEqual([status, { error, error_description: expect.any(String) }]);
  });

  it('a route below /oauth/ that is no OAuth endpoint reads JSON, and answers problems', async () => {
    const [answer, body] = await call('POST', '/oauth/plain', JSON_TYPE, '{"a":1}');
    expect([answer.status, body]).toEqual([201, { a: 1 }]);
    const refusals: [string, string, string, number, string][] = [
      ['POST', FORM_TYPE, 'a=1', 415, 'unsupported_media_type'],
      ['PUT', JSON_TYPE, '{}', 405, 'method_not_allowed'],
      ['POST', JSON_TYPE, `"${'x'.repeat(16 * KIB)}"`, 413, 'body_too_large'],
    ];
    for (const [method, type, sent, status, code] of refusals) {
      const [, problem] = await call(method, '/oauth/plain', type, sent);
      expect(problem).toMatchObject({ status, code });
    }
  });

  it('a path below /oauth/ that is not there is a problem', async () => {
    for (const method of ['GET', 'POST'])
      expect((await call(method, '/oauth/nothing'))[1]).toMatchObject({ status: 404 });
  });

  it('two decorators of one route both count, in whichever order', async () => {
    const form = (size: number): string => `a=${'x'.repeat(size - 2)}`;
    const statuses = async (path: string, limit: number): Promise<number[]> => [
      (await call('POST', path, FORM_TYPE, form(limit)))[0].status,
      (await call('POST', path, FORM_TYPE, form(limit + 1)))[0].status,
    ];
    expect(await statuses('/v1/elsewhere', 2 * KIB)).toEqual([201, 413]);
    expect(await statuses('/oauth/plain/7', 20 * KIB)).toEqual([201, 413]);
  });
});
