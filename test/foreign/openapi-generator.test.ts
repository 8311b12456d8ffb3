/**
 * The client that openapi-generator makes for Python from openapi.json. It is made of pydantic models, which check what
 * they read: an answer that is good but does not fit what was made of its schema is lost on the way.
 */
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { root } from '../support/foreign-project.js';
import { ADMIN } from '../support/gatehouse.js';
import { leaveOut, pythonTools, run } from '../support/python-tools.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NAME = 'openapi-generator';
/** The package brings the program itself, for Java. Not the newest: later ones look past faults that this one falls over. */
const GENERATOR = 'openapi-generator-cli==7.16.0';
const WITHIN_MS = 480_000;

const hasJava = await run('java', ['-version']).then(
  () => true,
  () => false,
);
if (!hasJava) leaveOut(NAME, 'there is no java');
const tools = hasJava ? await pythonTools(NAME, GENERATOR) : undefined;

if (tools !== undefined) {
  const { service } = useGatehouse();

  afterAll(async () => {
    await tools.discard();
  });

  it(
    'its client for Python reads every answer on the way from registration to introspection',
    async () => {
      const client = join(tools.folder, 'client');
      const args = ['-i', join(root, 'openapi.json'), '-g', 'python', '-o', client];
      const properties = ['--additional-properties', 'packageName=gatehouse_client'];
      const { PATH = '' } = process.env;
      await run(tools.program('openapi-generator-cli'), ['generate', ...args, ...properties], {
        timeout: WITHIN_MS,
        maxBuffer: 2 ** 26,
        env: { PATH },
      });
      await tools.install(client);
      const email = newEmail();
      const { stdout } = await run(tools.program('python'), [join(root, 'test/foreign/openapi-generator/walk.py')], {
        timeout: WITHIN_MS,
        env: {
          PATH,
          GATEHOUSE_URL: service.url,
          EMAIL: email,
          ADMIN_EMAIL: ADMIN.email,
          ADMIN_PASSWORD: ADMIN.password,
        },
      });
      expect(JSON.parse(stdout)).toEqual([
        ['register', email],
        ['register again', [409, 'EmailTakenProblem']],
        ['login', 'TokenResponse'],
        ['me', email],
        ['forbidden', [403, 'InsufficientScopeProblem']],
        ['createClient', 'orders', true],
        ['listClients', [true]],
        ['readRevocations', ['RoleDefinition', 'SubjectRevocation']],
        ['requestToken', 'Bearer', 'introspect revocations:read'],
        ['introspect', false],
      ]);
    },
    2 * WITHIN_MS,
  );
}
