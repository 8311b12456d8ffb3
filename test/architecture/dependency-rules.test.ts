import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Files and what is in them. */
type Tree = Record<string, string>;

interface Cruise {
  code: number;
  report: string;
}

const TIME_LIMIT_MS = 60_000;
const root = join(import.meta.dirname, '../..');

/** A small tree of the same shape as the real one, in which every rule is kept. */
const sound: Tree = {
  'ormconfig.ts': `import './apps/auth/src/entities.js';`,
  'apps/auth/src/main.ts': `import '#libs/auth'; import '#libs/users'; import '#libs/verifier/nest';`,
  'apps/auth/src/entities.ts': `import '../../../libs/users/src/user.entity.js';`,
  'apps/notes/src/main.ts': `import '#libs/verifier/nest';`,
  'apps/pages/src/account/main.ts': `import '../kit/api.js';`,
  'apps/pages/src/kit/api.ts': `import type { Me } from '#libs/client'; export type Who = Me;`,
  'libs/auth/src/index.ts': `import '#libs/users'; import '#libs/sessions'; import '#libs/passwords'; import './oauth/grant.js'; import './accounts/register.js';`,
  'libs/auth/src/sign-in/login.ts': `import '../passwords/hashing.js';`,
  'libs/auth/src/passwords/hashing.ts': '',
  'libs/auth/src/oauth/grant.ts': `import '../sign-in/login.js';`,
  'libs/auth/src/accounts/register.ts': `import '../passwords/hashing.js';`,
  'libs/users/src/index.ts': `import './users.module.js';`,
  'libs/users/src/users.module.ts': `import './users.js'; import './http/users.controller.js'; import '#libs/revocations';`,
  'libs/users/src/users.ts': `import './user.entity.js';`,
  'libs/users/src/users.spec.ts': `import '@jest/globals'; import './users.js'; import '../../../test/support/use-cases/use-module.js';`,
  'libs/users/src/user.entity.ts': `import 'typeorm';`,
  'libs/users/src/http/users.controller.ts': `import '@nestjs/swagger'; import '#libs/verifier/nest';`,
  'libs/sessions/src/index.ts': `import '#libs/audit'; import '#libs/contracts';`,
  'libs/revocations/src/index.ts': `import '#libs/audit';`,
  'libs/authority/src/index.ts': `import '#libs/audit';`,
  'libs/guessing/src/index.ts': `import '#libs/audit';`,
  'libs/audit/src/index.ts': `import '#libs/persistence'; import '#libs/housekeeping';`,
  'libs/housekeeping/src/index.ts': `import '#libs/platform';`,
  'libs/persistence/src/index.ts': `import '#libs/platform';`,
  'libs/platform/src/index.ts': `import './health/http/health.controller.js';`,
  'libs/platform/src/health/http/health.controller.ts': `import '#libs/verifier/nest';`,
  'libs/passwords/src/index.ts': `import 'argon2';`,
  'libs/verifier/nest/src/index.ts': `import '../../core/src/index.js';`,
  'libs/verifier/core/src/index.ts': `import '../../../contracts/src/index.js';`,
  'libs/contracts/src/index.ts': '',
  'libs/client/src/index.ts': 'export interface Me { id: string }',
  'test/support/use-cases/use-module.ts': `import '../../../apps/auth/src/entities.js';`,
  'test/support/gatehouse.ts': '',
};

/** For each rule a module (in a folder: one named after the rule) and the import by which it breaks the rule. */
const broken: [rule: string, module: string, imports?: string][] = [
  ['no-unresolvable-imports', 'libs/users/src/', './nowhere.js'],
  ['no-orphans', 'libs/users/src/'],
  ['contracts-imports-nothing-of-ours', 'libs/contracts/src/', '#libs/passwords'],
  ['passwords-imports-nothing-of-ours', 'libs/passwords/src/', '#libs/contracts'],
  ['client-imports-nothing-of-ours', 'libs/client/src/', '../../contracts/src/index.js'],
  ['verifier-imports-only-contracts', 'libs/verifier/nest/src/', '../../../audit/src/index.js'],
  ['verifier-core-knows-no-nest', 'libs/verifier/core/src/', '@nestjs/common'],
  ['published-libs-import-by-relative-path', 'libs/verifier/core/src/', '#libs/contracts'],
  ['platform-imports-only-contracts', 'libs/platform/src/', '#libs/passwords'],
  ['persistence-imports-only-platform-and-contracts', 'libs/persistence/src/', '#libs/passwords'],
  ['housekeeping-imports-only-the-platform', 'libs/housekeeping/src/', '#libs/audit'],
  ['outbox-imports-nothing-of-ours', 'libs/outbox/src/', '#libs/passwords'],
  ['audit-imports-only-the-ground-beneath-it', 'libs/audit/src/', '#libs/passwords'],
  ['revocations-imports-only-the-ground-beneath-it', 'libs/revocations/src/', '#libs/passwords'],
  ['authority-imports-only-the-ground-beneath-it', 'libs/authority/src/', '#libs/passwords'],
  ['guessing-imports-only-the-ground-beneath-it', 'libs/guessing/src/', '#libs/passwords'],
  ['outbound-imports-only-the-platform', 'libs/outbound/src/', '#libs/passwords'],
  ['only-outbound-calls-others', 'libs/users/src/', 'node:https'],
  ['features-never-import-each-other', 'libs/users/src/', '#libs/sessions'],
  ['features-import-only-the-ground-beneath-them', 'libs/users/src/', '#libs/passwords'],
  ['only-auth-and-apps-import-features', 'libs/weather/src/', '#libs/users'],
  ['only-apps-import-auth', 'libs/users/src/', '#libs/auth'],
  ['libs-never-import-apps-or-tests', 'libs/users/src/', '../../../apps/auth/src/entities.js'],
  [
    'specs-of-libs-import-no-apps-and-of-tests-only-what-is-for-them',
    'libs/users/src/broken.spec.ts',
    '../../../test/support/gatehouse.js',
  ],
  ['apps-never-import-each-other-or-tests', 'apps/notes/src/', '../../auth/src/entities.js'],
  ['notes-knows-only-the-verifier', 'apps/notes/src/', '#libs/contracts'],
  ['pages-import-nothing-but-themselves-and-the-client', 'apps/pages/src/kit/', '#libs/contracts'],
  ['pages-import-only-types-of-the-client', 'apps/pages/src/kit/', '#libs/client'],
  ['letters-browser-backchannel-export-and-statistics-stand-alone', 'libs/auth/src/browser/', '../sign-in/login.js'],
  ['passwords-stand-on-letters', 'libs/auth/src/passwords/', '../sign-in/login.js'],
  ['notices-stand-on-letters', 'libs/auth/src/notices/', '../sign-in/login.js'],
  ['factors-stand-on-passwords', 'libs/auth/src/factors/', '../sign-in/login.js'],
  ['login-codes-stand-on-sign-in-and-letters', 'libs/auth/src/login-codes/', '../accounts/register.js'],
  ['accounts-stand-on-passwords-letters-and-backchannel', 'libs/auth/src/accounts/', '../sign-in/login.js'],
  ['sign-in-stands-on-passwords-and-browser', 'libs/auth/src/sign-in/', '../oauth/grant.js'],
  ['openid-stands-on-sign-in-and-browser', 'libs/auth/src/openid/', '../oauth/grant.js'],
  ['upstream-stands-on-sign-in-and-browser', 'libs/auth/src/upstream/', '../oauth/grant.js'],
  ['wanted-state-stands-on-upstream', 'libs/auth/src/wanted-state/', '../sign-in/login.js'],
  ['oauth-stands-on-sign-in-openid-and-passwords', 'libs/auth/src/oauth/', '../accounts/register.js'],
  ['no-deep-imports', 'libs/auth/src/', '../../users/src/users.js'],
  ['entities-stay-in-their-lib', 'libs/sessions/src/', '../../users/src/user.entity.js'],
  ['no-lib-exports-its-entities', 'libs/tokens/src/index.ts', './key.entity.js'],
  ['only-http-imports-the-nest-half-of-the-verifier', 'libs/users/src/', '#libs/verifier/nest'],
  ['http-stops-at-http', 'libs/users/src/', './http/users.controller.js'],
  ['only-the-vocabulary-of-fields-imports-validators', 'libs/users/src/http/', 'class-validator'],
  ['no-dev-dependencies-in-production-code', 'libs/users/src/', 'fast-check'],
  // A package that comes with Fastify.
  ['no-undeclared-dependencies', 'libs/users/src/', 'avvio'],
];

/** One cycle through #libs/…, and one made of types alone. */
const cycles: Tree = {
  'libs/audit/src/index.ts': `import '#libs/persistence'; import './round.js';`,
  'libs/audit/src/round.ts': `import '#libs/revocations';`,
  'libs/passwords/src/egg.ts': `import type { Hen } from './hen.js'; export interface Egg { by: Hen }`,
  'libs/passwords/src/hen.ts': `import type { Egg } from './egg.js'; export interface Hen { from: Egg }`,
};

const moduleOf = (rule: string, module: string): string => (module.endsWith('/') ? `${module}${rule}.ts` : module);

describe('the dependency rules', () => {
  let folder: string;
  let broke: Cruise;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-rules-'));
    const offenders = broken.map(([rule, module, imports]) => [
      moduleOf(rule, module),
      imports === undefined ? '' : `import '${imports}';`,
    ]);
    await plant(join(folder, 'sound'), sound);
    await plant(join(folder, 'broken'), {
      ...sound,
      ...cycles,
      ...(Object.fromEntries(offenders) as Tree),
      'libs/tokens/src/key.entity.ts': '',
    });
    broke = await cruise(join(folder, 'broken'));
  }, TIME_LIMIT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'pass a tree that keeps them',
    async () => {
      const { code, report } = await cruise(join(folder, 'sound'));
      expect(report).toContain('no dependency violations found');
      expect(code).toBe(0);
    },
    TIME_LIMIT_MS,
  );

  it('fail a tree that breaks them', () => {
    expect(broke.code).not.toBe(0);
  });

  it.each(broken)('%s: fails on a module in %s', (rule, module) => {
    expect(broke.report).toContain(`error ${rule}: ${moduleOf(rule, module)}`);
  });

  it.each(['libs/audit/src/round.ts', 'libs/passwords/src/egg.ts'])('no-cycles: fails on %s', module => {
    expect(broke.report.split(/^(?= {2}error )/m)).toContainEqual(
      expect.stringMatching(new RegExp(`error no-cycles: [^]*${module}`)),
    );
  });

  it('are all shown to fail here', async () => {
    const { default: config } = (await import(join(root, '.dependency-cruiser.js'))) as {
      default: { forbidden: { name: string; comment?: string }[] };
    };
    expect(config.forbidden.map(({ name }) => name).sort()).toEqual(
      ['no-cycles', ...broken.map(([rule]) => rule)].sort(),
    );
    expect(config.forbidden.filter(({ comment }) => comment === undefined)).toEqual([]);
  });
});

/** Lays out a tree with the real rules, the real package.json and the packages that are installed. */
async function plant(folder: string, tree: Tree): Promise<void> {
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const path of ['.dependency-cruiser.js', 'package.json']) await copyFile(join(root, path), join(folder, path));
  await cp(join(root, '.dependency-rules'), join(folder, '.dependency-rules'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
}

function cruise(folder: string): Promise<Cruise> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const command = [program, '--config', '.dependency-cruiser.js', 'apps', 'libs', 'ormconfig.ts'];
  return new Promise(resolve => {
    execFile(process.execPath, command, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, report: stdout });
    });
  });
}
