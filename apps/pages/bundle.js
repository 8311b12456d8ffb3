/**
 * Makes the pages' files, dist/pages: a document each, and under assets/ what they load, whose names change with their
 * content so that browsers may keep them for ever. Run by `npm run build`, from the root.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

const SOURCE = 'apps/pages/src';
const OUT = 'dist/pages';
const PAGES = {
  account: 'Your account',
  console: 'Console',
  device: 'Connect a device',
  login: 'Log in',
  'logged-out': 'Log out',
  upstream: 'Log in',
};
/** Of all scripts together, before compression. */
const MAX_SCRIPT_BYTES = 96 * 1024;

await rm(OUT, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [
    ...Object.keys(PAGES).map(name => ({ in: `${SOURCE}/${name}/main.ts`, out: name })),
    { in: `${SOURCE}/page.css`, out: 'page' },
  ],
  outdir: `${OUT}/assets`,
  entryNames: '[name]-[hash]',
  chunkNames: 'kit-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: ['chrome120', 'firefox121', 'safari17'],
  minify: true,
  charset: 'utf8',
  metafile: true,
  legalComments: 'none',
  logLevel: 'error',
});

const outputs = Object.entries(metafile.outputs);
const scripts = outputs.filter(([path]) => path.endsWith('.js'));
const bytes = scripts.reduce((sum, [, { bytes }]) => sum + bytes, 0);
if (bytes > MAX_SCRIPT_BYTES)
  throw new Error(`The pages have ${bytes} bytes of script; ${MAX_SCRIPT_BYTES} are allowed.`);

await mkdir(OUT, { recursive: true });
const template = await readFile(`${SOURCE}/page.html`, 'utf8');
for (const [name, title] of Object.entries(PAGES)) {
  const document = template
    .replace('%TITLE%', title)
    .replace('%STYLE%', addressOf(`${SOURCE}/page.css`))
    .replace('%SCRIPT%', addressOf(`${SOURCE}/${name}/main.ts`))
    .replace('%PRELOADS%', preloadsOf(`${SOURCE}/${name}/main.ts`));
  await writeFile(`${OUT}/${name}.html`, document);
}

/** Links to what a page's script imports, and so on, so that nothing is waited for twice. */
function preloadsOf(entryPoint) {
  const found = new Set();
  const follow = path => {
    for (const { path: next } of metafile.outputs[path].imports) {
      if (!found.has(next)) follow((found.add(next), next));
    }
  };
  follow(outputOf(entryPoint));
  return [...found].map(path => `<link rel="modulepreload" href="pages/${basename(path)}" />`).join('\n    ');
}

/** Relative to the page, so that the service may be served below a path. */
function addressOf(entryPoint) {
  return `pages/${basename(outputOf(entryPoint))}`;
}

function outputOf(entryPoint) {
  const [path] = outputs.find(([, output]) => output.entryPoint === entryPoint) ?? [];
  if (path === undefined) throw new Error(`Nothing was made of ${entryPoint}.`);
  return path;
}
