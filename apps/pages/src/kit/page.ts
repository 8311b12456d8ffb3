import type { Me } from '#libs/client';
import { Api, type SessionEnd } from './api.js';
import { button, type Child, focusOn, h, present } from './dom.js';
import { type Expected, loginView } from './login.js';
import { attempt, clearMessages, messageRegion } from './messages.js';
import { withdrawPasskeys } from './passkey.js';
import { explain } from './problem.js';
import { confirmIdentity } from './step-up.js';
import { entitle } from './title.js';

/** Somebody who is logged in, as the views know them. */
export interface Visitor {
  readonly api: Api;
  readonly me: Me;
  readonly may: (permission: string) => boolean;
}

export interface PageOptions {
  readonly title: string;
  /** Who logs in, and how. */
  readonly expected?: Expected;
  /** What stands in the header beside the name of the page. */
  links(visitor: Visitor): readonly Child[];
  /** What the address asks for; a view of its own for every address. */
  view(visitor: Visitor): readonly Child[];
  /** What is shown to everybody, whether logged in or not; `undefined`: nothing at this address. */
  open?(api: Api, leave: () => Promise<void>): HTMLElement | undefined;
}

/** Somebody has just logged in, and nobody is there. */
const NOT_KEPT = 'Your browser has not kept the login. Allow cookies for this address, and log in again.';

const NOTICES: Readonly<Record<SessionEnd, string | undefined>> = {
  over: 'Your session has ended. Log in to go on.',
  'logged-out': 'You are logged out.',
  another: undefined,
};

/** One page: its frame, who is there, and what is shown to them at which address. */
export class Page {
  private readonly api = new Api();
  private readonly main = h('main', { id: 'main' });
  private readonly links = h('nav', { 'aria-label': 'Main' });
  private visitor: Visitor | undefined;
  private login: HTMLElement | undefined;
  private confirming: Promise<boolean> | undefined;
  /** Answers of an earlier turn come too late. */
  private turn = 0;

  constructor(private readonly options: PageOptions) {
    this.api.onSessionEnd = end => void this.begin(end);
    this.api.confirmIdentity = () => {
      // Several requests at once need one answer.
      this.confirming ??= confirmIdentity(this.api, this.visitor?.me.email ?? '').finally(() => {
        this.confirming = undefined;
      });
      return this.confirming;
    };
    addEventListener('hashchange', () => this.show());
  }

  start(): void {
    const skip = h('a', { class: 'skip', href: '#main' }, 'Skip to the content');
    skip.addEventListener('click', event => {
      event.preventDefault();
      focusOn(this.main);
    });
    const brand = h('span', { class: 'brand' }, 'Gatehouse');
    const header = h('header', {}, brand, this.links);
    document.body.replaceChildren(skip, header, messageRegion(), this.main);
    void this.begin(undefined);
  }

  /** Finds out who is there, and shows what is theirs. @param notKept what it says if nobody is, after a login */
  private async begin(end: SessionEnd | undefined, notKept?: string): Promise<void> {
    const turn = ++this.turn;
    this.visitor = undefined;
    // What was said was said to whoever was there.
    if (end !== undefined) clearMessages();
    this.links.replaceChildren();
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    if (this.showOpen()) return;
    if (end === 'over' || end === 'logged-out') return this.showLogin(NOTICES[end]);
    this.main.setAttribute('aria-busy', 'true');
    try {
      const isIn = await this.api.resume();
      if (turn !== this.turn) return;
      if (!isIn) return this.showLogin(notKept);
      const me = await this.api.read<Me>('/v1/auth/me');
      if (turn !== this.turn) return;
      this.enter(me);
    } catch (error) {
      if (turn === this.turn) this.showFailure(error);
    } finally {
      this.main.removeAttribute('aria-busy');
    }
  }

  private enter(me: Me): void {
    const { permissions } = me;
    const may = (permission: string): boolean => permissions.includes('*') || permissions.includes(permission);
    this.visitor = { api: this.api, me, may };
    const logOut = button('Log out', () => attempt(() => this.api.logOut()), { class: 'quiet' });
    this.links.replaceChildren(...present(this.options.links(this.visitor)), logOut);
    this.show();
  }

  private show(): void {
    clearMessages();
    if (this.showOpen()) return;
    const { visitor } = this;
    if (visitor === undefined) return void this.begin(undefined);
    this.put(() => this.options.view(visitor));
    for (const link of this.links.querySelectorAll('a')) {
      const isHere = link.hash !== '' && location.hash.startsWith(link.hash) && link.pathname === location.pathname;
      if (isHere) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  private showOpen(): boolean {
    const view = this.options.open?.(this.api, () => this.begin(undefined));
    if (view !== undefined) this.put(() => [view]);
    return view !== undefined;
  }

  private showLogin(notice: string | undefined): void {
    // Whoever is filling it in goes on with it, wherever the address leads by now.
    if (notice !== NOT_KEPT && this.login?.isConnected === true) return;
    const { expected = {} } = this.options;
    this.put(() => [(this.login = loginView(this.api, notice, () => this.begin(undefined, NOT_KEPT), expected))]);
    this.main.querySelector<HTMLElement>(expected.likely === undefined ? 'input' : 'input[type=password]')?.focus();
  }

  private showFailure(error: unknown): void {
    const again = button('Try again', () => this.begin(undefined));
    const said = [h('h1', {}, 'Not now'), h('p', {}, explain(error)), again];
    this.put(() => [h('section', { class: 'card narrow failure' }, ...said)]);
  }

  private put(view: () => readonly Child[]): void {
    const isFirst = this.main.childElementCount === 0;
    withdrawPasskeys();
    this.main.replaceChildren(...present(view()));
    const heading = this.main.querySelector('h1');
    entitle(heading?.textContent ?? this.options.title);
    // The first view comes with the page; every later one is told to those who hear it.
    if (!isFirst && heading !== null) focusOn(heading);
  }
}
