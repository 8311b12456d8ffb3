import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentsOf, differenceBetween, filesBelow, statesOf } from './files.js';

/** Compiled code and its bundles are the same for each, but what is looked for in packages need not be. */
const NODE = `${process.version} ${process.platform} ${process.arch}`;

/**
 * The record of a part's last complete build: what it was made of, and what came of it. There is none while the part is
 * being made, so that a build that was cut short is no build.
 */
export class Stamp {
  constructor(root, part) {
    this.root = root;
    this.part = part;
    this.file = join(root, 'dist/.built', `${part.name}.json`);
  }

  remove() {
    rmSync(this.file, { force: true });
  }

  /** @param sources what `sourcesOf` gave before the part was made */
  write(sources) {
    const { root, part, file } = this;
    const missing = part.makes.find(path => filesBelow(root, [path]).length === 0);
    if (missing !== undefined) throw new Error(`${missing} has not been made`);
    const packages = part.packages === undefined ? [] : JSON.parse(readFileSync(join(root, part.packages), 'utf8'));
    const stamp = { node: NODE, sources, packages: statesOf(root, packages), results: resultsOf(root, part) };
    mkdirSync(dirname(file), { recursive: true });
    // Whole or not at all, whenever the machine stops.
    writeFileSync(`${file}.new`, JSON.stringify(stamp));
    renameSync(`${file}.new`, file);
  }

  /** Why the part has to be made, in words; undefined where it need not be. */
  reasonToBuild() {
    const { root, part } = this;
    const stamp = this.read();
    if (stamp === undefined) return 'there is no complete build';
    if (stamp.node !== NODE) return `it was built with Node ${stamp.node}`;
    return (
      differenceBetween(stamp.sources, sourcesOf(root, part)) ??
      differenceBetween(stamp.packages, statesOf(root, Object.keys(stamp.packages))) ??
      differenceBetween(stamp.results, resultsOf(root, part))
    );
  }

  read() {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch (error) {
      if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
}

export const sourcesOf = (root, { reads, ignores }) => contentsOf(root, filesBelow(root, reads, ignores));

const resultsOf = (root, { makes }) => statesOf(root, filesBelow(root, makes));
