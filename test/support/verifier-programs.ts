/** Programs of a project that has installed the packed verifier; each writes what it was answered as JSON. */

/** Asks the example of the README as nobody, an auditor, somebody else, and as the auditor whose token was revoked. */
export const TRY_EXAMPLE = `
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
export const TRY_PLAIN = `
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
export const COPY = `
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

export const TRY_COPIES = `
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
