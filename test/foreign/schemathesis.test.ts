/**
 * Schemathesis holds the service against openapi.json from outside: it makes requests of all kinds from the schemas, good
 * and bad, and judges the answers. What it finds is mended, or argued in schemathesis/exceptions.ts.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { root } from '../support/foreign-project.js';
import { ADMIN } from '../support/gatehouse.js';
import { basic, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { pythonTools, run } from '../support/python-tools.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import type { Exception } from './schemathesis/exception.js';
import { EXCEPTIONS } from './schemathesis/exceptions.js';
import { judged, readReport, type Report } from './schemathesis/findings.js';

const HERE = join(root, 'test/foreign/schemathesis');
/** Of one run; two cores may be busy. */
const RUN_WITHIN_MS = 600_000;
const OAUTH = '^/oauth/';
/** It knows of no media type of lines; test/e2e/users-imported-hostile.test.ts sends them what is hostile. */
const OF_LINES = 'importUsers';

const tools = await pythonTools('Schemathesis', '--requirement', join(HERE, 'requirements.txt'));

if (tools !== undefined) {
  describe('what Schemathesis finds', () => {
    const { service } = useGatehouse({ GATEHOUSE_PASSWORD_GRANT: 'on' });
    const used = new Set<Exception>();

    afterAll(async () => {
      await tools.discard();
    });

    async function schemathesis(caller: string, ...args: string[]): Promise<Report> {
      const report = join(tools?.folder ?? '', `${caller}.ndjson`);
      const { PATH = '' } = process.env;
      const options = {
        timeout: RUN_WITHIN_MS,
        maxBuffer: 2 ** 28,
        cwd: tools?.folder,
        env: {
          PATH,
          PYTHONPATH: HERE,
          PYTHONDONTWRITEBYTECODE: '1',
          GATEHOUSE_URL: service.url,
          GATEHOUSE_CALLER: caller,
          ADMIN_EMAIL: ADMIN.email,
          ADMIN_PASSWORD: ADMIN.password,
        },
      };
      const all = [
        ...['--config-file', join(HERE, 'schemathesis.toml'), 'run', join(root, 'openapi.json'), '--url', service.url],
        ...['--exclude-operation-id', OF_LINES],
        ...['--no-color', '--report', 'ndjson', '--report-ndjson-path', report, ...args],
      ];
      // It exits with 1 for what it has found, which is read from the report.
      const { code, stderr } = await run(tools?.program('schemathesis') ?? '', all, options).then(
        ({ stderr: text }) => ({ code: 0, stderr: text }),
        (error: unknown) => error as { code: number | null; stderr: string },
      );
      if (code !== 0 && code !== 1) throw new Error(`Schemathesis ended with ${code}: ${stderr}`);
      return readReport(report);
    }

    /** Nothing but what was argued, in a run that was one. */
    function expectNothing({ cases, errors, findings }: Report, leastCases: number): void {
      const verdict = judged(findings);
      for (const exception of verdict.used) used.add(exception);
      expect(errors).toEqual([]);
      expect(verdict.unargued).toEqual([]);
      expect(cases).toBeGreaterThan(leastCases);
    }

    it(
      'as an administrator, and as people who end what is theirs',
      async () => {
        const phases = ['--phases', 'examples,coverage,fuzzing,stateful'];
        const report = await schemathesis('administrator', ...phases, '--exclude-path-regex', OAUTH);
        expectNothing(report, 2000);
        // All but the one of lines.
        expect(report.operations.size).toBe((await operationsBeside(OAUTH)) - 1);
      },
      RUN_WITHIN_MS,
    );

    it(
      'as somebody who is not known',
      async () => {
        // Else it makes credentials of several kinds up at once, and is told that one is enough.
        const bare = ['--generation-with-security-parameters', 'false'];
        const phases = ['--phases', 'examples,coverage,fuzzing'];
        expectNothing(await schemathesis('nobody', ...phases, ...bare), 1000);
      },
      RUN_WITHIN_MS,
    );

    it(
      'as a service client, at the OAuth endpoints',
      async () => {
        const client = await newClient(service.api, await adminToken(service.api), { scopes: ['introspect'] });
        const header = ['--header', `Authorization: ${basic(client).authorization}`];
        const phases = ['--phases', 'examples,coverage,fuzzing', '--max-examples', '100'];
        expectNothing(await schemathesis('client', ...phases, ...header, '--include-path-regex', OAUTH), 200);
      },
      RUN_WITHIN_MS,
    );

    it('is argued away only as long as it is found', () => {
      const idle = EXCEPTIONS.filter(exception => !used.has(exception));
      for (const { reason } of idle.filter(({ isRare = false }) => isRare)) {
        process.stderr.write(`An exception for Schemathesis was of no use this time: ${reason}\n`);
      }
      expect(idle.filter(({ isRare = false }) => !isRare)).toEqual([]);
    });
  });
}

/** How many operations there are whose paths do not fit. */
async function operationsBeside(pattern: string): Promise<number> {
  const { paths } = JSON.parse(await readFile(join(root, 'openapi.json'), 'utf8')) as { paths: Record<string, object> };
  const others = Object.entries(paths).filter(([path]) => !new RegExp(pattern).test(path));
  return others.reduce((sum, [, methods]) => sum + Object.keys(methods).length, 0);
}
