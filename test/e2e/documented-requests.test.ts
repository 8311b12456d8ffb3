import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { itWithCurl } from '../support/curl.js';
import { type CodeBlock, codeBlocks } from '../support/documents/code-blocks.js';
import { knownCode, CODES_ON, verified } from '../support/login-codes.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { codeOf } from '../support/specs/authenticator.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const PEOPLE = 'docs/people.md';
const UPSTREAM = 'docs/upstream.md';

describe('the requests of the documents', () => {
  const { database, service } = useGatehouse(CODES_ON);
  let admin: string;
  let blocks: CodeBlock[];

  beforeAll(async () => {
    const files = ['docs/browsers.md', 'docs/clients.md', 'docs/openid-connect.md', 'docs/pages.md', PEOPLE, UPSTREAM];
    blocks = (await Promise.all(files.map(codeBlocks))).flat();
    admin = await adminToken(service.api);
    for (const name of ['editor', 'wiki-editor', 'support'])
      await service.api.post('/v1/roles', { name, permissions: [] }, { token: admin });
  });

  const blockOf = (file: string, heading: string, place = 0): string =>
    blocks.filter(block => block.file === file && block.under === heading)[place]?.text ?? '';

  /** Runs a script of the text, sent here, with other words in it where it says them for somebody else. */
  async function run(script: string, words: Readonly<Record<string, string>>, token = admin): Promise<unknown[]> {
    let here = script.replaceAll('https://auth.example.org', service.url).replaceAll('curl ', 'curl -sS ');
    for (const [said, meant] of Object.entries(words)) {
      expect([said, here.includes(said)]).toEqual([said, true]);
      here = here.replaceAll(said, meant);
    }
    const prelude = `admin() { curl -X "$1" "${service.url}$2" -H "authorization: Bearer $TOKEN" \${3:+-H 'content-type: application/json' -d "$3"}; }
npm() { :; }\n`;
    // Each answer on a line of its own.
    const sent = `curl() { command curl -w '\\n' "$@"; }\n${prelude}${here}`;
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', sent], {
      env: { PATH: process.env['PATH'] ?? '', TOKEN: token },
    });
    return stdout
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as unknown);
  }

  /** The commands of a script, one at a time: the next takes what the one before has answered. */
  const commandsIn = (script: string): string[] => script.split(/^(?=curl )/m).filter(part => part.startsWith('curl '));

  async function equipped(): Promise<{ person: Person; recovery: string; secret: string }> {
    const person = await newPerson(service.api);
    const tokens = await logIn(service.api, person);
    const [begin = '', confirm = '', refresh = ''] = commandsIn(blockOf(PEOPLE, 'What somebody has: second factors'));
    const [begun] = (await run(begin, { 'seven brave owls knit': person.password }, tokens.access_token)) as [
      { id: string; secret: string },
    ];
    const words = { '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21': begun.id, '123 456': codeOf(begun.secret) };
    const [confirmed] = (await run(confirm, words, tokens.access_token)) as [{ recovery_codes: string[] }];
    expect(await run(refresh, { '…': tokens.refresh_token })).toMatchObject([{ token_type: 'Bearer' }]);
    return { person, recovery: confirmed.recovery_codes[0] ?? '', secret: begun.secret };
  }

  itWithCurl('enrol an app, and log in by two steps, with its code and with a recovery code', async () => {
    const { person, recovery, secret } = await equipped();
    const [first = '', byCode = '', byRecovery = ''] = commandsIn(blockOf(PEOPLE, 'Second step and step-up'));
    const words = { 'ada@example.org': person.email, 'seven brave owls knit': person.password };
    const ticketOf = async (): Promise<string> => {
      const [answer] = (await run(first, words)) as [{ code: string; login_ticket: string }];
      expect(answer).toMatchObject({ code: 'second_factor_required', methods: ['totp', 'recovery_code'] });
      return answer.login_ticket;
    };
    const [answer] = await run(byCode, { 'glt_…': await ticketOf(), '"123456"': `"${codeOf(secret, 1)}"` });
    expect(answer).toMatchObject({ token_type: 'Bearer' });
    const shown = { 'glt_…': await ticketOf(), '7K2M-9QXA-4TWB-HN3C': recovery };
    expect(await run(byRecovery, shown)).toMatchObject([{ token_type: 'Bearer' }]);
  });

  itWithCurl('log in by a code that was mailed', async () => {
    const person = await verified(database, await newPerson(service.api));
    const [ask = '', show = ''] = commandsIn(blockOf(PEOPLE, 'A code by mail'));
    const [asked] = (await run(ask, { 'ada@example.org': person.email })) as [{ code_ticket: string }];
    const code = await knownCode(database, person.id);
    const [answer] = await run(show, { 'gct_…': asked.code_ticket, '4031 5728': code });
    expect(answer).toMatchObject({ token_type: 'Bearer' });
  });

  itWithCurl('make roles that demand a second factor', async () => {
    const answers = await run(blockOf(PEOPLE, 'Roles that demand a second factor'), {});
    expect(answers).toMatchObject([
      { name: 'treasurer', requires_mfa: true },
      { name: 'support', requires_mfa: true },
      { items: [] },
    ]);
  });

  itWithCurl('register a client that calls another service, and let a device in', async () => {
    const script = blockOf('docs/clients.md', 'A service calls another service');
    expect(await run(script, { '["notes"]': '["https://auth.example.test"]' })).toMatchObject([{ name: 'digest' }]);
    const tv = { name: 'tv', kind: 'native', scopes: [] };
    const { body } = await service.api.post<{ client_id: string }>('/v1/clients', tv, { token: admin });
    const device = blockOf('docs/openid-connect.md', 'Devices without a browser');
    expect(await run(device, { 'client_id=…': `client_id=${body.client_id}` })).toMatchObject([{ interval: 5 }]);
  });

  itWithCurl('make known each provider that the document describes', async () => {
    expect(await run(blockOf(UPSTREAM, 'Making one known'), {})).toMatchObject([{ issuer: 'https://id.example.com' }]);
    const bodies = blocks.filter(({ file, language }) => file === UPSTREAM && language === 'json');
    expect(bodies).toHaveLength(5);
    for (const { text } of bodies) {
      const body = JSON.parse(text.replaceAll(/…|<\w+ id>/g, 'x')) as Record<string, unknown>;
      const { client_secret: _secret, ...shown } = body;
      const answer = await service.api.post('/v1/identity-providers', body, { token: admin });
      expect([answer.status, answer.body]).toMatchObject([201, shown]);
    }
  });

  itWithCurl('log a page in by cookie, and end one of its sessions', async () => {
    const browser = new Browser(service.url);
    const person = await newPerson(service.api);
    const fetchHere = async (
      path: string,
      init: { method: string; headers: Record<string, string>; body?: string },
    ) => {
      const answer = await browser.call(init.method, path, init.body, init.headers);
      return { status: answer.status, json: () => answer.body };
    };
    const script = `return (async () => {
      ${blockOf('docs/browsers.md', 'Log somebody in')}
      id = (await sessionOf());
      const ended = ${blockOf('docs/browsers.md', 'Log somebody in', 1).trim()}
      return ended.status;
    })()`;
    const sessionOf = async (): Promise<string> => {
      const { body } = await browser.get<{ items: { id: string }[] }>('/v1/sessions');
      return body.items[0]?.id ?? '';
    };
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- it runs what the document says
    const page = new Function('fetch', 'email', 'password', 'id', 'sessionOf', script) as (
      ...given: unknown[]
    ) => Promise<number>;
    expect(await page(fetchHere, person.email, person.password, '', sessionOf)).toBe(204);
  });

  it('are answered with the policy that the document shows', async () => {
    const { headers } = await fetch(`${service.url}/account`);
    const directives = (text: string): string[] => text.split(';').map(part => part.trim().replaceAll(/\s+/g, ' '));
    expect(directives(headers.get('content-security-policy') ?? '')).toEqual(
      directives(blockOf('docs/pages.md', 'What protects them')),
    );
  });
});
