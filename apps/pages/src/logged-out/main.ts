import type { LogoutOfApplication, Me } from '#libs/client';
import { Api } from '../kit/api.js';
import { button, h } from '../kit/dom.js';
import { showNotice } from '../login/notice.js';

const request = location.search.slice(1);
const api = new Api();
const NOBODY: LogoutOfApplication = { client_name: null, session_id: null, redirect_to: null };

/** Logs out, at once if the application has shown that it means whoever is here; else they are asked. */
async function begin(): Promise<void> {
  try {
    const asked =
      request === '' ? NOBODY : await api.change<LogoutOfApplication>('POST', '/v1/auth/end-session', { request });
    const me = (await api.resume()) ? await api.read<Me>('/v1/auth/me') : undefined;
    if (me === undefined) return goOn(asked);
    if (me.session_id === asked.session_id) return await logOut(asked);
    ask(me, asked);
  } catch (error) {
    showNotice(
      'Not now',
      error,
      button('Try again', () => location.reload()),
    );
  }
}

function ask({ email }: Me, asked: LogoutOfApplication): void {
  const { client_name } = asked;
  const text = `${client_name === null ? 'You were sent here to log out' : `${client_name} wants to log you out`}. You are logged in as ${email}.`;
  const yes = button('Log out', () => logOut(asked));
  const no = button('Stay logged in', () => goOn(asked, 'You are still logged in here.'), { class: 'quiet' });
  showNotice('Log out?', text, h('div', { class: 'actions' }, yes, no));
}

async function logOut(asked: LogoutOfApplication): Promise<void> {
  try {
    await api.logOut();
    goOn(asked);
  } catch (error) {
    showNotice(
      'Not now',
      error,
      button('Try again', () => location.reload()),
    );
  }
}

function goOn({ redirect_to }: LogoutOfApplication, text = 'You are logged out.'): void {
  showNotice('Logged out', text, h('p', {}, h('a', { href: 'account' }, 'Log in again')));
  if (redirect_to !== null) location.replace(redirect_to);
}

void begin();
