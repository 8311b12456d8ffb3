/**
 * A process that keeps a login in a file: `node client-worker.js <url> <file>`. On each message it calls several times at once
 * and answers with how the calls ended; `hold` takes the store's lock and keeps it.
 */
import { fileStore } from '../../dist/libs/client/node/src/index.js';
import { createGatehouse, tokenSession } from '../../dist/libs/client/src/index.js';

const [url, file] = process.argv.slice(2);
const store = fileStore(file);
const ended = [];
const gatehouse = createGatehouse({
  url,
  caller: tokenSession({ store, onSessionEnded: error => ended.push(error.name) }),
});

process.on('message', async message => {
  if (message === 'hold') {
    return store.lock(() => {
      process.send('held');
      return new Promise(() => undefined);
    });
  }
  const calls = Array.from({ length: 5 }, () => gatehouse.getMe());
  const outcomes = (await Promise.allSettled(calls)).map(({ status, reason }) => reason?.message ?? status);
  return process.send({ outcomes, ended });
});
process.send('ready');
