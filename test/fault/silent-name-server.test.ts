import { expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { describeWhere } from '../support/left-out.js';
import { otherResolversAreToBeHad, SilentResolver } from '../support/other-resolver.js';
import { adminToken } from '../support/people.js';
import { newProvider } from '../support/upstream-scene.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

/** As many as there are threads that could wait for a name. */
const PROVIDERS = ['one', 'two', 'three', 'four'];
/** What is listed is looked up by the system, whose wait nothing can end. */
const LISTED = ['five.internal.test', 'six.internal.test'];
const CROWD = 12;
/** A name server's silence lasts five times as long. */
const RECOVERED_WITHIN_MS = 2000;
const CUT_OFF = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'gatehouse'`;

/** Questions are of one kind of address each. */
const namesIn = (questions: readonly string[]): Set<string> =>
  new Set(questions.map(question => question.slice(question.indexOf(' ') + 1)));

const describeHere = describeWhere(otherResolversAreToBeHad, 'silent name servers, since nothing can be mounted here');

describeHere('while name servers are silent', () => {
  const database = useDatabase();
  const resolver = use(SilentResolver.start, one => one.stop());
  const service = use(
    async () => {
      const byName = new URL(database.url);
      byName.hostname = 'localhost';
      const settings = { DATABASE_URL: byName.href, GATEHOUSE_OUTBOUND_HOSTS: LISTED.join(',') };
      const started = await Gatehouse.launch(testEnvironment(database, settings), resolver.within);
      await started.ready();
      return started;
    },
    one => one.stop(),
  );

  const press = (id: string): Promise<{ readonly status: number }> =>
    new Browser(service.url).post(`/v1/auth/login/upstream/${id}`);

  it('whoever presses the buttons of providers takes the database from nobody, and has each name looked up once', async () => {
    const admin = await adminToken(service.api);
    const hosts = [...PROVIDERS.map(one => `${one}.example.test`), ...LISTED];
    const ids = await Promise.all(
      hosts.map(async host => (await newProvider(service.api, admin, `https://${host}`)).id),
    );
    const pressed = Promise.all(ids.map(press));
    // All of them at once, and one of what the system is asked for.
    await until(() => namesIn(resolver.asked).size === PROVIDERS.length + 1);

    // New connections, each by the name of the host of the database; somebody may have been given an old one as it was cut off.
    await database.query(CUT_OFF);
    await until(async () => {
      const asking = Array.from({ length: CROWD }, () => service.api.get('/v1/sessions', { token: admin }));
      return (await Promise.all(asking)).every(({ status }) => status === 200);
    }, RECOVERED_WITHIN_MS);

    expect((await pressed).map(({ status }) => status)).toEqual(hosts.map(() => 503));
    const asked = resolver.asked.filter(one => one.includes('example.test')).length;
    const again = await Promise.all(ids.slice(0, PROVIDERS.length).map(press));
    expect(again.map(({ status }) => status)).toEqual(PROVIDERS.map(() => 503));
    expect(resolver.asked.filter(one => one.includes('example.test'))).toHaveLength(asked);
  });
});
