import type { InteractionStep, Me, ShownApplication } from '#libs/client';
import type { Api } from '../kit/api.js';
import { button, type Child, focusOn, h } from '../kit/dom.js';
import { attempt } from '../kit/messages.js';
import { explain, Problem } from '../kit/problem.js';
import { picture, scopeList } from '../kit/shown-application.js';
import { leaveFor } from './leave.js';

/** A login for an application that is under way. */
export interface Login {
  readonly id: string;
  readonly application: ShownApplication;
}

/** For who is logged in: whether the application is let in, and what it takes. */
export function applicationView(api: Api, me: Me, { id, application }: Login): HTMLElement {
  const element = h('section', { class: 'card narrow' }, h('h1', {}, 'One moment'));
  const path = `/v1/auth/interactions/${id}`;

  const show = (title: string, ...content: readonly Child[]): void => {
    const heading = h('h1', {}, title);
    element.replaceChildren(heading, ...content.filter(one => one !== undefined && one !== false));
    focusOn(heading);
  };
  const decline = async (): Promise<void> => follow(await api.change<InteractionStep>('POST', `${path}/decline`));
  const cancel = button('Cancel', () => attempt(decline), { class: 'quiet' });
  const asSomebodyElse = button('Log in as somebody else', () => attempt(() => api.logOut()), { class: 'quiet' });
  const here = h('p', { class: 'hint' }, `You are logged in as ${me.email}.`);

  async function goOn(body: { consent?: boolean } = {}): Promise<void> {
    try {
      follow(await api.change<InteractionStep>('POST', `${path}/authorize`, body));
    } catch (error) {
      const isOver = error instanceof Problem && error.code === 'interaction_not_found';
      const again = button(isOver ? 'Begin anew' : 'Try again', () => location.reload());
      show(
        'Not now',
        h('p', {}, isOver ? 'That has taken too long, or was done in another tab.' : explain(error)),
        again,
      );
    }
  }

  function follow({ step, answer }: InteractionStep): void {
    if (answer !== undefined) return leaveFor(answer);
    if (step === 'consent') return askForConsent();
    if (step === 'switch') {
      const text = h('p', {}, `${application.name} wants somebody else to log in.`);
      return show('Somebody else is meant', here, text, h('div', { class: 'actions' }, asSomebodyElse, cancel));
    }
    const confirm = button('Show that it is you', async () => {
      if (await api.confirmIdentity()) await goOn();
    });
    show(
      'Is it still you?',
      here,
      h('p', {}, `${application.name} wants to know anew who is there.`),
      h('div', { class: 'actions' }, confirm, asSomebodyElse, cancel),
    );
  }

  function askForConsent(): void {
    const allow = button('Allow', () => goOn({ consent: true }));
    show(
      `Let ${application.name} in?`,
      picture(application),
      here,
      h('p', {}, 'It gets to know:'),
      scopeList(application),
      h('p', { class: 'hint' }, 'You can take that back at any time, on the page of your account.'),
      h('div', { class: 'actions' }, allow, cancel, asSomebodyElse),
    );
  }

  void goOn();
  return element;
}
