import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { useMailServer } from '../support/mail/mail-server.js';
import { hurry, postMails, settled } from '../support/mail/post-mail.js';
import { range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';

const MAILS_A_ROUND = 12;

describe('a service that is killed while it sends mails', () => {
  const server = useMailServer();
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );

  /** Kills it at one of its mails of this round: while the server reads it, before the server says that it has it, or after. */
  async function killWhileSending(service: Gatehouse): Promise<void> {
    const victim = randomInt(MAILS_A_ROUND - 1);
    const moment = randomInt(3);
    let begun = 0;
    const killed = new Promise<void>(resolve => {
      server.handlers = {
        onData: (stream, session, done) => {
          const isIts = begun++ === victim;
          const kill = (): Promise<void> => service.kill().then(resolve);
          const steps = async (): Promise<void> => {
            if (isIts && moment === 0) await kill();
            await server.keep(stream, session);
            if (isIts && moment === 1) await kill();
            done();
            if (isIts && moment === 2) await kill();
          };
          // What was killed breaks off within what it had to say.
          steps().catch(() => undefined);
        },
      };
    });
    await hurry(database);
    await killed;
    server.handlers = {};
  }

  it('loses none, and sends none twice that could not be told to be the same', async () => {
    const expected: string[] = [];
    for (const round of range(rounds(50, 3, 15))) {
      const service = await Gatehouse.start(database, server.settings);
      const addresses = range(MAILS_A_ROUND).map(number => `killed-${round}-${number}@example.test`);
      expected.push(...addresses);
      await postMails(database, addresses);
      await killWhileSending(service);
    }
    const last = await Gatehouse.start(database, server.settings);
    await hurry(database);
    const mails = await settled(database);
    await last.stop();
    for (const address of expected) {
      const arrived = server.to(address);
      expect([address, new Set(arrived.map(({ raw }) => raw)).size]).toEqual([address, 1]);
    }
    expect(mails.map(({ outcome }) => outcome)).toEqual(expected.map(() => 'sent'));
  });
});
