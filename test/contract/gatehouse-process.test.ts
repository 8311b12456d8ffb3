import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const IMPORTS = `
  const { Gatehouse } = await import('./libs/verifier/core/src/index.ts');
  const { TestIssuer, eventually } = await import('./libs/verifier/testing/src/index.ts');
`;

/** What a program of its own writes, as JSON. */
async function outputOf(program: string): Promise<Record<string, number>> {
  const compile = ['--conditions=source', '--import', '@swc-node/register/esm-register'];
  const args = ['--expose-gc', ...compile, '--input-type=module', '-e', IMPORTS + program];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await run(process.execPath, args, { cwd: root, env, timeout: 100_000 });
  return JSON.parse(stdout) as Record<string, number>;
}

describe('A process with Gatehouse in it', () => {
  it('ends by itself after close, in the middle of everything', async () => {
    const output = await outputOf(`
      const issuer = await TestIssuer.start();
      const running = new Gatehouse(issuer.options('notes'));
      await running.start();
      await running.verify(issuer.mint({ sub: 'u' }));
      await running.close();
      const waiting = new Gatehouse(issuer.options('notes'));
      issuer.answer('stream', { hang: true });
      void waiting.start();
      await eventually(() => issuer.requests('stream') === 2);
      await waiting.close();
      const failing = new Gatehouse(issuer.options('notes'));
      issuer.answer('token', { status: 503 });
      void failing.start();
      await eventually(() => issuer.requests('token') > 5);
      await failing.close();
      await issuer.stop();
      console.log(JSON.stringify({ ended: Date.now() }));
    `);
    expect(Date.now() - output['ended']!).toBeLessThan(5000);
  });

  it('holds 100,000 revocations in little memory, takes them in at once and judges by them in no time', async () => {
    const { megabytes, loading, applying, nanoseconds, entries } = await outputOf(`
      const issuer = await TestIssuer.start();
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      const id = i => String(i).padStart(8, '0') + '-89ab-7def-8123-456789abcdef';
      const kinds = [
        i => ({ kind: 'session', sid: id(i), expires_at }),
        i => ({ kind: 'token', jti: id(i).slice(0, 22), expires_at }),
        i => ({ kind: 'subject', sub: id(i), min_epoch: 3, status: 'active', expires_at }),
      ];
      const used = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
      const gatehouse = new Gatehouse(issuer.options('notes'));
      await gatehouse.start();
      issuer.cutStreams();
      issuer.feed.replace(Array.from({ length: 100_000 }, (_, i) => kinds[i % 3](i)));
      const { readRevocationBatch } = await import('./libs/verifier/core/src/remote/revocation-batch.ts');
      const { RevocationPicture } = await import('./libs/verifier/core/src/remote/revocation-picture.ts');
      const texts = issuer.feed.after(undefined).map(batch => JSON.stringify(batch));
      const before = used();
      // Time of the processor, since others may be using it as well.
      let applying = Infinity;
      let picture;
      for (let i = 0; i < 5; i++) {
        picture = new RevocationPicture();
        const began = process.cpuUsage();
        for (const text of texts) picture.apply(readRevocationBatch(text));
        const { user, system } = process.cpuUsage(began);
        applying = Math.min(applying, (user + system) / 1000);
      }
      const megabytes = (used() - before) / 2 ** 20;
      const began = performance.now();
      await eventually(() => gatehouse.status().entries === 100_000);
      const loading = performance.now() - began;
      const view = gatehouse.verifier.revocations;
      const tokens = Array.from({ length: 1000 }, (_, i) => ({
        kid: 'k', claims: { jti: 'j' + i, sid: 's' + i, sub: id(i * 90 + 2), epoch: 3, client_id: 'gatehouse' },
      }));
      let nanoseconds = Infinity;
      for (let run = 0; run < 20; run++) {
        const began = process.cpuUsage();
        for (let i = 0; i < 50; i++) for (const token of tokens) view.check(token);
        const { user, system } = process.cpuUsage(began);
        nanoseconds = Math.min(nanoseconds, (user + system) * 1000 / 50_000);
      }
      const entries = picture.state.size;
      await gatehouse.close();
      await issuer.stop();
      console.log(JSON.stringify({ megabytes, loading, applying, nanoseconds, entries }));
    `);
    expect(entries).toBe(100_000);
    expect(megabytes).toBeLessThan(40);
    expect(applying).toBeLessThan(1000);
    expect(nanoseconds).toBeLessThan(1000);
    // By way of HTTP, from an issuer in the same process, after a first wait of half a second for the heartbeat.
    expect(loading).toBeLessThan(10_000);
  });
});
