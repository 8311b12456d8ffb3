import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly { readonly license?: { id?: string; name?: string }; readonly expression?: string }[];
}

interface Bill {
  readonly components: readonly Component[];
  readonly metadata: { readonly component: Component; readonly timestamp: string };
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** The bill of materials as `npm run sbom` writes it (CycloneDX 1.5). */
describe('the bill of materials', () => {
  let folder: string;
  let bill: Bill;
  /** What is shipped by the lockfile, by name and version. */
  const shipped = new Map<string, Locked>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-sbom-'));
    const file = join(folder, 'sbom.cdx.json');
    await promisify(execFile)(process.execPath, ['deploy/image/sbom.js', file]);
    bill = JSON.parse(await readFile(file, 'utf8')) as Bill;
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>;
    };
    for (const [path, locked] of Object.entries(packages)) {
      const { name = path.split('node_modules/').at(-1), version, dev, devOptional } = locked;
      if (path !== '' && dev !== true && devOptional !== true) shipped.set(`${name}@${version}`, locked);
    }
    expect(shipped.size).toBeGreaterThan(200);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('has each package that is shipped, and none that is for development alone', () => {
    const ids = bill.components.map(({ name, version }) => `${name}@${version}`);
    expect(ids.sort()).toEqual([...shipped.keys()].sort());
    expect(ids).toEqual(expect.arrayContaining([expect.stringMatching(/^@nestjs\/core@/)]));
    expect(ids.filter(id => /^(?:jest|typescript|express)@/.test(id))).toEqual([]);
  });

  it('says of each under which licence it is, and by which checksum it is known', () => {
    for (const { name, version, licenses = [], hashes = [], ...component } of bill.components) {
      const id = `${name}@${version}`;
      const said = licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression);
      expect([id, said]).toEqual([id, expect.arrayContaining([expect.stringMatching(/^[A-Za-z0-9]/)])]);
      const [algorithm = '', digest = ''] = shipped.get(id)?.integrity?.split('-') ?? [];
      const alg = algorithm.toUpperCase().replace('SHA', 'SHA-');
      expect([id, hashes]).toEqual([id, [{ alg, content: Buffer.from(digest, 'base64').toString('hex') }]]);
      expect(component).toMatchObject({ type: 'library', purl: expect.stringMatching(/^pkg:npm\/.+@.+/) });
    }
  });

  it('is a document of CycloneDX, whole in itself', () => {
    const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
    expect(bill).toMatchObject({
      ...{ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, serialNumber: expect.stringMatching(uuid) },
      metadata: { component: { type: 'application', name: 'gatehouse' } },
    });
    expect(Date.parse(bill.metadata.timestamp)).not.toBeNaN();
    const refs = [bill.metadata.component, ...bill.components].map(component => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bill.dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    const unknown = bill.dependencies.flatMap(({ dependsOn = [] }) => dependsOn).filter(ref => !refs.includes(ref));
    expect(unknown).toEqual([]);
    const ours = bill.dependencies.find(({ ref }) => ref === bill.metadata.component['bom-ref']);
    expect(ours?.dependsOn?.length).toBeGreaterThan(30);
  });
});
