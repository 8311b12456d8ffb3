import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** Of this repository: the stamps of the build that these tests run on. */
describe('what the build looks at', () => {
  let sources: string[];

  beforeAll(async () => {
    const stamps = await Promise.all(
      ['service', 'pages'].map(async name => {
        const text = await readFile(`dist/.built/${name}.json`, 'utf8');
        return Object.keys((JSON.parse(text) as { sources: object }).sources);
      }),
    );
    sources = [...new Set(stamps.flat())];
  });

  it('is everything that the compiler reads of this repository', async () => {
    const tsc = 'node_modules/typescript/bin/tsc';
    const args = [tsc, '-p', 'tsconfig.build.json', '--listFilesOnly'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
    const read = stdout.split('\n').map(path => relative('.', path));
    const own = read.filter(path => path !== '' && !path.startsWith('node_modules/') && !path.startsWith('../'));
    expect(own.length).toBeGreaterThan(400);
    expect(own.filter(path => !sources.includes(path))).toEqual([]);
  });

  it('is everything that the image is built of', async () => {
    const build = /^FROM .* AS build\n([^]*?)^FROM /m.exec(await readFile('Dockerfile', 'utf8'))?.[1] ?? '';
    const copied = [...build.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
    const ignore = (await readFile('.dockerignore', 'utf8')).split('\n');
    const lets = ignore.filter(line => line.startsWith('!')).map(line => line.slice(1));
    const needed = new Set(sources.filter(path => !path.startsWith('node_modules/')).map(path => path.split('/')[0]));
    expect(needed.size).toBeGreaterThan(5);
    for (const top of needed) expect([top, copied.includes(top!), lets.includes(top!)]).toEqual([top, true, true]);
  });

  it('makes the program that the image starts', async () => {
    const [, command] = /^CMD \["node", "([^"]+)"\]$/m.exec(await readFile('Dockerfile', 'utf8')) ?? [];
    const { results } = JSON.parse(await readFile('dist/.built/service.json', 'utf8')) as { results: object };
    expect(Object.keys(results)).toContain(command);
  });
});
