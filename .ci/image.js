/**
 * Does what the Dockerfile says, for want of an engine for it: takes its words from it, in an empty folder (its one argument), with what has
 * been built already. Fails where the image would be too large, where its bill of materials is not of what is in it, and
 * where what is in it does not serve. Needs DATABASE_URL of an empty database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createGzip } from 'node:zlib';
import { serve } from './serve.js';

/** As registries show the size of an image: its layers compressed, for linux/amd64. */
const LIMIT_MB = 200;
/**
 * What is below our layers, rounded up: some 28 MB of Debian's slim image and some 52 MB of Node.js, compressed; 75 and 160 as they lie on a
 * disk. It is not looked up, which takes the network and a registry.
 */
const BASES = { 'node:24-slim': { compressed: 85, whole: 240 } };

const folder = resolve(process.argv[2]);
const root = process.cwd();
/** What stands for this folder of a stage. */
const WORKDIR = '/gatehouse';

const stages = stagesOf(await readFile('Dockerfile', 'utf8'));
const final = stages.at(-1);
const base = BASES[final.base] ?? fail(`The size of ${final.base} is not known here.`);
const origins = { build: root, dependencies: join(folder, 'dependencies') };
const image = join(folder, 'image');

await make(
  stages.find(({ name }) => name === 'dependencies'),
  origins.dependencies,
);
const layers = await make(final, image);
checkSize(layers);
await checkBill();
await run('the migrations run', ['node_modules/typeorm/cli.js', 'migration:run', '-d', 'dist/ormconfig.js']);
await run('a command of operators runs', ['dist/programs/auth.js', 'users', 'list']);
const [program, ...args] = JSON.parse(final.instructions.find(({ word }) => word === 'CMD').rest);
// The documentation's page is made of files of a package.
await serve(program, args, { cwd: image, env: environment() }, ['/health/ready', '/docs']);

/** The stages of a Dockerfile: where each begins, what it is called, and its instructions. */
function stagesOf(text) {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter(Boolean);
  const found = [];
  for (const line of lines) {
    const [, word, rest] = /^(\w+) +(.*)$/.exec(line);
    const [, from, name] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
    if (word === 'FROM') found.push({ base: from, name, instructions: [] });
    else found.at(-1).instructions.push({ word, rest });
  }
  return found;
}

/** @returns how large each layer is that is copied, in bytes */
async function make({ instructions }, into) {
  await mkdir(into, { recursive: true });
  const made = [];
  for (const { word, rest } of instructions) {
    if (word === 'RUN') await done(spawn('sh', ['-c', rest], { cwd: into, stdio: ['ignore', 'inherit', 'inherit'] }));
    if (word === 'COPY') made.push({ what: rest, ...(await sizeOf(into, await copy(rest, into))) });
  }
  return made;
}

/** @returns what is there now, by paths within the stage */
async function copy(words, into) {
  const [, from, paths] = /^(?:--from=(\S+) )?(.*)$/.exec(words);
  const sources = paths.split(' ');
  const target = sources.pop();
  const copied = [];
  for (const source of sources) {
    const path = source.startsWith(`${WORKDIR}/`) ? source.slice(WORKDIR.length + 1) : source;
    const place = target === './' ? path : target;
    await mkdir(dirname(join(into, place)), { recursive: true });
    const origin = join(from === undefined ? root : origins[from], path);
    await done(spawn('cp', ['-a', origin, join(into, place)], { stdio: 'inherit' }));
    copied.push(place);
  }
  return copied;
}

async function sizeOf(within, paths) {
  const tar = spawn('tar', ['-C', within, '-cf', '-', ...paths], { stdio: ['ignore', 'pipe', 'inherit'] });
  const size = { whole: 0, compressed: 0 };
  tar.stdout.on('data', chunk => (size.whole += chunk.length));
  for await (const chunk of tar.stdout.pipe(createGzip())) size.compressed += chunk.length;
  return size;
}

function checkSize(made) {
  const mb = bytes => Math.ceil(bytes / 1e6);
  for (const { what, compressed, whole } of made) console.log(`${mb(compressed)} MB (${mb(whole)} on disk): ${what}`);
  const sum = kind => base[kind] + mb(made.reduce((total, layer) => total + layer[kind], 0));
  console.log(`${sum('compressed')} MB (${sum('whole')} on disk) with ${final.base}; at most ${LIMIT_MB} are allowed`);
  if (sum('compressed') > LIMIT_MB) fail('The image is too large.');
}

/** Each package that is in the image is in its bill of materials, and no other. */
async function checkBill() {
  const { components } = JSON.parse(await readFile(join(image, 'sbom.cdx.json'), 'utf8'));
  const told = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const found = new Set();
  for await (const path of packagesBelow(join(image, 'node_modules'))) {
    const { name, version } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
    found.add(`${name}@${version}`);
  }
  const wrong = [...[...found].filter(id => !told.has(id)), ...[...told].filter(id => !found.has(id))];
  if (found.size === 0 || wrong.length > 0) fail(`The bill of materials and the image differ: ${wrong.join(', ')}`);
  console.log(`${found.size} packages, all of them in the bill of materials`);
}

async function* packagesBelow(modules) {
  for (const name of await readdir(modules).catch(() => [])) {
    if (name.startsWith('.')) continue;
    const path = join(modules, name);
    if (name.startsWith('@')) yield* packagesBelow(path);
    else {
      if (existsSync(join(path, 'package.json'))) yield path;
      yield* packagesBelow(join(path, 'node_modules'));
    }
  }
}

function environment() {
  const set = final.instructions.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.split(' '));
  const { PATH, HOME, DATABASE_URL } = process.env;
  const secret = 'what seals nothing but what is tried of the image here';
  const settings = { GATEHOUSE_ISSUER: 'https://auth.example.test', GATEHOUSE_SECRET: secret, PORT: '0' };
  return { PATH, HOME, DATABASE_URL, ...Object.fromEntries(set.map(one => one.split('='))), ...settings };
}

async function run(what, args) {
  await done(spawn(process.execPath, args, { cwd: image, env: environment(), stdio: ['ignore', 'ignore', 'inherit'] }));
  console.log(what);
}

async function done(child) {
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) fail(`${child.spawnargs.join(' ')} has ended with ${code ?? signal}.`);
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
