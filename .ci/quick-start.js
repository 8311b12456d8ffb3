/**
 * What somebody new does, by the words of the README, in a clone of this checkout (below the folder that is its one argument): to the
 * first token, and to the first guarded route of a service of their own. Says how long both took, and fails where it does not work or
 * takes absurdly long; packages come from npm's cache where it has them.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Three times what it takes on two cores that nobody else uses, and more. */
const TOKEN_WITHIN_MS = 180_000;
const ROUTE_WITHIN_MS = 300_000;

const MAIN = `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule, new FastifyAdapter());
await app.listen(0, '127.0.0.1');
console.log('listening on ' + (await app.getUrl()));
`;
const COMPILER = {
  compilerOptions: {
    ...{
      module: 'nodenext',
      target: 'es2023',
      types: ['node'],
      rootDir: '.',
      outDir: 'out',
      strict: true,
      skipLibCheck: true,
    },
    ...{ experimentalDecorators: true, emitDecoratorMetadata: true },
  },
};

const folder = resolve(process.argv[2]);
const clone = join(folder, 'gatehouse');
const service = join(folder, 'reports');
const started = [];
const { DATABASE_URL: _, NODE_ENV: __, ...inherited } = process.env;
const environment = { ...inherited, PORT: String(await freePort()), GATEHOUSE_AUDIENCE: 'reports' };

await mkdir(folder, { recursive: true });
const began = performance.now();
try {
  await run('git', ['clone', '--quiet', process.cwd(), clone], folder);
  const readme = await readFile(join(clone, 'README.md'), 'utf8');
  const gatehouse = await start('bash', ['-c', blockUnder(readme, 'Run it')], clone, environment);
  const banner = await gatehouse.printed(/ready at (\S+)[^]*e-mail:?\s+(\S+)[^]*password:?\s+(\S+)/);
  const [, url, email, password] = banner;
  const session = blockUnder(readme, 'A first session').replace('http://localhost:3000', url);
  const answers = await run('bash', ['-euo', 'pipefail', '-c', session], clone);
  expect(JSON.parse(answers.split('\n')[1] ?? '').roles?.includes('user'), `the first session answered ${answers}`);
  told('clone → first token', began, TOKEN_WITHIN_MS);

  const { client_id: id, client_secret: secret } = await auth(
    'clients',
    'create',
    'reports',
    '--scope',
    'revocations:read',
  );
  await auth('roles', 'create', 'auditor');
  await auth('roles', 'grant', email, 'auditor');
  await makeService(blockUnder(readme, 'Guard the routes of another service', 'ts'));
  const reports = await start('node', ['out/main.js'], service, {
    ...environment,
    ...{ GATEHOUSE_ISSUER: url, CLIENT_ID: id, CLIENT_SECRET: secret },
  });
  const [, route] = await reports.printed(/listening on (\S+)/);
  const { access_token: token } = await (await post(`${url}/v1/auth/login`, { email, password })).json();
  const authorization = `Bearer ${token}`;
  await eventually(
    async () => (await fetch(`${route}/reports`, { headers: { authorization } })).status === 200,
    'let in',
  );
  expect((await fetch(`${route}/reports`)).status === 401, 'the route has let a stranger in');
  await fetch(`${url}/v1/auth/logout`, { method: 'POST', headers: { authorization } });
  await eventually(
    async () => (await fetch(`${route}/reports`, { headers: { authorization } })).status === 401,
    'refused',
  );
  told('clone → guarded route in a new service', began, ROUTE_WITHIN_MS);
} finally {
  for (const { child, exit } of started.reverse()) {
    // Shells and npm do not pass it on.
    if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await exit;
  }
}

async function makeService(example) {
  const [tarball] = (await run('npm', ['run', '--silent', 'pack:verifier', '--', folder], clone))
    .trim()
    .split('\n')
    .slice(-1);
  await mkdir(service);
  await writeFile(join(service, 'package.json'), JSON.stringify({ name: 'reports', type: 'module', private: true }));
  await writeFile(join(service, 'tsconfig.json'), JSON.stringify(COMPILER));
  await writeFile(join(service, 'app.module.ts'), example);
  await writeFile(join(service, 'main.ts'), MAIN);
  const packages = [resolve(clone, tarball), '@nestjs/platform-fastify@12', 'rxjs', 'typescript', '@types/node'];
  await run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], service);
  await run('npx', ['tsc'], service);
}

/** The first block of code below a heading. */
function blockUnder(page, heading, language = 'sh') {
  const [, block] = new RegExp(`## ${heading}\n[^]*?\`\`\`${language}\n([^]*?)\`\`\``).exec(page) ?? [];
  expect(block !== undefined, `there is nothing to paste below ${heading}`);
  return block;
}

async function auth(...command) {
  return JSON.parse(await run('npm', ['run', '--silent', 'auth', '--', ...command, '--json'], clone, environment));
}

async function run(program, args, cwd, env = inherited) {
  const { stdout } = await promisify(execFile)(program, args, { cwd, env, maxBuffer: 2 ** 26 });
  return stdout;
}

async function start(program, args, cwd, env) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  // When nobody holds what it writes to any more: what it has started has ended too.
  const exit = once(child, 'close');
  started.push({ child, exit });
  let said = '';
  const lines = createInterface({ input: child.stdout }).on('line', line => (said += `${line}\n`));
  const printed = async pattern => {
    for (;;) {
      const found = pattern.exec(said);
      if (found !== null) return found;
      const ended = await Promise.race([once(lines, 'line').then(() => false), exit.then(() => true)]);
      expect(!ended, `${program} has ended without saying ${pattern}`);
    }
  };
  return { printed };
}

function post(url, body) {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function eventually(isSo, what) {
  for (let attempt = 0; !(await isSo()); attempt++) {
    expect(attempt < 100, `nobody was ${what} within ten seconds`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function told(what, since, within) {
  const took = performance.now() - since;
  console.log(`${what}: ${(took / 1000).toFixed(1)} s`);
  expect(took <= within, `${what} took more than ${within / 1000} s`);
}

function expect(isSo, otherwise) {
  if (!isSo) throw new Error(otherwise);
}
