/** The package as others install it: what is tested here is the tarball, in a project that knows nothing of this one. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { snippetOf } from '../support/foreign-project.js';
import { VerifierProject } from '../support/verifier-package.js';

/** Asks the example of the README as nobody, an auditor, somebody else, and as the auditor whose token was revoked. */
const TRY_EXAMPLE = `
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Gatehouse } from '@gatehouse/verifier';
import { TestIssuer } from '@gatehouse/verifier/testing';

const issuer = await TestIssuer.start();
const { issuer: GATEHOUSE_ISSUER, client } = issuer.options('reports');
Object.assign(process.env, { GATEHOUSE_ISSUER, CLIENT_ID: client.id, CLIENT_SECRET: client.secret });
const { AppModule } = await import('./app.module.js');
const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
const gatehouse = app.get(Gatehouse);
await gatehouse.start();

const url = (await app.getUrl()) + '/reports';
const ask = async (token?: string): Promise<unknown[]> => {
  const answer = await fetch(url, token === undefined ? {} : { headers: { authorization: 'Bearer ' + token } });
  return [answer.status, answer.headers.get('content-type'), await answer.json()];
};
const auditor = issuer.mint({ sub: 'ada', roles: ['auditor'], jti: 'token-1' });
const answers = [await ask(), await ask(auditor), await ask(issuer.mint({ sub: 'bob', roles: ['user'] }))];
const told = new Promise<void>(resolve => {
  gatehouse.onRevoked(({ entry }) => {
    if (entry.kind === 'token') resolve();
  });
});
issuer.revokeToken('token-1');
await told;
answers.push(await ask(auditor));
await app.close();
await issuer.stop();
process.stdout.write(JSON.stringify(answers));
`;

/** The same for a server that is no application of Nest: the snippet, then a program that speaks to it. */
const TRY_PLAIN = `
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { TestIssuer } from '@gatehouse/verifier/testing';

const issuer = await TestIssuer.start();
const { issuer: GATEHOUSE_ISSUER, client } = issuer.options('reports');
Object.assign(process.env, { GATEHOUSE_ISSUER, CLIENT_ID: client.id, CLIENT_SECRET: client.secret });
const { server, gatehouse } = await import('./plain.js');
await gatehouse.start();
await once(server.listen(0, '127.0.0.1'), 'listening');
const url = 'http://127.0.0.1:' + String((server.address() as AddressInfo).port);
const ask = async (headers: Record<string, string>): Promise<unknown[]> => {
  const answer = await fetch(url, { headers });
  return [answer.status, answer.headers.get('content-type'), await answer.text()];
};
const answers = [await ask({}), await ask({ authorization: 'Bearer ' + issuer.mint({ sub: 'ada' }) })];
server.close();
server.closeAllConnections();
await gatehouse.close();
await issuer.stop();
process.stdout.write(JSON.stringify(answers));
`;

/** Controllers with the decorators of the copy that this module finds, and the guards of that copy. */
const COPY = `
import { Controller, Get } from '@nestjs/common';
import { Public, RequireAnyPermission, RequirePermissions, Roles, VerifierModule } from '@gatehouse/verifier/nest';

function decorate(target, routes) {
  for (const [name, decorators] of Object.entries(routes)) {
    target.prototype[name] = () => 'ok';
    const method = Object.getOwnPropertyDescriptor(target.prototype, name);
    for (const decorator of [Get(name), ...decorators]) decorator(target.prototype, name, method);
  }
  return target;
}

export class Routes {}
decorate(Routes, {
  plain: [],
  open: [Public()],
  roles: [Roles('a')],
  permissions: [RequirePermissions('x:a', 'x:b')],
  any: [RequireAnyPermission('x:a', 'x:b')],
});
Controller()(Routes);

export class StrictRoutes {}
decorate(StrictRoutes, { own: [Roles('b')], same: [] });
Controller('strict')(StrictRoutes);
Roles('a')(StrictRoutes);

export { Roles, VerifierModule };
`;

const TRY_COPIES = `
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TestIssuer } from '@gatehouse/verifier/testing';
import * as a from './copy.js';
import * as b from 'other';

if (a.Roles === b.Roles) throw new Error('there is only one copy');
const issuer = await TestIssuer.start();
issuer.defineRole('a', ['x:a']);
issuer.defineRole('b', ['x:b']);
const options = issuer.options('orders');

async function statuses(routes, guards) {
  class App {}
  Module({ imports: [guards.VerifierModule.forRoot(options)], controllers: [routes.Routes, routes.StrictRoutes] })(App);
  const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  const status = async (path, token) =>
    (await fetch(base + '/' + path, token && { headers: { authorization: 'Bearer ' + token } })).status;
  const known = issuer.mint({ sub: 'ada' });
  while ((await status('plain', known)) === 503);
  const found = {};
  for (const path of ['plain', 'open', 'roles', 'permissions', 'any', 'strict/own', 'strict/same']) {
    found[path] = [await status(path)];
    for (const roles of [[], ['a'], ['b'], ['a', 'b']]) {
      found[path].push(await status(path, issuer.mint({ sub: 'ada', roles })));
    }
  }
  await app.close();
  return found;
}

const found = [await statuses(a, a), await statuses(a, b), await statuses(b, a), await statuses(b, b)];
await issuer.stop();
process.stdout.write(JSON.stringify(found));
`;

const problem = (status: number, code: string): unknown[] => [
  status,
  'application/problem+json',
  expect.objectContaining({ status, code }),
];

describe('the package @gatehouse/verifier', () => {
  let project: VerifierProject;

  beforeAll(async () => {
    project = await VerifierProject.create();
    await project.write('app.module.ts', await snippetOf('libs/verifier/README.md', '## NestJS'));
    await project.write('try-example.ts', TRY_EXAMPLE);
    const plain = await snippetOf('libs/verifier/README.md', '## Without Nest');
    await project.write('plain.ts', `${plain}\nexport { gatehouse };\n`);
    await project.write('try-plain.ts', TRY_PLAIN);
    await project.write('tests.ts', await snippetOf('libs/verifier/README.md', '## Tests of your service'));
  });

  afterAll(() => project.remove());

  it('has types that pass the strictest check', async () => {
    await project.write('wrong.ts', `import { Gatehouse } from '@gatehouse/verifier';\nnew Gatehouse({});\n`);
    // The example for tests names what it does not use.
    expect((await project.compile()).filter(line => !/^tests\.ts.*TS6133/.test(line))).toEqual([
      expect.stringMatching(/^wrong\.ts.*TS2345/),
    ]);
  });

  it('guards a route by what its README says, which is what the README of Gatehouse says', async () => {
    const ours = await snippetOf('README.md', '## Guard the routes of another service');
    expect(ours).toBe(await readFile(`${project.folder}/app.module.ts`, 'utf8'));
    expect(JSON.parse(await project.node('out/try-example.js'))).toEqual([
      problem(401, 'token_missing'),
      [200, 'application/json; charset=utf-8', ['for ada']],
      problem(403, 'insufficient_scope'),
      problem(401, 'invalid_token'),
    ]);
  });

  it('guards a server that is not made with Nest by what its README says', async () => {
    expect(JSON.parse(await project.node('out/try-plain.js'))).toEqual([
      [401, 'application/problem+json', expect.stringContaining('token_missing')],
      [200, null, 'Hello ada'],
    ]);
  });

  it('guards a server of Fastify by what its README says', async () => {
    const hook = await snippetOf('libs/verifier/README.md', 'With Fastify:', 'js');
    await project.write(
      'fastify.js',
      `import Fastify from 'fastify';
       import { Gatehouse, refusalOf } from '@gatehouse/verifier';
       import { TestIssuer } from '@gatehouse/verifier/testing';
       const issuer = await TestIssuer.start();
       const gatehouse = new Gatehouse(issuer.options('reports'));
       await gatehouse.start();
       const app = Fastify();
       ${hook}
       app.get('/', request => ({ sub: request.principal.sub }));
       const url = await app.listen({ host: '127.0.0.1', port: 0 });
       const ask = async headers => {
         const answer = await fetch(url, { headers });
         return [answer.status, answer.headers.get('content-type'), await answer.json()];
       };
       const answers = [await ask({}), await ask({ authorization: 'Bearer ' + issuer.mint({ sub: 'ada' }) })];
       await app.close();
       await gatehouse.close();
       await issuer.stop();
       process.stdout.write(JSON.stringify(answers));`,
    );
    expect(JSON.parse(await project.node('fastify.js'))).toEqual([
      problem(401, 'token_missing'),
      [200, 'application/json; charset=utf-8', { sub: 'ada' }],
    ]);
  });

  it('opens no route where two copies of it meet', async () => {
    await project.installAnother('other');
    await project.write('node_modules/other/package.json', JSON.stringify({ type: 'module', exports: './index.js' }));
    await project.write('node_modules/other/index.js', COPY);
    await project.write('copy.js', COPY);
    await project.write('try-copies.js', TRY_COPIES);
    const expected = {
      //       nobody, [], [a], [b], [a, b]
      plain: [401, 200, 200, 200, 200],
      open: [200, 200, 200, 200, 200],
      roles: [401, 403, 200, 403, 200],
      permissions: [401, 403, 403, 403, 200],
      any: [401, 403, 200, 200, 200],
      'strict/own': [401, 403, 403, 200, 200],
      'strict/same': [401, 403, 200, 403, 200],
    };
    expect(JSON.parse(await project.node('try-copies.js'))).toEqual([expected, expected, expected, expected]);
  });

  it('declares what it needs in the versions that it is tested with', async () => {
    const { dependencies = {}, peerDependencies = {}, devDependencies } = await project.manifest();
    const ours = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, Record<string, string>>;
    const tested = { ...ours['dependencies'], ...ours['devDependencies'] };
    for (const [name, range] of Object.entries(dependencies))
      expect(`${name} ${range}`).toBe(`${name} ^${tested[name]}`);
    for (const [name, range] of Object.entries(peerDependencies)) {
      const [major = ''] = range.slice(1).split('.');
      expect(`${name} ${tested[name]?.split('.')[0] ?? ''}`).toBe(`${name} ${major}`);
    }
    expect(devDependencies).toBeUndefined();
  });
});
