/**
 * The operator's command that removes what has expired, as the service does on its own every now and then:
 *
 *     node dist/programs/clean-up.js
 */
import 'reflect-metadata';
import { CleanUp } from '#libs/housekeeping';
import { withApplication } from './with-application.js';

void run();

async function run(): Promise<never> {
  await withApplication(async app => {
    for (const [what, count] of Object.entries(await app.get(CleanUp).run()))
      process.stdout.write(`${count} ${what}\n`);
  });
  return process.exit(0);
}
