import { Test, type TestingModule } from '@nestjs/testing';
import { AppModule } from '../../../apps/auth/src/app.module.js';
import { Startup } from '../../../apps/auth/src/startup.js';
import { readConfig } from '#libs/platform';
import { TestDatabase } from '../database.js';
import { testEnvironment } from '../gatehouse.js';
import { standIn, use } from '../use.js';
import { type Builders, buildersOn, type Get } from './builders.js';

export interface UseModule extends Builders {
  /** What is injected for this class, from whichever module; to be touched once the tests run. */
  readonly get: Get;
  readonly database: TestDatabase;
}

/**
 * The whole service, but for HTTP, on a database of its own for the tests of this block: for specs of use cases, which
 * lie beside them. Runs from the sources, without a build.
 *
 * @param settings environment variables, beside those with which all tests run; a function where they depend on what is started before
 */
export function useModule(settings: Record<string, string> | (() => Record<string, string>) = {}): UseModule {
  const database = use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
  const module = use(
    () => start(testEnvironment(database, typeof settings === 'function' ? settings() : settings)),
    module => module.close(),
  );
  const get: Get = type => standIn(() => module.get(type, { strict: false }));
  return { get, database, ...buildersOn(get, database) };
}

async function start(environment: Record<string, string>): Promise<TestingModule> {
  const module = await Test.createTestingModule({ imports: [AppModule.forRoot(readConfig(environment))] }).compile();
  await module.init();
  await module.get(Startup, { strict: false }).run();
  return module;
}
