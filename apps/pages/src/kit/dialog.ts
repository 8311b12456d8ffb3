import { button, type Child, focusOn, h, newId, present } from './dom.js';
import { form, type FormPart } from './form.js';

/** A dialog that is shown at once and removed when it closes; the focus goes back to where it was. */
export class Dialog {
  readonly element: HTMLDialogElement;
  private readonly closed: Promise<void>;

  constructor(title: string, ...content: readonly Child[]) {
    const heading = h('h2', { id: newId() }, title);
    this.element = h('dialog', { 'aria-labelledby': heading.id }, heading, ...(content as (Node | string)[]));
    const messages = h('div', { class: 'dialog-messages', role: 'status', 'aria-live': 'polite' });
    this.element.append(messages);
    this.closed = new Promise(resolve => this.element.addEventListener('close', () => resolve(), { once: true }));
  }

  async show(): Promise<void> {
    const before = document.activeElement;
    document.body.append(this.element);
    this.element.showModal();
    await this.closed;
    this.element.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    // What has opened it may not be shown any more.
    const main = document.querySelector('main');
    if (document.activeElement === document.body && main !== null) focusOn(main);
  }

  close(): void {
    this.element.close();
  }
}

/** Asks before something that cannot be undone. @param more what else there is to know before */
export async function confirmed(
  title: string,
  text: string,
  action: string,
  ...more: readonly Child[]
): Promise<boolean> {
  let answer = false;
  const dialog: Dialog = new Dialog(
    title,
    h('p', {}, text),
    ...present(more),
    h(
      'div',
      { class: 'actions' },
      button('Cancel', () => dialog.close(), { autofocus: true }),
      button(
        action,
        () => {
          answer = true;
          dialog.close();
        },
        { class: 'danger' },
      ),
    ),
  );
  await dialog.show();
  return answer;
}

/** Shows what says itself when it is done. @returns whether it was, and not cancelled */
export async function doneIn(title: string, text: string, make: (done: () => void) => Node): Promise<boolean> {
  let isDone = false;
  const content = make(() => {
    isDone = true;
    dialog.close();
  });
  const cancel = button('Cancel', () => dialog.close());
  const dialog: Dialog = new Dialog(title, h('p', {}, text), content, h('div', { class: 'actions' }, cancel));
  await dialog.show();
  return isDone;
}

export interface FormDialog {
  readonly title: string;
  readonly text?: string;
  readonly fields: readonly FormPart[];
  readonly action: string;
  readonly submit: () => Promise<unknown>;
  /** What stands below: another way to the same end. */
  readonly otherwise?: Node | undefined;
}

/** @returns whether it was sent, and with success */
export async function filledIn({ title, text, fields, action, submit, otherwise }: FormDialog): Promise<boolean> {
  let sent = false;
  const cancel = button('Cancel', () => dialog.close());
  const content = form({
    fields,
    action,
    others: [cancel],
    async submit() {
      await submit();
      sent = true;
      dialog.close();
    },
  });
  const dialog: Dialog = new Dialog(title, ...present([text !== undefined && h('p', {}, text), content, otherwise]));
  await dialog.show();
  return sent;
}

/** Shows what is shown this once. It stays out of every storage, and goes with the dialog. @param more what it is for */
export async function showOnce(title: string, text: string, secret: string, ...more: readonly Child[]): Promise<void> {
  const value = h('input', {
    readonly: true,
    value: secret,
    'aria-label': title,
    class: 'secret',
    spellcheck: 'false',
  });
  value.addEventListener('focus', () => value.select());
  const [copy, copied] = copying(secret, () => {
    value.focus();
    return 'Copy it with the keyboard: it is selected.';
  });
  const dialog: Dialog = new Dialog(
    title,
    h('p', {}, text),
    value,
    h(
      'div',
      { class: 'actions' },
      copy,
      button('Done', () => dialog.close()),
      copied,
    ),
    ...present(more),
  );
  await dialog.show();
}

/** @param instead what to say where the browser does not let it */
export function copying(text: string, instead: () => string): readonly [button: HTMLElement, told: HTMLElement] {
  const told = h('span', { role: 'status' });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text).then(
      () => (told.textContent = 'Copied.'),
      () => (told.textContent = instead()),
    );
  };
  return [button('Copy', copy, { class: 'primary' }), told];
}
