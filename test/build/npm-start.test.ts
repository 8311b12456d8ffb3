import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runProgram, type RunningProcess } from '../support/process.js';
import { SmallProject } from '../support/small-project.js';

/** Far less than for ever, on busy cores too. */
const WITHIN_MS = 20_000;

/**
 * Sends the signal as whatever has started npm would: to npm, and to nobody else. Its pipes close when nobody holds them any more:
 * npm, its shell, node, and whom that has started with the same output.
 */
async function endsWhole({ child }: RunningProcess): Promise<void> {
  const closed = once(child, 'close', { signal: AbortSignal.timeout(WITHIN_MS) });
  child.kill('SIGTERM');
  try {
    await closed;
  } finally {
    // Of somebody who is left: the tests would wait for them.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

describe('npm start, told to end by SIGTERM', () => {
  it('stops the service and its database in order', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-npm-start-'));
    const running = runProgram(['npm', 'start'], { PORT: '0', GATEHOUSE_DATA_DIR: dataDir });
    await running.printed(/Gatehouse is ready at/, 60_000);
    await endsWhole(running);
    expect(running.output()).toContain('Gatehouse: stopped');
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
    await rm(dataDir, { recursive: true });
  });

  it('ends a build that it has begun, and starts nothing', async () => {
    const project = await SmallProject.create();
    await project.write('hold', '');
    await project.write('dist/programs/service.js', `console.log('started');`);
    const running = project.npmStart();
    await running.printed(/holding \d+/);
    await endsWhole(running);
    expect(running.output()).toContain('The build failed: step.js ended with SIGTERM');
    expect(running.output()).not.toContain('started');
    await project.remove();
  });
});
