import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Compilation } from './compilation.js';
import { holdDatabase } from './database.js';
import { Service } from './service.js';
import { Sources } from './sources.js';

const FOLDERS = ['apps', 'libs'];
const NOT_OURS = /\.spec\.ts$|\.md$|^apps\/notes\//;
const OF_PAGES = /^apps\/pages\//;

/** The service as it is worked on. */
export class Development {
  constructor({ root, out, say }) {
    Object.assign(this, { root, out, say });
    this.sources = new Sources(root, FOLDERS, NOT_OURS);
    this.letGo = async () => undefined;
    this.turn = Promise.resolve();
  }

  /** @param isBuilt whether the output is that of the sources; otherwise it is made first, as soon as they compile */
  async run(isBuilt) {
    this.compilation = new Compilation(this.root, this.out, !isBuilt);
    if (!isBuilt) this.show((await this.compilation.ready.others).problems);
    this.service = new Service(this.out, () => this.say('The service has ended. The next change starts it again.'));
    await this.renew();
    this.letGo = await holdDatabase(this.out);
    for (;;) await this.take(await this.sources.changes());
  }

  async end() {
    this.sources.close();
    await this.service?.stop();
    await this.letGo();
    await this.compilation?.end();
  }

  async take(changed) {
    const [name] = changed;
    this.say(`${name}${changed.length > 1 ? ` and ${changed.length - 1} more` : ''} changed …`);
    if (changed.some(path => OF_PAGES.test(path)) && !(await this.makePages())) return;
    const compiled = changed.filter(path => path.endsWith('.ts') && !OF_PAGES.test(path));
    if (compiled.length === 0) return this.renew();
    const outcome = this.compilation.take(compiled);
    if (this.show((await outcome.own).problems)) return;
    await this.renew(outcome);
    outcome.described.then(({ written }) => written > 0 && this.renew());
  }

  /** Starts the service anew, unless it is known by then that others do not fit what has changed. */
  renew(outcome = {}) {
    this.turn = this.turn.then(() => this.renewInTurn(outcome));
    return this.turn;
  }

  async renewInTurn({ others }) {
    const loading = this.service.load();
    const early = await Promise.race([...(others === undefined ? [] : [others]), loading]);
    if (!(await loading)) return;
    if (this.show(early.problems)) return this.service.drop();
    await this.service.replace();
    if (early === true) others?.then(({ problems }) => this.show(problems));
  }

  /** @returns whether there were any */
  show(problems = '') {
    if (problems !== '') this.say(problems);
    return problems !== '';
  }

  async makePages() {
    const making = spawn(process.execPath, ['apps/pages/bundle.js'], { cwd: this.root, stdio: ['ignore', 2, 2] });
    const [code] = await once(making, 'exit');
    return code === 0;
  }
}
