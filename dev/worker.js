/**
 * The compiler in a thread of its own, since it is deaf while it works. What has changed is looked at first, and written
 * where nothing is wrong with it; what that means for other files follows, a file at a time, until the next change comes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Compiler } from './compiler.js';

const compiler = new Compiler(workerData.root, workerData.out);
/** Changed, and not written since: something is wrong with one of them. */
const unwritten = new Set();
let newest = 0;

compiler.update([]);
if (workerData.isEmpty) write(compiler.emit(compiler.all));
parentPort.on('message', ({ id, changed }) => take(id, changed));
parentPort.postMessage({ id: newest, kind: 'own', problems: '' });
await lookAround(newest);

async function take(id, changed) {
  newest = id;
  compiler.update(changed);
  for (const path of changed) unwritten.add(path);
  const problems = compiler.problemsOf([...unwritten]);
  if (problems === '') {
    write(compiler.emit([...unwritten]));
    unwritten.clear();
  }
  parentPort.postMessage({ id, kind: 'own', problems });
  if (problems === '') await lookAround(id);
}

async function lookAround(id) {
  const isNewest = async () => (await turn(), id === newest);
  let isDone = false;
  while (!isDone && (await isNewest())) isDone = compiler.checkNext();
  parentPort.postMessage({ id, kind: 'others', problems: isDone ? compiler.problems() : '' });
  const described = isDone ? compiler.described : [];
  let written = 0;
  while (described.length > 0 && (await isNewest())) written += write(compiler.emitDescription(described.pop()));
  parentPort.postMessage({ id, kind: 'described', written });
}

/** @returns how many */
function write(news) {
  for (const [path, text] of news) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return news.size;
}
