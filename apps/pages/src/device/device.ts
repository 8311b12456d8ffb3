import type { DeviceThatWaits, Me } from '#libs/client';
import type { Api } from '../kit/api.js';
import { deviceName } from '../kit/device.js';
import { button, type Child, focusOn, h, present } from '../kit/dom.js';
import { form, textField } from '../kit/form.js';
import { attempt, complain } from '../kit/messages.js';
import { explain, Problem } from '../kit/problem.js';
import { picture, scopeList } from '../kit/shown-application.js';
import { moment } from '../kit/time.js';

const PATH = '/v1/auth/device';
/** By which a link, and a reload, bring the code along. */
const CODE = 'user_code';

/** For who is logged in: which device wants to be let in, by the code that it shows, and whether it is. */
export function deviceView(api: Api, me: Me): HTMLElement {
  const element = h('section', { class: 'card narrow' }, h('h1', {}, 'One moment'));
  const here = h('p', { class: 'hint' }, `You are logged in as ${me.email}.`);
  const asSomebodyElse = button('Log in as somebody else', () => attempt(() => api.logOut()), { class: 'quiet' });

  const show = (title: string, ...content: readonly Child[]): void => {
    const heading = h('h1', {}, title);
    element.replaceChildren(heading, ...present(content));
    focusOn(heading);
  };

  function askForCode(typed = '', error?: unknown): void {
    const attributes = {
      value: typed,
      required: true,
      maxlength: 64,
      autocapitalize: 'characters',
      spellcheck: 'false',
    };
    const code = textField(CODE, 'Code', attributes, 'Eight letters, such as WDJB-MJHT.');
    show(
      'Connect a device',
      here,
      h('p', {}, 'Type the code that the device shows.'),
      error !== undefined && h('p', { class: 'form-error', role: 'alert' }, explain(error)),
      form({ fields: [code], action: 'Go on', others: [asSomebodyElse], submit: () => look(code.value) }),
    );
    code.control.focus();
  }

  /** Nothing is let in by that. */
  async function look(code: string): Promise<void> {
    const device = await api.change<DeviceThatWaits>('POST', PATH, { user_code: code });
    remember(code);
    askWhether(device, code);
  }

  function askWhether({ application, ip, user_agent, created_at }: DeviceThatWaits, code: string): void {
    const decide = (what: 'approve' | 'decline', title: string, text: string): Promise<void> =>
      tell(api.change('POST', `${PATH}/${what}`, { user_code: code }), title, text);
    show(
      `Let ${application.name} in on a device?`,
      picture(application),
      here,
      h(
        'dl',
        { class: 'facts' },
        ...fact('Code', h('span', { class: 'code' }, code.toUpperCase())),
        ...fact('Asked from', ip ?? 'unknown'),
        ...fact('By', h('span', { title: user_agent ?? undefined }, deviceName(user_agent))),
        ...fact('When', moment(created_at)),
      ),
      h('p', {}, 'It is logged in as you, and gets to know:'),
      scopeList(application),
      h(
        'p',
        { class: 'notice' },
        'Do so only if you have begun this yourself, on a device at hand that shows this code. If somebody has sent you the code ' +
          'or a link, cancel: it is they who would be logged in as you.',
      ),
      h(
        'div',
        { class: 'actions' },
        button('Let it in', () => decide('approve', 'The device is let in', 'Go back to it; you can close this page.')),
        button('Cancel', () => decide('decline', 'The device is not let in', 'You can close this page.'), {
          class: 'quiet',
        }),
        asSomebodyElse,
      ),
    );
  }

  async function tell(decision: Promise<void>, title: string, text: string): Promise<void> {
    try {
      await decision;
    } catch (error) {
      // Elsewhere somebody was faster, or it has taken too long.
      if (!(error instanceof Problem && error.code === 'user_code_not_found')) return complain(error);
      remember('');
      return askForCode('', error);
    }
    remember('');
    show(
      title,
      h('p', { role: 'status' }, text),
      button('Connect another device', () => askForCode(), { class: 'quiet' }),
    );
  }

  const code = new URLSearchParams(location.search).get(CODE) ?? '';
  if (code === '') askForCode();
  else void look(code).catch((error: unknown) => askForCode(code, error));
  return element;
}

const fact = (name: string, value: Child): Child[] => [h('dt', {}, name), h('dd', {}, value)];

/** So that a reload goes on where one is. */
function remember(code: string): void {
  const query = code === '' ? '' : `?${new URLSearchParams({ [CODE]: code }).toString()}`;
  history.replaceState(null, '', location.pathname + query);
}
