import type { Factor, FactorList, NewRecoveryCodes, PasskeyCreation, AddedFactor } from '#libs/client';
import { confirmed, filledIn } from '../kit/dialog.js';
import { button, type Child, h } from '../kit/dom.js';
import { passwordField, textField } from '../kit/form.js';
import { FACTOR_COLUMNS, factorName } from '../kit/factor-columns.js';
import { List } from '../kit/list.js';
import { attempt, tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { knowsPasskeys, makePasskey } from '../kit/passkey.js';
import { enrolApp } from './enrol-app.js';
import { showCodes } from './show-codes.js';

const FACTORS = '/v1/auth/factors';

/** What one has besides the password. */
export function factorsView({ api, me }: Visitor): HTMLElement {
  const list = new List<Factor>({
    caption: 'Your second factors, the oldest first',
    empty: 'You have none: your password alone lets you in, and whoever knows it.',
    columns: [...FACTOR_COLUMNS, { name: 'Change', cell: actionsOf }],
    load: () => api.read<FactorList>(FACTORS),
  });

  function actionsOf(factor: Factor): readonly Child[] {
    if (factor.method === 'recovery_code')
      return [button('New codes', renewCodes, { class: 'small', 'aria-label': 'New recovery codes' })];
    const name = factorName(factor);
    return [
      h(
        'div',
        { class: 'actions' },
        button('Rename', () => rename(factor), { class: 'small', 'aria-label': `Rename ${name}` }),
        button('Remove', () => remove(factor), { class: 'small', 'aria-label': `Remove ${name}` }),
      ),
    ];
  }

  async function rename({ id, name }: Factor): Promise<void> {
    const field = textField('name', 'Name', { value: name ?? '', required: true, maxlength: 64 });
    const submit = (): Promise<void> => api.change('PATCH', `${FACTORS}/${id}`, { name: field.value.trim() });
    if (await filledIn({ title: 'Another name', fields: [field], action: 'Save', submit })) await list.reload();
  }

  async function remove(factor: Factor): Promise<void> {
    const name = factorName(factor);
    const text = 'It lets nobody in any more. With the last one the recovery codes go too, and the password is enough.';
    if (!(await confirmed(`Remove ${name}?`, text, 'Remove'))) return;
    await attempt(async () => {
      await api.change('DELETE', `${FACTORS}/${factor.id}`);
      await list.reload();
      tell(`${name} is removed.`);
    });
  }

  async function renewCodes(): Promise<void> {
    if (!(await confirmed('New recovery codes?', 'Those that you have are good no more.', 'Make new ones'))) return;
    await attempt(async () => {
      const { recovery_codes } = await api.change<NewRecoveryCodes>('POST', `${FACTORS}/recovery-codes`);
      await list.reload();
      await showCodes(recovery_codes);
    });
  }

  async function added({ recovery_codes, ...factor }: AddedFactor): Promise<void> {
    await list.reload();
    tell(`${factorName(factor)} is added.`);
    if (recovery_codes !== null) await showCodes(recovery_codes);
  }

  async function addApp(): Promise<void> {
    const factor = await enrolApp(api, me.email);
    if (factor !== undefined) await added(factor);
  }

  async function addPasskey(): Promise<void> {
    const password = passwordField('current_password', 'Password', 'current-password');
    const name = textField('name', 'Name', { value: 'Passkey', required: true, maxlength: 64 });
    let factor: AddedFactor | undefined;
    async function submit(): Promise<void> {
      const wanted = { current_password: password.value };
      const asked = await api.change<PasskeyCreation>('POST', `${FACTORS}/passkeys/options`, wanted);
      const body = { ...(await makePasskey(asked)), name: name.value.trim() };
      factor = await api.change<AddedFactor>('POST', `${FACTORS}/passkeys`, body);
    }
    const text = 'A passkey stays in this device, a security key or your password manager.';
    await filledIn({ title: 'Add a passkey', text, fields: [password, name], action: 'Go on', submit });
    if (factor !== undefined) await added(factor);
  }

  return h(
    'section',
    { class: 'card' },
    h(
      'div',
      { class: 'heading' },
      h('h2', {}, 'Second factors'),
      h(
        'div',
        { class: 'actions' },
        button('Add an app', addApp),
        knowsPasskeys() && button('Add a passkey', addPasskey),
      ),
    ),
    me.dormant_roles.length > 0 &&
      h('p', { class: 'hint' }, `These roles wait for a second factor: ${me.dormant_roles.join(', ')}.`),
    list.element,
  );
}
