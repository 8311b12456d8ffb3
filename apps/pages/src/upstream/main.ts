import type { Me } from '#libs/client';
import { Api } from '../kit/api.js';
import { button, type Child, focusOn, h, present } from '../kit/dom.js';
import { loginView, secondStep } from '../kit/login.js';
import { attempt, messageRegion } from '../kit/messages.js';
import { explain, Problem } from '../kit/problem.js';
import { confirmIdentity } from '../kit/step-up.js';
import { entitle } from '../kit/title.js';
import { leftAt } from '../kit/upstream.js';

const query = new URLSearchParams(location.search);
const answer = query.get('answer') ?? '';
const api = new Api();
const main = h('main', { id: 'main' });

function show(...content: readonly Child[]): void {
  main.replaceChildren(...present(content));
  const heading = main.querySelector('h1');
  entitle(heading?.textContent ?? 'Log in');
  if (heading !== null) focusOn(heading);
}

const card = (title: string, ...content: readonly Child[]): HTMLElement =>
  h('section', { class: 'card narrow' }, h('h1', {}, title), ...content);

const goOn = (): void => location.replace(leftAt());

function fail(error: unknown): void {
  const text = typeof error === 'string' ? error : explain(error);
  show(card('This has not worked', h('p', { role: 'status' }, text), button('Back to the login', goOn)));
}

/** Takes up what the other provider has answered: it lets somebody in, or says what is wanting. */
async function finish(): Promise<void> {
  try {
    await api.enter('/v1/auth/login/upstream/callback', { provider_id: query.get('provider_id'), answer });
    goOn();
  } catch (error) {
    if (!(error instanceof Problem)) return fail(error);
    const { code, detail = '', secondStep: next } = error;
    if (code === 'link_required') return link(detail);
    if (next === undefined) return fail(error);
    const again = (notice?: string): void => fail(notice ?? 'Begin anew.');
    const entered = (): Promise<void> => Promise.resolve(goOn());
    show(h('section', { class: 'card narrow' }, ...secondStep(api, next, entered, again)));
  }
}

/** For who is nobody here yet. @param who they are there */
async function link(who: string): Promise<void> {
  try {
    if (await api.resume()) return await askToLink(who);
  } catch (error) {
    return fail(error);
  }
  const notice = `${who} No account here is linked to that yet. If you have one, log in to it now, in another way.`;
  show(loginView(api, notice, () => askToLink(who)));
}

async function askToLink(who: string): Promise<void> {
  const { email } = await api.read<Me>('/v1/auth/me');
  api.confirmIdentity = () => confirmIdentity(api, email);
  const state = new URLSearchParams(answer).get('state');
  const agree = (): Promise<unknown> =>
    attempt(async () => {
      await api.change('POST', '/v1/auth/identities', { state });
      goOn();
    });
  show(
    card(
      'Link this login?',
      h('p', {}, who),
      h('p', {}, `From now on that login opens the account of ${email}.`),
      h('div', { class: 'actions' }, button('Link it', agree), button('Do not', goOn, { class: 'quiet' })),
    ),
  );
}

const header = h('header', {}, h('span', { class: 'brand' }, 'Gatehouse'));
document.body.replaceChildren(header, messageRegion(), main);
// What is good once has no place in the history: who comes back begins anew.
history.replaceState(null, '', 'upstream');
if (answer === '') fail('There is nothing to go on with here.');
else void finish();
