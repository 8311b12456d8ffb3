import { expect, it } from '@jest/globals';
import { clockOff, clocksAreToBeSet } from '../support/fake-time.js';
import { describeWhere } from '../support/left-out.js';
import { newLogin, PASSWORD } from '../support/people.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const describeHere = describeWhere(
  clocksAreToBeSet,
  'instances whose clock is wrong, since there is no libfaketime here',
);

describeHere('instances whose clock is an hour off', () => {
  const database = useDatabase();
  const instances = useInstances(database, {}, clockOff('+1h'), clockOff('-1h'));

  it.each([0, 1, 2])('take what %i of them has given out, and refuse what was ended', async place => {
    const { api } = instances[place]!;
    const { person, tokens } = await newLogin(api);
    let last = tokens;
    for (const other of instances) {
      expect((await other.api.me(last.access_token)).status).toBe(200);
      const refreshed = await other.api.refresh(last.refresh_token);
      expect(refreshed.status).toBe(200);
      last = refreshed.body;
    }
    const token = last.access_token;
    const changed = { current_password: PASSWORD, new_password: 'cobalt-meadow-lantern-31' };
    expect((await api.post('/v1/auth/password', changed, { token })).status).toBeLessThan(300);
    const { body: again } = await api.login(person.email, changed.new_password);
    expect((await api.post('/v1/auth/logout', undefined, { token: again.access_token })).status).toBe(204);
    for (const other of instances) {
      expect((await other.api.me(tokens.access_token)).status).toBe(401);
      expect((await other.api.me(again.access_token)).status).toBe(401);
      expect((await other.api.refresh(again.refresh_token)).status).toBe(400);
    }
  });
});
