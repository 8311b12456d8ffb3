import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Connection, Message } from '../connection.js';
import { application, applicationCredentials } from '../crowd/application.js';
import { ISSUER, mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario } from '../scenario.js';
import { holds } from './in-turn.js';

const SCOPE = 'openid email';
const isWhole = holds('"id_token":"ey');

/**
 * Somebody who is logged in comes from an application and goes back to it, which gets its tokens: all four requests are one
 * here. The browser is known by a bearer token, and by the cookie that the interaction brings.
 */
export const applicationLogin: Scenario = {
  name: 'application-login',
  route: 'POST /oauth/token',
  about: 'GET /oauth/authorize with a live session, the interaction, the code, and the tokens for it',
  connections: 16,
  fewerStatements: 'the floor lets in by one statement, and reads again nothing that it has read',
  async prepare(target, connections, { people }) {
    const crowd = await gather(target, people);
    let turn = 0;
    return connections.map(connection => () => {
      const person = crowd[turn++ % crowd.length];
      if (person === undefined) throw new Error('There is nobody to log in.');
      return logIn(connection, mint(person));
    });
  },
};

async function logIn(connection: Connection, token: string): Promise<Answer> {
  const verifier = randomBytes(32).toString('base64url');
  const request = requestFor(verifier);
  await connection.send({ method: 'GET', path: `/oauth/authorize?${request}`, status: 303 });
  const begun = await connection.send({ ...fromPage('/v1/auth/interactions'), body: { request }, status: 201 });
  const { id } = JSON.parse(begun.text) as { id: string };
  const path = `/v1/auth/interactions/${id}/authorize`;
  const { text } = await connection.send({ ...fromPage(path, cookieOf(begun)), body: {}, token });
  const tokens = await connection.send({
    ...{ method: 'POST', path: '/oauth/token', authorization: applicationCredentials },
    form: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: codeIn(text), code_verifier: verifier },
      redirect_uri: application.redirect_uri,
    }).toString(),
  });
  isWhole(tokens.text);
  return tokens;
}

function requestFor(verifier: string): string {
  const query = {
    ...{ client_id: application.id, redirect_uri: application.redirect_uri, response_type: 'code', scope: SCOPE },
    ...{ state: randomBytes(16).toString('base64url'), nonce: randomBytes(16).toString('base64url') },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  };
  return new URLSearchParams(query).toString();
}

const fromPage = (path: string, cookie?: string): Pick<Message, 'method' | 'path' | 'headers'> => ({
  ...{ method: 'POST', path },
  headers: { Origin: ISSUER, ...(cookie !== undefined && { Cookie: cookie }) },
});

function cookieOf({ headers }: Answer): string {
  const place = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'set-cookie');
  return headers[place + 1]?.split(';')[0] ?? '';
}

function codeIn(text: string): string {
  const { answer } = JSON.parse(text) as { answer?: { url: string } };
  const code = answer === undefined ? null : new URL(answer.url).searchParams.get('code');
  if (code === null) throw new Error(`No code in: ${text}`);
  return code;
}
