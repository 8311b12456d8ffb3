import { describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { logIn, newLogin, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the way of a person through the service', () => {
  const { service } = useGatehouse();

  it('a login that is sent in a session ends that session and makes a new one', async () => {
    const { person, tokens } = await newLogin(service.api);
    const { email, password } = person;
    const again = await service.api.post<Tokens>('/v1/auth/login', { email, password }, { token: tokens.access_token });
    expect(again.status).toBe(200);
    expect(again.body.session_id).not.toBe(tokens.session_id);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    const dead = await service.api.post<Tokens>('/v1/auth/login', { email, password }, { token: tokens.access_token });
    expect(dead.status).toBe(200);
    expect((await service.api.me(again.body.access_token)).status).toBe(200);
    const wrong = { email, password: 'not-the-password-at-all' };
    expect((await service.api.post('/v1/auth/login', wrong, { token: again.body.access_token })).status).toBe(401);
    expect((await service.api.me(again.body.access_token)).status).toBe(200);
  });

  it('logs out: the next use of both tokens fails at once', async () => {
    const { tokens } = await newLogin(service.api);
    expect((await service.api.post('/v1/auth/logout', undefined, { token: tokens.access_token })).status).toBe(204);
    const me = await service.api.me(tokens.access_token);
    expect(me.status).toBe(401);
    expect(me.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse", error="invalid_token"');
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
  });

  it('logs out by refresh token alone, an old one too', async () => {
    const { tokens } = await newLogin(service.api);
    const { body: newer } = await service.api.refresh(tokens.refresh_token);
    const logout = await service.api.post('/v1/auth/logout', { refresh_token: tokens.refresh_token });
    expect(logout.status).toBe(204);
    expect((await service.api.me(newer.access_token)).status).toBe(401);
    expect((await service.api.refresh(newer.refresh_token)).status).toBe(400);
  });

  it('logs out without saying whether a made-up refresh token exists', async () => {
    expect((await service.api.post('/v1/auth/logout', { refresh_token: 'gtr_made-up' })).status).toBe(204);
    expect((await service.api.post('/v1/auth/logout', {})).status).toBe(401);
  });

  it('logs out everywhere by one act', async () => {
    const person = await newPerson(service.api);
    const all = [await logIn(service.api, person), await logIn(service.api, person), await logIn(service.api, person)];
    const token = all[0]?.access_token ?? '';
    expect((await service.api.post('/v1/auth/logout-all', undefined, { token })).status).toBe(204);
    for (const tokens of all) {
      expect((await service.api.me(tokens.access_token)).status).toBe(401);
      expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    }
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
  });

  it('logs out everywhere else and keeps this session, whose access token a refresh repairs', async () => {
    const person = await newPerson(service.api);
    const here = await logIn(service.api, person);
    const there = await logIn(service.api, person);
    const answer = await service.api.post('/v1/auth/logout-all?keep_current=true', undefined, {
      token: here.access_token,
    });
    expect(answer.status).toBe(204);
    expect((await service.api.refresh(there.refresh_token)).status).toBe(400);
    expect((await service.api.me(here.access_token)).status).toBe(401);
    const repaired = await service.api.refresh(here.refresh_token);
    expect(repaired.status).toBe(200);
    expect((await service.api.me(repaired.body.access_token)).status).toBe(200);
  });

  it('changes the password: the other sessions end, the old password is dead', async () => {
    const person = await newPerson(service.api);
    const here = await logIn(service.api, person);
    const there = await logIn(service.api, person);
    const new_password = 'marble-gazelle-lantern-9';
    const wrong = { current_password: 'not-the-password-at-all', new_password };
    const token = here.access_token;
    const refused = await service.api.post('/v1/auth/password', wrong, { token });
    expect([refused.status, refused.body['code']]).toEqual([403, 'wrong_password']);
    const change = { current_password: person.password, new_password };
    expect((await service.api.post('/v1/auth/password', change, { token })).status).toBe(204);
    expect((await service.api.refresh(there.refresh_token)).status).toBe(400);
    expect((await service.api.refresh(here.refresh_token)).status).toBe(200);
    expect((await service.api.login(person.email, person.password)).status).toBe(401);
    expect((await service.api.login(person.email, new_password)).status).toBe(200);
  });
});
