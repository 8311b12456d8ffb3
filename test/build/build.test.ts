import { access, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SmallProject } from '../support/small-project.js';

const NOTHING_TO_DO = { code: 0, said: '' };
const HOLDING = /holding (\d+)/;

describe('the build', () => {
  let project: SmallProject;

  beforeEach(async () => {
    project = await SmallProject.create();
    expect(await project.build()).toEqual({ code: 0, said: 'Building: thing, since there is no complete build …\n' });
    expect(await project.made()).toBe('one two');
  });

  afterEach(() => project.remove());

  /** Whether the next build is one, whether the one after it has nothing to do, and why the first had. */
  async function demandOneBuild(reason: string): Promise<void> {
    const before = await project.builds();
    expect(await project.build('--check')).toEqual({ code: 1, said: `Not built: thing, since ${reason}.\n` });
    expect(await project.build()).toEqual({ code: 0, said: `Building: thing, since ${reason} …\n` });
    expect(await project.build()).toEqual(NOTHING_TO_DO);
    expect(await project.build('--check')).toEqual(NOTHING_TO_DO);
    expect((await project.builds()) - before).toBe(1);
  }

  it('has nothing to do the second time', async () => {
    expect(await project.build()).toEqual(NOTHING_TO_DO);
    expect(await project.builds()).toBe(1);
  });

  it('has nothing to do where a file was touched, or only a spec has changed', async () => {
    const later = new Date(Date.now() + 60_000);
    await utimes(join(project.root, 'src/a.txt'), later, later);
    await project.write('src/a.spec.ts', '// more');
    expect(await project.build()).toEqual(NOTHING_TO_DO);
  });

  it('builds anew when a source has changed, even to one of the same size and time', async () => {
    const then = new Date(0);
    await utimes(join(project.root, 'src/a.txt'), then, then);
    await project.write('src/a.txt', 'ONE');
    await utimes(join(project.root, 'src/a.txt'), then, then);
    await demandOneBuild('src/a.txt has changed');
    expect(await project.made()).toBe('ONE two');
  });

  it('builds anew when a source is new', async () => {
    await project.write('src/c.txt', 'three');
    await demandOneBuild('src/c.txt is new');
    expect(await project.made()).toBe('one two three');
  });

  it('leaves nothing of a source that is gone', async () => {
    await project.remove('src/b.txt');
    await demandOneBuild('src/b.txt is gone');
    await expect(access(join(project.root, 'out/b.txt'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('builds anew when something that it made is gone, was written over or is not its own', async () => {
    await project.remove('out/b.txt');
    await demandOneBuild('out/b.txt is gone');
    await project.write('out/b.txt', 'other');
    await demandOneBuild('out/b.txt has changed');
    await project.write('out/stray.txt', '');
    await demandOneBuild('out/stray.txt is new');
  });

  it('builds anew when other packages are installed, or one of those inside was changed by hand', async () => {
    await project.write('node_modules/.package-lock.json', '{ "packages": {} }');
    await demandOneBuild('node_modules/.package-lock.json has changed');
    await project.write('node_modules/thing/index.js', '// patched');
    await demandOneBuild('node_modules/thing/index.js has changed');
  });

  it('builds anew with another Node, and when its own record is torn', async () => {
    const stamp = await readFile(join(project.root, 'dist/.built/thing.json'), 'utf8');
    await project.write('dist/.built/thing.json', stamp.replace(process.version, 'v20.0.0'));
    await demandOneBuild(`it was built with Node v20.0.0 ${process.platform} ${process.arch}`);
    await project.write('dist/.built/thing.json', stamp.slice(0, -10));
    await demandOneBuild('there is no complete build');
  });

  it('fails when a step fails, each time until it does not', async () => {
    await project.write('src/a.txt', 'broken');
    for (const reason of ['src/a.txt has changed', 'there is no complete build']) {
      const { code, said } = await project.build();
      expect(code).toBe(1);
      expect(said).toMatch(
        new RegExp(`^Building: thing, since ${reason} …[^]*The build failed: step.js ended with 1[.]\n$`),
      );
    }
    await project.write('src/a.txt', 'one');
    await demandOneBuild('there is no complete build');
  });

  it('that is killed in the middle is none, and keeps nobody out', async () => {
    await project.write('src/a.txt', 'new');
    await project.write('hold', '');
    const running = project.start();
    const [, step] = await running.printed(HOLDING);
    expect(await project.made()).toBe('half');
    running.child.kill('SIGKILL');
    await running.exited();
    process.kill(Number(step), 'SIGKILL');
    await project.remove('hold');
    await demandOneBuild('there is no complete build');
    expect(await project.made()).toBe('new two');
  });

  it('that is ended in the middle ends its steps', async () => {
    await project.write('src/a.txt', 'new');
    await project.write('hold', '');
    const running = project.start();
    const [, step] = await running.printed(HOLDING);
    running.child.kill('SIGTERM');
    expect(await running.exited()).toBe(1);
    expect(() => process.kill(Number(step), 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    await project.remove('hold');
    await demandOneBuild('there is no complete build');
  });

  it('starts again when a source changes under it, even there and back', async () => {
    for (const text of ['newer', 'new']) {
      await project.write('src/a.txt', 'new');
      await project.remove('out');
      await project.write('hold', '');
      const running = project.start();
      await running.printed(HOLDING);
      await project.write('src/a.txt', 'other');
      await project.write('src/a.txt', text);
      await project.remove('hold');
      expect(await running.exited()).toBe(0);
      expect(running.output()).toContain('While it was being built, src/a.txt has changed: once more.');
      expect(await project.made()).toBe(`${text} two`);
      expect(await project.build()).toEqual(NOTHING_TO_DO);
    }
  });

  it('is done once by two at a time', async () => {
    await project.write('src/a.txt', 'new');
    await project.write('hold', '');
    const first = project.start();
    await first.printed(HOLDING);
    const second = project.start();
    await second.printed(/Somebody else is building here: waiting …/);
    await project.remove('hold');
    expect([await first.exited(), await second.exited()]).toEqual([0, 0]);
    expect(second.output()).toBe('Somebody else is building here: waiting …\n');
    expect(await project.builds()).toBe(2);
  });
});
