import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const NEWS = ['own', 'others', 'described'];

/** The compiler, as seen from outside of its thread. */
export class Compilation {
  constructor(root, out, isEmpty) {
    this.root = root;
    this.newest = 0;
    this.waiting = new Map();
    /** Resolves once it has read everything; its own problems are those of a first look. */
    this.ready = this.expect(0);
    this.worker = new Worker(join(import.meta.dirname, 'worker.js'), { workerData: { root, out, isEmpty } });
    this.worker.on('message', news => this.waiting.get(`${news.id} ${news.kind}`)?.(news));
  }

  /**
   * @param paths relative to the root, of what has changed
   * @returns promises: `own`, with what is wrong with these; and then, unless there is something or the next change
   *   has come, `others`, with what is wrong anywhere, and `described`, with how many more files the change has touched
   */
  take(paths) {
    const id = ++this.newest;
    const expected = this.expect(id);
    this.worker.postMessage({ id, changed: paths.map(path => join(this.root, path)) });
    return expected;
  }

  end() {
    return this.worker.terminate();
  }

  expect(id) {
    const promises = NEWS.map(kind => [kind, new Promise(resolve => this.waiting.set(`${id} ${kind}`, resolve))]);
    return Object.fromEntries(promises);
  }
}
