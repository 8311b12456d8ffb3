import type { INestApplicationContext } from '@nestjs/common';
import { ExamineMail } from '#libs/mail';
import { ExamineDatabase } from '#libs/persistence';
import { Config } from '#libs/platform';
import { ExamineKeys } from '#libs/tokens';
import { checkClock } from './check-clock.js';
import { checkDatabase, reachDatabase } from './check-database.js';
import { checkIssuer } from './check-issuer.js';
import { checkKeys } from './check-keys.js';
import { checkMail } from './check-mail.js';
import { checkProxy } from './check-proxy.js';
import { checkRedis } from './check-redis.js';
import { type Finding, skipped } from './finding.js';

/** In the order in which to mend what is wrong: what needs the database is left out where that cannot be reached. */
export async function checkEverything(app: INestApplicationContext): Promise<Finding[]> {
  const config = app.get(Config);
  const examineDatabase = app.get(ExamineDatabase);
  const reached = await reachDatabase(examineDatabase);
  const [redis, issuer, mail] = await Promise.all([
    checkRedis(config),
    checkIssuer(config),
    checkMail(app.get(ExamineMail)),
  ]);
  const byDatabase =
    'verdict' in reached
      ? [reached, skipped('clock', 'needs the database'), skipped('keys', 'needs the database')]
      : [
          ...(await checkDatabase(examineDatabase, reached, config)),
          checkClock(reached),
          ...(await checkKeys(app.get(ExamineKeys), reached, config)),
        ];
  return [...byDatabase, ...redis, issuer, ...checkProxy(config), mail];
}
