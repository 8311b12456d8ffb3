/** The lines that the console shows on the page of a client work as they stand there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CURL } from '../../apps/pages/src/console/clients/use/curl.js';
import { GO } from '../../apps/pages/src/console/clients/use/go.js';
import { environmentLines } from '../../apps/pages/src/console/clients/use/lines.js';
import { NEST } from '../../apps/pages/src/console/clients/use/nest.js';
import { NODE } from '../../apps/pages/src/console/clients/use/node.js';
import { PYTHON } from '../../apps/pages/src/console/clients/use/python.js';
import { itWithCurl } from '../support/curl.js';
import { TestDatabase } from '../support/database.js';
import { findLanguages } from '../support/example-languages.js';
import { run } from '../support/foreign-project.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse } from '../support/gatehouse.js';
import { newClient, type ServiceClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { answersOf, inGo, inProject, inPython, inShell, printedBy, type Programs } from '../support/used-lines.js';
import type { VerifierProject } from '../support/verifier-package.js';

const languages = findLanguages();
const presentNames = languages.present.map(({ name }) => name);
for (const { name, why } of languages.absent)
  process.stdout.write(`The console's lines of ${name} are not tried: ${why}.\n`);

describe('the lines of the console for a client', () => {
  let database: TestDatabase;
  let service: Gatehouse;
  let client: ServiceClient;
  let folder: string;
  let project: VerifierProject;
  let environment: Record<string, string>;
  const programs: Record<string, Programs> = {};

  beforeAll(async () => {
    database = await TestDatabase.createMigrated();
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    service = await Gatehouse.start(database, { PORT: String(port), GATEHOUSE_ISSUER: issuer });
    const token = await adminToken(service.api);
    client = await newClient(service.api, token, { scopes: ['revocations:read', 'introspect'] });
    environment = await environmentOf(issuer);
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-lines-'));
    const made = await inProject(NEST, NODE);
    ({ project } = made);
    Object.assign(programs, { Nest: made.nest, Node: made.node, curl: await inShell(CURL, folder) });
    const python = languages.present.find(({ name }) => name === 'Python');
    if (python !== undefined) programs['Python'] = await inPython(PYTHON, join(folder, 'python'), python.environment);
    if (presentNames.includes('Go')) programs['Go'] = await inGo(GO, join(folder, 'go'));
  });

  afterAll(async () => {
    languages.discard();
    await project.remove();
    await rm(folder, { recursive: true, force: true });
    await service.stop();
    await database.drop();
  });

  /** As a shell has it after it was told. */
  async function environmentOf(issuer: string): Promise<Record<string, string>> {
    const { client_id, client_secret } = client;
    const lines = environmentLines({ issuer, audience: issuer, client_id, client_secret });
    const names = ['GATEHOUSE_ISSUER', 'AUDIENCE', 'CLIENT_ID', 'CLIENT_SECRET'];
    const { stdout } = await run('sh', ['-c', `${lines}\nprintf '%s\\n' ${names.map(name => `"$${name}"`).join(' ')}`]);
    return Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((value, index) => [names[index] ?? '', value]),
    );
  }

  const programOf = (language: string): Programs => {
    const found = programs[language];
    if (found === undefined) throw new Error(`There is no program in ${language}`);
    return found;
  };

  const tokenBy = (language: string): Promise<string> =>
    printedBy(programOf(language).token, programOf(language), environment);

  it('set what a service is told, with whatever is in it', async () => {
    const audience = "it's $HOME";
    const lines = environmentLines({ issuer: 'https://id.example.org', audience, client_id: 'id' });
    const { stdout } = await run('sh', ['-c', `${lines}\nprintf '%s|%s' "$AUDIENCE" "$CLIENT_SECRET"`]);
    expect(stdout).toBe(`${audience}|the secret of this client`);
  });

  it.each(['Nest', 'Node', ...presentNames])(
    'get a token in %s, and let it in, and nobody without one',
    async language => {
      const token = await tokenBy(language);
      expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
      const answers = await answersOf(programOf(language), environment, await freePort(), token);
      expect(answers).toEqual([[200, `Hello ${client.client_id}`], 401, 401]);
    },
  );

  itWithCurl('get a token with curl, and ask about it', async () => {
    const TOKEN = await tokenBy('curl');
    const told = await printedBy(programOf('curl').verify, programOf('curl'), { ...environment, TOKEN });
    expect(JSON.parse(told)).toMatchObject({ active: true, client_id: client.client_id });
    const bad = await printedBy(programOf('curl').verify, programOf('curl'), { ...environment, TOKEN: 'bad' });
    expect(JSON.parse(bad)).toEqual({ active: false });
  });
});
