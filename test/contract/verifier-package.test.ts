/** The package as others install it: what is tested here is the tarball, in a project that knows nothing of this one. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { snippetOf } from '../support/foreign-project.js';
import { VerifierProject } from '../support/verifier-package.js';
import { COPY, TRY_COPIES, TRY_EXAMPLE, TRY_PLAIN } from '../support/verifier-programs.js';

const problem = (status: number, code: string): unknown[] => [
  status,
  'application/problem+json',
  expect.objectContaining({ status, code }),
];

describe('the package @gatehouse/verifier', () => {
  let project: VerifierProject;

  beforeAll(async () => {
    project = await VerifierProject.create();
    await project.write('app.module.ts', await snippetOf('libs/verifier/README.md', '## NestJS'));
    await project.write('try-example.ts', TRY_EXAMPLE);
    const plain = await snippetOf('libs/verifier/README.md', '## Without Nest');
    await project.write('plain.ts', `${plain}\nexport { gatehouse };\n`);
    await project.write('try-plain.ts', TRY_PLAIN);
    await project.write('tests.ts', await snippetOf('libs/verifier/README.md', '## Tests of your service'));
  });

  afterAll(() => project.remove());

  it('has types that pass the strictest check', async () => {
    await project.write('wrong.ts', `import { Gatehouse } from '@gatehouse/verifier';\nnew Gatehouse({});\n`);
    // The example for tests names what it does not use.
    expect((await project.compile()).filter(line => !/^tests\.ts.*TS6133/.test(line))).toEqual([
      expect.stringMatching(/^wrong\.ts.*TS2345/),
    ]);
  });

  it('guards a route by what its README says, which is what the README of Gatehouse says', async () => {
    const ours = await snippetOf('README.md', '## Guard the routes of another service');
    expect(ours).toBe(await readFile(`${project.folder}/app.module.ts`, 'utf8'));
    expect(JSON.parse(await project.node('out/try-example.js'))).toEqual([
      problem(401, 'token_missing'),
      [200, 'application/json; charset=utf-8', ['for ada']],
      problem(403, 'insufficient_scope'),
      problem(401, 'invalid_token'),
    ]);
  });

  it('guards a server that is not made with Nest by what its README says', async () => {
    expect(JSON.parse(await project.node('out/try-plain.js'))).toEqual([
      [401, 'application/problem+json', expect.stringContaining('token_missing')],
      [200, null, 'Hello ada'],
    ]);
  });

  it('guards a server of Fastify by what its README says', async () => {
    const hook = await snippetOf('libs/verifier/README.md', 'With Fastify:', 'js');
    await project.write(
      'fastify.js',
      `import Fastify from 'fastify';
       import { Gatehouse, refusalOf } from '@gatehouse/verifier';
       import { TestIssuer } from '@gatehouse/verifier/testing';
       const issuer = await TestIssuer.start();
       const gatehouse = new Gatehouse(issuer.options('reports'));
       await gatehouse.start();
       const app = Fastify();
       ${hook}
       app.get('/', request => ({ sub: request.principal.sub }));
       const url = await app.listen({ host: '127.0.0.1', port: 0 });
       const ask = async headers => {
         const answer = await fetch(url, { headers });
         return [answer.status, answer.headers.get('content-type'), await answer.json()];
       };
       const answers = [await ask({}), await ask({ authorization: 'Bearer ' + issuer.mint({ sub: 'ada' }) })];
       await app.close();
       await gatehouse.close();
       await issuer.stop();
       process.stdout.write(JSON.stringify(answers));`,
    );
    expect(JSON.parse(await project.node('fastify.js'))).toEqual([
      problem(401, 'token_missing'),
      [200, 'application/json; charset=utf-8', { sub: 'ada' }],
    ]);
  });

  it('opens no route where two copies of it meet', async () => {
    await project.installAnother('other');
    await project.write('node_modules/other/package.json', JSON.stringify({ type: 'module', exports: './index.js' }));
    await project.write('node_modules/other/index.js', COPY);
    await project.write('copy.js', COPY);
    await project.write('try-copies.js', TRY_COPIES);
    const expected = {
      //       nobody, [], [a], [b], [a, b]
      plain: [401, 200, 200, 200, 200],
      open: [200, 200, 200, 200, 200],
      roles: [401, 403, 200, 403, 200],
      permissions: [401, 403, 403, 403, 200],
      any: [401, 403, 200, 200, 200],
      'strict/own': [401, 403, 403, 200, 200],
      'strict/same': [401, 403, 200, 403, 200],
    };
    expect(JSON.parse(await project.node('try-copies.js'))).toEqual([expected, expected, expected, expected]);
  });

  it('declares what it needs in the versions that it is tested with', async () => {
    const { dependencies = {}, peerDependencies = {}, devDependencies } = await project.manifest();
    const ours = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, Record<string, string>>;
    const tested = { ...ours['dependencies'], ...ours['devDependencies'] };
    for (const [name, range] of Object.entries(dependencies))
      expect(`${name} ${range}`).toBe(`${name} ^${tested[name]}`);
    for (const [name, range] of Object.entries(peerDependencies)) {
      const [major = ''] = range.slice(1).split('.');
      expect(`${name} ${tested[name]?.split('.')[0] ?? ''}`).toBe(`${name} ${major}`);
    }
    expect(devDependencies).toBeUndefined();
  });
});
