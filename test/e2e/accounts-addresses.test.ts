import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { CommandLine } from '../support/command-line.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { adminToken, newLogin, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Inside of a name, where it is seen by nobody or makes it look like another. */
const UNCLEAR: readonly [string, string][] = [
  ...['200b', '200c', '200d', '202e', '2066', 'feff', '00ad', '2028', 'fe0f', '180e', '2060', '034f', '3164'],
  ...['00a0', '3000', 'e001', 'fdd0', '0378', '115f', 'ff41', 'fb01', '2170', '2019', '1161'],
].map(hex => [hex, String.fromCodePoint(Number.parseInt(hex, 16))]);

describe('addresses', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const unique = (): string => randomBytes(5).toString('hex');
  const register = (email: string): Promise<Answer> =>
    service.api.post('/v1/auth/register', { email, password: PASSWORD });
  const codes = ({ status, body }: Answer): unknown => [
    status,
    (body['errors'] as { field: string; code: string }[] | undefined)?.map(({ field, code }) => [field, code]),
  ];

  describe('that look like others', () => {
    let change: (email: string) => Promise<Answer>;

    beforeAll(async () => {
      const { tokens } = await newLogin(service.api);
      change = email =>
        service.api.post('/v1/auth/email', { email, current_password: PASSWORD }, { token: tokens.access_token });
    });

    it.each(UNCLEAR)('by U+%s are refused, whoever gives them, in the name of the mailbox', async (_hex, character) => {
      const email = `ada${unique()}${character}x@example.test`;
      const refused = [400, [['email', 'unclear_characters']]];
      // What looks like no address at all was refused before.
      const noAddress = [400, [['email', 'is_email']]];
      for (const attempt of [
        register,
        change,
        (one: string) => service.api.post('/v1/users', { email: one }, { token: admin }),
      ]) {
        const answer = codes(await attempt(email));
        expect([refused, noAddress]).toContainEqual(answer);
      }
      expect(await database.query('SELECT email FROM users WHERE email LIKE $1', [`${email.slice(0, 8)}%`])).toEqual(
        [],
      );
    });

    it.each(['200b', '00ad', 'fe0f', '2060', '202e'])('by U+%s are refused in the domain', async hex => {
      const character = String.fromCodePoint(Number.parseInt(hex, 16));
      const { status } = await register(`${unique()}@exam${character}ple.org`);
      expect(status).toBe(400);
    });

    it.each(['xn--a.org', 'xn--ls8h.org', 'xn--mgba3gch31f060k.org'])('by the domain %s are refused', async domain => {
      expect(codes(await register(`${unique()}@${domain}`))).toEqual([400, [['email', 'unclear_characters']]]);
    });

    it.each([
      ['digits in another form', 'a@\u{1d7f7}\u{1d7fc}\u{1d7f9}.com'],
      ['digits in circles', 'a@16\u2462.com'],
      ['another full stop', 'a@login\u3002example.org'],
      ['a leader for a dot', 'a@login\u2024example.org'],
      ['another hyphen', 'a@ex\u2010ample.org'],
      ['a dot on an i', 'admi\u0307n@example.test'],
      ['one mark twice', 'e\u0301\u0301x@example.test'],
    ])('that make another address with %s are refused', async (_what, address) => {
      const { status, body } = await register(`${unique()}${address}`);
      expect([status, body['code']]).toEqual([400, 'validation_failed']);
    });

    it.each(['b\u00fccher.example', '\u4f8b\u3048.jp', 'l\u00b7l.example', '\u05d3\u05d5\u05d2.example'])(
      'are none in the domain %s',
      async domain => {
        expect((await register(`${unique()}@${domain}`)).status).toBe(201);
      },
    );

    it('by a lone mark are refused, and no letters of any alphabet are', async () => {
      expect((await register(`\u0301${unique()}@example.test`)).status).toBe(400);
      for (const name of [
        'jürgen',
        'алиса',
        '用户',
        'उपयोगकर्ता',
        'משתמש',
        'ユーザー',
        'người',
        "o'brien+tag",
        '한국어',
      ]) {
        const email = `${name}${unique()}@example.test`;
        expect([email, (await register(email)).status]).toEqual([email, 201]);
      }
    });

    it('are refused on the command line, and to the first administrator', async () => {
      const auth = new CommandLine(database);
      const made = await auth.run('users', 'create', `ada\u200b${unique()}@example.test`);
      expect(made).toMatchObject({ code: 1, err: expect.stringContaining('cannot be seen') });
      const empty = await TestDatabase.create();
      const environment = testEnvironment(empty, { GATEHOUSE_ADMIN_EMAIL: 'ro\u00adot@example.test' });
      const first = await Gatehouse.launch(environment);
      await first.process.printed(/GATEHOUSE_ADMIN_EMAIL has characters that cannot be seen/);
      await first.stop();
      await empty.drop();
    });

    it('but were there before, go on to be logged in with', async () => {
      const { person, tokens } = await newLogin(service.api);
      const email = `before\u200b${unique()}@example.test`;
      await database.query('UPDATE users SET email = $2 WHERE id = $1', [person.id, email]);
      expect((await service.api.login(email, PASSWORD)).status).toBe(200);
      expect((await service.api.me(tokens.access_token)).body['email']).toBe(email);
    });
  });

  it('are not the only names that people tell by eye: so are those of service clients', async () => {
    const name = `orders-${unique()}`;
    const make = (given: string): Promise<Answer> =>
      service.api.post('/v1/clients', { name: given, scopes: [] }, { token: admin });
    const made = await make(`${name} größer 注文`);
    expect(made.status).toBe(201);
    for (const unclear of [
      '\u200b',
      '\u202e',
      '\u00ad',
      '\ufe0f',
      '\u00a0',
      '\u2028',
      '\t',
      '\uff41',
      '\ue000',
      '  ',
    ]) {
      expect([unclear, codes(await make(`${name}${unclear}x`))]).toEqual([unclear, [400, [['name', 'is_plain_name']]]]);
    }
    expect((await make(` ${name}`)).status).toBe(400);
    const path = `/v1/clients/${String(made.body['client_id'])}`;
    expect((await service.api.patch(path, { name: `${name}\u200b` }, { token: admin })).status).toBe(400);
  });
});
