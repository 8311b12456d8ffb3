/** Runs the lines that the console shows for a client, as somebody would who has copied them. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lines } from '../../apps/pages/src/console/clients/use/lines.js';
import { root, run } from './foreign-project.js';
import { runProgram } from './process.js';
import { VerifierProject } from './verifier-package.js';

type Command = readonly [string, ...string[]];
type Environment = Readonly<Record<string, string>>;

/** What starts them, once they are in their files. */
export interface Programs {
  readonly folder: string;
  readonly verify: Command;
  readonly token: Command;
  /** Besides what the client's lines set. */
  readonly environment: Environment;
}

/** As an application of Nest is started; its lines are the module alone. */
const MAIN = `
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(process.env['PORT'] ?? '', '127.0.0.1');
`;

/** A project with both packages, and the lines of Nest and Node in it. */
export async function inProject(
  nest: Lines,
  node: Lines,
): Promise<{ project: VerifierProject; nest: Programs; node: Programs }> {
  const project = await VerifierProject.create();
  const { folder } = project;
  const client = join(folder, 'node_modules/@gatehouse/client');
  const { stdout } = await run(process.execPath, ['libs/pack.js', 'client', folder], { cwd: root });
  await mkdir(client, { recursive: true });
  await run('tar', ['-xzf', stdout.trim(), '-C', client, '--strip-components=1']);
  await project.write('app.module.ts', nest.verify);
  await project.write('main.ts', MAIN);
  await project.write('nest-token.ts', nest.token);
  await project.write('service.js', node.verify);
  await project.write('token.js', node.token);
  const complaints = await project.compile();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  const programs = (verify: string, token: string): Programs => ({
    folder,
    verify: [process.execPath, verify],
    token: [process.execPath, token],
    environment: {},
  });
  return { project, nest: programs('out/main.js', 'out/nest-token.js'), node: programs('service.js', 'token.js') };
}

export async function inPython({ verify, token }: Lines, folder: string, environment: Environment): Promise<Programs> {
  await cp('docs/examples/python/gatehouse_verifier.py', join(folder, 'gatehouse_verifier.py'));
  await put(join(folder, 'service.py'), verify);
  await put(join(folder, 'token_of_client.py'), token);
  // The folder of a script comes before what is installed, as where somebody runs it.
  return { folder, verify: ['python3', 'service.py'], token: ['python3', 'token_of_client.py'], environment };
}

export async function inGo({ verify, token }: Lines, folder: string): Promise<Programs> {
  await cp('docs/examples/go', folder, { recursive: true });
  await put(join(folder, 'main.go'), verify);
  await put(join(folder, 'token/main.go'), token);
  const environment = { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off' };
  const env = { ...process.env, ...environment };
  await run('go', ['build', '-o', 'service', '.'], { cwd: folder, env });
  await run('go', ['build', '-o', 'get-token', './token'], { cwd: folder, env });
  return { folder, verify: [join(folder, 'service')], token: [join(folder, 'get-token')], environment };
}

export async function inShell({ verify, token }: Lines, folder: string): Promise<Programs> {
  await put(join(folder, 'verify.sh'), verify);
  await put(join(folder, 'token.sh'), token);
  return { folder, verify: ['sh', 'verify.sh'], token: ['sh', 'token.sh'], environment: {} };
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Runs one of them to its end. @returns what it printed */
export async function printedBy(
  command: Command,
  { folder, environment }: Programs,
  set: Environment,
): Promise<string> {
  const { PATH = '' } = process.env;
  const [program, ...args] = command;
  return (await run(program, args, { cwd: folder, env: { PATH, ...environment, ...set } })).stdout.trim();
}

/** Starts the service, asks it with a good token until it knows enough to answer, and then as nobody and with a bad one. */
export async function answersOf(
  { verify, folder, environment }: Programs,
  set: Environment,
  port: number,
  token: string,
): Promise<unknown[]> {
  const running = runProgram(verify, { ...environment, ...set, PORT: String(port) }, folder);
  const ask = async (headers: Record<string, string>): Promise<[number, string]> => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
    return [answer.status, await answer.text()];
  };
  try {
    const good = await patiently(() => ask({ authorization: `Bearer ${token}` }), running.output);
    return [good, (await ask({}))[0], (await ask({ authorization: `Bearer ${token}x` }))[0]];
  } finally {
    running.child.kill('SIGKILL');
    await running.exited();
  }
}

const PATIENCE_MS = 20_000;

async function patiently(ask: () => Promise<[number, string]>, output: () => string): Promise<[number, string]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer?.[0] === 200) return answer;
    if (performance.now() > deadline) throw new Error(`${JSON.stringify(answer)}\n${output()}`);
    await delay(100);
  }
}
