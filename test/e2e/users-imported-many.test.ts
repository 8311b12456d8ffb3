import { describe, expect, it } from '@jest/globals';
import { cameTo, LINES_TYPE, someone } from '../support/imports.js';
import { adminToken, logIn } from '../support/people.js';
import { rounds } from '../support/rounds.js';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../support/specs/foreign-hashes.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const PEOPLE = rounds(100_000, 5_000);
const MIB = 1024 * 1024;
const WITHIN_MS = 180_000;

describe('as many people as a company has', () => {
  const { service } = useGatehouse();

  it(
    'come in with hashes of all kinds, and take no more memory for being many',
    async () => {
      const admin = await adminToken(service.api);
      const memory = async (): Promise<number> => {
        const { body } = await service.api.get<string>('/metrics', { token: admin });
        return Number(/^process_resident_memory_bytes (\S+)/m.exec(body)?.[1]) / MIB;
      };
      const emails = Array.from({ length: PEOPLE }, someone);
      function* lines(): Generator<Buffer> {
        for (const [place, email] of emails.entries()) {
          const [, password_hash] = FOREIGN_HASHES[place % FOREIGN_HASHES.length] ?? [];
          yield Buffer.from(`${JSON.stringify({ email, password_hash, ext: { plan: 'gold' } })}\n`);
        }
      }
      const send = async (): Promise<unknown> => {
        const body = ReadableStream.from(lines());
        const headers = { 'content-type': LINES_TYPE, authorization: `Bearer ${admin}` };
        const init = { method: 'POST', headers, body, duplex: 'half' } as const;
        return (await fetch(`${service.url}/v1/users/import`, init)).json();
      };

      const mostBefore = await memory();
      const seen: number[] = [];
      const watching = setInterval(() => void memory().then(now => seen.push(now)), 500);
      const begun = performance.now();
      expect(await send()).toMatchObject(cameTo(PEOPLE));
      const took = performance.now() - begun;
      clearInterval(watching);
      expect(await send()).toMatchObject(cameTo(0, PEOPLE));
      expect(Math.max(...seen, await memory()) - mostBefore).toBeLessThan(150);
      for (const email of [emails[0], emails.at(-1)]) {
        await logIn(service.api, { email: email ?? '', password: FOREIGN_PASSWORD });
      }
      process.stdout.write(`${PEOPLE} people were imported in ${Math.round(took)} ms\n`);
    },
    WITHIN_MS * 2,
  );
});
