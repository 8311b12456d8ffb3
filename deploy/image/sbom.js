/**
 * Writes what the service is made of as a software bill of materials (CycloneDX 1.5, JSON): each package with version, licence and
 * checksum, by the lockfile. Asks no registry.
 *
 *     node deploy/image/sbom.js <file> [--installed]
 *
 * Of all platforms; with `--installed`, of what lies in node_modules alone.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

// With `--omit dev` it would leave out whatever something for development needs as well.
const LISTING = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
const MOST_BYTES = 16 * 1024 * 1024;

/** Of packages that do not say it where npm looks: by the old form of package.json, and by the README. */
const LICENCES = { 'passport-strategy@1.0.0': 'MIT', 'pause@0.0.1': 'MIT' };

const [file, option] = process.argv.slice(2);
if (file === undefined || ![undefined, '--installed'].includes(option)) {
  process.stderr.write('usage: node deploy/image/sbom.js <file> [--installed]\n');
  process.exit(2);
}

const readJson = async path => JSON.parse(await readFile(path, 'utf8'));
const idOf = ({ name, version }) => `${name}@${version}`;

const { stdout } = await promisify(execFile)('npm', LISTING, { maxBuffer: MOST_BYTES });
const sbom = JSON.parse(stdout);
// npm takes the name of the folder.
const { name } = await readJson('package.json');
Object.assign(sbom.metadata.component, { type: 'application', name });
for (const component of sbom.components) {
  const licence = LICENCES[idOf(component)];
  if (!component.licenses?.length && licence !== undefined) component.licenses = [{ license: { id: licence } }];
}
keep(sbom, await shipped(path => option !== '--installed' || existsSync(path)));
await writeFile(file, `${JSON.stringify(sbom, undefined, 2)}\n`);

/** What is not for development alone, of the places that count. */
async function shipped(counts) {
  const { packages } = await readJson('package-lock.json');
  const places = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && counts(path),
  );
  const ids = places.map(([path, { name: own = path.split('node_modules/').at(-1), version }]) =>
    idOf({ name: own, version }),
  );
  return new Set(ids);
}

function keep(whole, ids) {
  whole.components = whole.components.filter(component => ids.has(idOf(component)));
  const refs = new Set([whole.metadata.component, ...whole.components].map(component => component['bom-ref']));
  whole.dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(one => refs.has(one)) }));
}
