import { describe, expect, it } from '@jest/globals';
import { logInByPasskey, askToLogIn, beginPasskey, newEnrolled } from '../support/passkeys/enrolled.js';
import { newLogin } from '../support/people.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const [OWN, APP, PARTNER] = ['https://auth.example.test', 'https://app.example.test', 'https://app.partner.test'];
const at = (origin: string): Record<string, string> => ({ origin });

describe('a passkey, on hosts that are listed', () => {
  const { service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: `${APP},${PARTNER}` });

  it('is good on the one where it was made, and on no other', async () => {
    const onApp = { origin: APP, rpId: 'app.example.test' };
    const { passkey } = await newEnrolled(service.api, onApp, at(APP));
    expect((await logInByPasskey(service.api, passkey, onApp, at(APP))).status).toBe(200);
    const lies = [
      { page: at(OWN), quirks: {} },
      { page: at(OWN), quirks: onApp },
      { page: at(OWN), quirks: { rpId: 'auth.example.test' } },
      { page: at(APP), quirks: { ...onApp, origin: OWN } },
      { page: at(APP), quirks: { ...onApp, rpId: 'auth.example.test' } },
      { page: at(PARTNER), quirks: { origin: PARTNER, rpId: 'app.partner.test' } },
    ];
    for (const { page, quirks } of lies) {
      expectProblem(await logInByPasskey(service.api, passkey, quirks, page), 403, 'wrong_factor');
    }
  });

  it('is named in the second step where it can be shown, and nowhere else; the list says where that is', async () => {
    const onApp = { origin: APP, rpId: 'app.example.test' };
    const { person, passkey } = await newEnrolled(service.api, onApp, at(APP));
    const methodsOn = async (headers: Record<string, string>): Promise<unknown> => {
      const credentials = { email: person.email, password: person.password };
      const { status, body } = await service.api.post('/v1/auth/login', credentials, { headers });
      return [status, body['methods']];
    };
    expect(await methodsOn(at(APP))).toEqual([403, ['passkey', 'recovery_code']]);
    for (const page of [at(OWN), at(PARTNER), {}]) expect(await methodsOn(page)).toEqual([403, ['recovery_code']]);
    const token = String((await logInByPasskey(service.api, passkey, onApp, at(APP))).body['access_token']);
    const { body } = await service.api.get('/v1/auth/factors', { token });
    const shown = (body['items'] as Record<string, unknown>[]).map(({ method, rp_id }) => [method, rp_id]);
    expect(shown.sort()).toEqual([
      ['passkey', 'app.example.test'],
      ['recovery_code', null],
    ]);
  });

  it('is asked for by the relying party of the page, whatever Host says; an unknown page gets the issuer’s', async () => {
    const rpIdFor = async (headers: Record<string, string>): Promise<unknown> =>
      (await askToLogIn(service.api, headers)).options['rpId'];
    expect(await rpIdFor({})).toBe('auth.example.test');
    expect(await rpIdFor(at(OWN))).toBe('auth.example.test');
    expect(await rpIdFor(at(APP))).toBe('app.example.test');
    expect(await rpIdFor(at(PARTNER))).toBe('app.partner.test');
    const strangers = [
      'https://evil.example',
      'null',
      'http://app.example.test',
      `${APP}:8443`,
      'https://APP.example.test',
    ];
    for (const origin of strangers) expect([origin, await rpIdFor(at(origin))]).toEqual([origin, 'auth.example.test']);
    const forwarded = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    expect(await rpIdFor(forwarded)).toBe('auth.example.test');
    const { person, tokens } = await newLogin(service.api);
    const { options } = await beginPasskey(service.api, tokens.access_token, person, at(APP));
    expect(options.rp).toEqual({ id: 'app.example.test', name: 'app.example.test' });
  });
});

describe('a passkey of a domain', () => {
  const { service } = useGatehouse({
    GATEHOUSE_CORS_ORIGINS: `${APP},${PARTNER}`,
    GATEHOUSE_PASSKEY_DOMAIN: 'example.test',
  });

  it('is good on all its hosts that are listed, for the page that asked', async () => {
    const quirks = { rpId: 'example.test' };
    const { passkey } = await newEnrolled(service.api, quirks);
    const onApp = { ...quirks, origin: APP };
    expect((await logInByPasskey(service.api, passkey, quirks, at(OWN))).status).toBe(200);
    expect((await logInByPasskey(service.api, passkey, onApp, at(APP))).status).toBe(200);
    for (const [page, lie] of [
      [at(APP), quirks],
      [at(OWN), onApp],
      [at(OWN), { ...quirks, origin: 'https://evil.example.test' }],
    ] as const) {
      expectProblem(await logInByPasskey(service.api, passkey, lie, page), 403, 'wrong_factor');
    }
  });

  it('is not for hosts of other domains: they have their own', async () => {
    expect((await askToLogIn(service.api, at(PARTNER))).options['rpId']).toBe('app.partner.test');
  });
});

describe('a passkey of a developer', () => {
  const { service } = useGatehouse({ GATEHOUSE_ISSUER: 'http://localhost:3000' });

  it('is one of localhost', async () => {
    const quirks = { origin: 'http://localhost:3000', rpId: 'localhost' };
    const { passkey } = await newEnrolled(service.api, quirks, at('http://localhost:3000'));
    expect((await logInByPasskey(service.api, passkey, quirks, at('http://localhost:3000'))).status).toBe(200);
    expect((await logInByPasskey(service.api, passkey, quirks)).status).toBe(200);
  });
});
