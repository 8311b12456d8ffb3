import { beforeAll, describe, expect, it } from '@jest/globals';
import { cameTo, importLines, someone } from '../support/imports.js';
import { adminToken, claimsOf, logIn, PASSWORD } from '../support/people.js';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../support/specs/foreign-hashes.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
const [, BCRYPT] = FOREIGN_HASHES.find(([kind]) => kind === 'bcrypt $2b$') ?? [];

describe('people who come from another system', () => {
  const { database, service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const hashOf = async (email: string): Promise<string | null | undefined> =>
    (await database.query<{ password_hash: string }>('SELECT password_hash FROM users WHERE email = $1', [email]))[0]
      ?.password_hash;

  const user = async (email: string): Promise<Record<string, unknown> | undefined> => {
    const { body } = await service.api.get<{ items: Record<string, unknown>[] }>(`/v1/users?email_prefix=${email}`, {
      token: admin,
    });
    return body.items[0];
  };

  it.each(FOREIGN_HASHES)(
    'log in by the password that %s has hashed, and have it hashed by us then',
    async (_, hash) => {
      const email = someone();
      expect((await importLines(service, admin, [{ email, password_hash: hash }])).body).toMatchObject(cameTo(1));
      expect(await hashOf(email)).not.toMatch(OURS);
      expect((await service.api.login(email, `${FOREIGN_PASSWORD}x`)).status).toBe(401);
      expect(await hashOf(email)).not.toMatch(OURS);
      await logIn(service.api, { email, password: FOREIGN_PASSWORD });
      const renewed = await hashOf(email);
      expect(renewed).toMatch(OURS);
      await logIn(service.api, { email, password: FOREIGN_PASSWORD });
      expect(await hashOf(email)).toBe(renewed);
    },
  );

  it('have the roles, claims, state and age that they had', async () => {
    const [active, disabled, invited] = [someone(), someone(), someone()];
    await service.api.post('/v1/roles', { name: 'support', permissions: [] }, { token: admin });
    const created_at = '2019-02-03T04:05:06.000Z';
    const more = { roles: ['support', 'user'], ext: { plan: 'gold' }, created_at, email_verified: true };
    const { status, body } = await importLines(service, admin, [
      { email: active.toUpperCase(), password_hash: BCRYPT, ...more },
      { email: disabled, password_hash: BCRYPT, status: 'disabled' },
      { email: invited, email_verified: false },
    ]);
    expect([status, body]).toMatchObject([200, { ...cameTo(3), refusals: [] }]);
    expect(await user(active)).toMatchObject({ status: 'active', created_at, ext: { plan: 'gold' }, version: 1 });
    expect(await user(disabled)).toMatchObject({ status: 'disabled', ext: null });
    expect(await user(invited)).toMatchObject({ status: 'invited' });
    const { access_token } = await logIn(service.api, { email: active, password: FOREIGN_PASSWORD });
    expect(claimsOf(access_token)).toMatchObject({ roles: ['support', 'user'], ext: { plan: 'gold' } });
    expect((await service.api.login(disabled, FOREIGN_PASSWORD)).status).toBe(401);
  });

  it('are in the trail, each with what they were given, and the import itself', async () => {
    const email = someone();
    const { body } = await importLines(service, admin, [{ email, password_hash: BCRYPT }, 'nonsense']);
    const id = (await user(email))?.['id'];
    const ofUser = await database.query(
      'SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1 ORDER BY id',
      [id],
    );
    const actor_id = claimsOf(admin)['sub'];
    expect(ofUser).toEqual([
      { kind: 'user_created', actor_id, details: { import: body.id } },
      { kind: 'authz_role_granted', actor_id, details: { role: 'user' } },
    ]);
    const ofImport = await database.query('SELECT kind, details FROM audit_events WHERE target_id = $1', [body.id]);
    expect(ofImport).toEqual([{ kind: 'users_imported', details: cameTo(1, 0, 1) }]);
  });

  it('have a password hashed that comes as it is, if it is one that might be chosen', async () => {
    const [good, weak, both] = [someone(), someone(), someone()];
    const { body } = await importLines(service, admin, [
      { email: good, password: PASSWORD },
      { email: weak, password: 'password1' },
      { email: both, password: PASSWORD, password_hash: BCRYPT },
    ]);
    expect(body).toMatchObject({
      ...cameTo(1, 0, 2),
      refusals: [
        { line: 2, code: 'weak_password' },
        { line: 3, code: 'validation_failed' },
      ],
    });
    expect(await hashOf(good)).toMatch(OURS);
    await logIn(service.api, { email: good, password: PASSWORD });
  });

  it('are left as they are if they are there already, however often they come', async () => {
    const [known, renewed] = [someone(), someone()];
    const lines = [known, renewed].map(email => ({ email, password_hash: BCRYPT, ext: { plan: 'gold' } }));
    expect((await importLines(service, admin, lines)).body).toMatchObject(cameTo(2));
    await logIn(service.api, { email: renewed, password: FOREIGN_PASSWORD });
    const content = (): Promise<unknown[]> =>
      database.query(
        `SELECT users.*, subjects.*, (SELECT count(*) FROM user_roles WHERE user_id = users.id) AS roles
         FROM users JOIN subjects USING (id) WHERE email = ANY($1) ORDER BY email`,
        [[known, renewed]],
      );
    await logIn(service.api, { email: renewed, password: FOREIGN_PASSWORD });
    const before = await content();
    const again = lines.map(line => ({ ...line, email: ` ${line.email.toUpperCase()} `, ext: { plan: 'iron' } }));
    expect((await importLines(service, admin, again)).body).toMatchObject(cameTo(0, 2));
    expect(await content()).toEqual(before);
  });

  it('are one account where one address has several lines', async () => {
    const email = someone();
    const lines = [
      { email, password_hash: BCRYPT, roles: ['nobody-has-it'] },
      { email: email.toUpperCase(), password_hash: BCRYPT, ext: { plan: 'second' } },
      { email, password_hash: BCRYPT, ext: { plan: 'third' } },
    ];
    const { body } = await importLines(service, admin, lines);
    expect(body).toMatchObject({ ...cameTo(1, 1, 1), refusals: [{ line: 1, code: 'role_not_found' }] });
    expect(await user(email)).toMatchObject({ ext: { plan: 'second' } });
  });

  it('come from a table of any kind, and what no login could bear does not come in', async () => {
    const [costly, md5] = [`$2b$31$${'a'.repeat(53)}`, '5f4dcc3b5aa765d61d8327deb882cf99'];
    const lines = [costly, md5, { secretData: '{}', credentialData: '{}' }, 7].map(password_hash => ({
      email: someone(),
      password_hash,
    }));
    const { body } = await importLines(service, admin, lines);
    expect(body).toMatchObject(cameTo(0, 0, 4));
    expect(body.refusals.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'validation_failed: password_hash: would cost more memory or time than a login may',
      ...Array<string>(3).fill('validation_failed: password_hash: is of no form that is known here'),
    ]);
  });
});
