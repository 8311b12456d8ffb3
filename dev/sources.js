import { readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { filesBelow, statesOf } from '../build/files.js';

/** What an editor writes in one go has arrived after so many milliseconds. */
const SETTLED_MS = 20;

/** The source files below some folders, as they are now. What a folder's events say is only that it is worth a look. */
export class Sources {
  constructor(root, folders, ignores) {
    Object.assign(this, { root, folders, ignores });
    this.watched = new Map();
    this.wake = () => undefined;
    this.states = this.look();
  }

  /** Resolves with the paths, relative to the root, that differ from what they were the last time. */
  async changes() {
    for (;;) {
      const woken = new Promise(resolve => (this.wake = resolve));
      const before = this.states;
      this.states = this.look();
      const paths = new Set([...Object.keys(before), ...Object.keys(this.states)]);
      const changed = [...paths].filter(path => before[path] !== this.states[path]);
      if (changed.length > 0) return changed;
      await woken;
      await delay(SETTLED_MS);
    }
  }

  close() {
    for (const watcher of this.watched.values()) watcher.close();
  }

  look() {
    for (const folder of this.folders) this.watchBelow(join(this.root, folder));
    return statesOf(this.root, filesBelow(this.root, this.folders, this.ignores));
  }

  /** Each folder by itself: not every system can watch all that is below one, and a file that is replaced is another one. */
  watchBelow(folder) {
    if (!this.watched.has(folder)) this.watched.set(folder, this.watchOne(folder));
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules') this.watchBelow(join(folder, entry.name));
    }
  }

  watchOne(folder) {
    const watcher = watch(folder, () => this.wake());
    const gone = () => {
      watcher.close();
      this.watched.delete(folder);
      this.wake();
    };
    return watcher.on('error', gone);
  }
}
