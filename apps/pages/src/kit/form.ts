import { type Attributes, button, type Child, h, newId, present, whileBusy } from './dom.js';
import { explain, Problem } from './problem.js';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A part of a form: a field, or several that belong together. */
export interface FormPart {
  readonly element: HTMLElement;
  /** Those that there are now. */
  readonly fields: readonly Field[];
}

/** A labelled control, with room for a hint and for what is wrong with it. */
export class Field<C extends Control = Control> implements FormPart {
  readonly element: HTMLElement;
  private readonly error = h('p', { class: 'field-error', id: newId() });

  /** @param name the field of the request, as errors name it */
  constructor(
    readonly name: string,
    label: string,
    readonly control: C,
    hint?: string,
  ) {
    control.id = newId();
    control.name = name;
    const hintElement = hint === undefined ? undefined : h('p', { class: 'hint', id: newId() }, hint);
    control.setAttribute('aria-describedby', [hintElement?.id, this.error.id].filter(Boolean).join(' '));
    this.element = h(
      'div',
      { class: 'field' },
      ...present([h('label', { for: control.id }, label), hintElement, control, this.error]),
    );
  }

  get fields(): readonly Field[] {
    return [this];
  }

  get value(): string {
    return this.control.value;
  }

  /** One entry a line or between commas. */
  get list(): string[] {
    return this.value.split(/[\s,]+/).filter(entry => entry !== '');
  }

  /** One entry a line or between spaces: a comma may be part of one. */
  get words(): string[] {
    return this.value.split(/\s+/).filter(entry => entry !== '');
  }

  /** Adds to what is wrong already. */
  complain(text: string): void {
    this.error.append(h('span', {}, text));
    this.control.setAttribute('aria-invalid', 'true');
  }

  forgive(): void {
    this.error.replaceChildren();
    this.control.removeAttribute('aria-invalid');
  }
}

export function textField(name: string, label: string, attributes: Attributes = {}, hint?: string): Field {
  return new Field(name, label, h('input', { type: 'text', autocomplete: 'off', ...attributes }), hint);
}

export function passwordField(name: string, label: string, autocomplete: string, hint?: string): Field {
  return textField(name, label, { type: 'password', autocomplete, required: true }, hint);
}

export function areaField(name: string, label: string, text: string, hint?: string): Field {
  return new Field(name, label, h('textarea', { rows: 4, spellcheck: 'false' }, text), hint);
}

export function selectField(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen = '',
): Field {
  const select = h('select', {});
  for (const [value, text] of options) select.append(h('option', { value, selected: value === chosen }, text));
  return new Field(name, label, select);
}

export interface FormOptions {
  readonly fields: readonly FormPart[];
  readonly action: string;
  /** What stands beside the button that sends. */
  readonly others?: readonly Child[];
  /** What may be tried before it is sent; what it throws is shown in the same way. */
  readonly trial?: { readonly label: string; readonly work: () => Promise<unknown> };
  readonly attributes?: Attributes;
  /** Sends it. What it throws is shown at the fields that it names, and above them. */
  readonly submit: () => Promise<unknown>;
}

export function form({
  fields: parts,
  action,
  others = [],
  trial,
  attributes = {},
  submit,
}: FormOptions): HTMLFormElement {
  const problem = h('div', { class: 'form-error', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'primary' }, action);
  const element = h('form', attributes, problem, ...parts.map(({ element }) => element));

  const run = async (work: () => Promise<unknown>): Promise<void> => {
    const fields = parts.flatMap(part => part.fields);
    clear(problem, fields);
    try {
      await work();
    } catch (error) {
      showAt(problem, fields, error);
    }
  };
  const tried = trial && button(trial.label, () => element.reportValidity() && run(trial.work));
  element.append(h('div', { class: 'actions' }, send, tried, ...others));
  element.addEventListener('submit', event => {
    event.preventDefault();
    void whileBusy(send, () => run(submit));
  });
  return element;
}

function clear(problem: HTMLElement, fields: readonly Field[]): void {
  problem.replaceChildren();
  for (const field of fields) field.forgive();
}

function showAt(problem: HTMLElement, fields: readonly Field[], error: unknown): void {
  problem.replaceChildren(h('p', {}, explain(error)));
  const wrong = error instanceof Problem ? error.errors : [];
  for (const { field: path, message } of wrong) {
    const field = fields.find(({ name }) => name === path || path.startsWith(`${name}[`));
    if (field === undefined) problem.append(h('p', {}, message));
    else field.complain(message);
  }
  const first = fields.find(({ control }) => control.hasAttribute('aria-invalid'));
  (first ?? fields[0])?.control.focus();
}
