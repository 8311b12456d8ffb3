import type { IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { begin, leadToPage, letIn, redeem } from './application-login.js';
import { grantToClient } from './client-credentials.js';
import { json, type Reply, textOf } from './exchange.js';
import { logOut, logOutEverywhere } from './ending.js';
import { introspect } from './introspect.js';
import { publishKeys } from './jwks.js';
import { logIn, type Source } from './login.js';
import { tellWhoIAm } from './me.js';
import { refresh } from './refresh.js';
import { register } from './register.js';
import { listSessions } from './sessions.js';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 16, keepAlive: true });
pool.on('error', () => undefined);

type Route = (request: IncomingMessage) => Reply | Promise<Reply>;

/** What the floor does, by method and path, in which an id is only named. */
export const routes: Readonly<Record<string, Route>> = {
  'POST /v1/auth/login': async request =>
    json(await logIn(pool, (await bodyOf(request)) as { email: string; password: string }, sourceOf(request))),
  'POST /v1/auth/register': async request =>
    register(pool, (await bodyOf(request)) as { email: string; password: string }, sourceOf(request)),
  'POST /v1/auth/refresh': async request =>
    json(await refresh(pool, (await bodyOf(request)) as { refresh_token: string })),
  'POST /v1/auth/logout': request => logOut(pool, request),
  'POST /v1/auth/logout-all': request => logOutEverywhere(pool, request),
  'GET /v1/auth/me': request => tellWhoIAm(pool, request),
  'GET /v1/sessions': request => listSessions(pool, request),
  'POST /oauth/introspect': introspect,
  'POST /oauth/token': async request => {
    const form = new URLSearchParams(await textOf(request));
    const grant = form.get('grant_type');
    if (grant === 'authorization_code') return redeem(pool, form, request, sourceOf(request));
    if (grant === 'client_credentials') return grantToClient(request);
    throw new Error('another grant');
  },
  'GET /oauth/authorize': leadToPage,
  'POST /v1/auth/interactions': request => begin(pool, request),
  'POST /v1/auth/interactions/{id}/authorize': request => letIn(pool, request),
  'GET /.well-known/jwks.json': publishKeys,
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await textOf(request));
}

function sourceOf(request: IncomingMessage): Source {
  return { ip: request.socket.remoteAddress ?? null, user_agent: request.headers['user-agent'] ?? null };
}
