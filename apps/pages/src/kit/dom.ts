/**
 * The one way in which these pages make elements. Text only ever becomes text nodes and attributes are set by name, so
 * nothing that somebody has written into a name or a description can become markup.
 */

export type Child = Node | string | undefined | false;

/** `true` sets an attribute without a value; `false` and `undefined` leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...present(children));
  return element;
}

/** Leaves out what a condition left out. */
export function present(children: readonly Child[]): (Node | string)[] {
  return children.filter(child => child !== undefined && child !== false);
}

let lastId = 0;

/** An id that nothing else on the page has. */
export function newId(): string {
  return `gh-${++lastId}`;
}

/** A button that does something; while it does, it cannot be pressed again. Errors are the work's own matter. */
export function button(label: Child, work: () => unknown, attributes: Attributes = {}): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', () => void whileBusy(element, work));
  return element;
}

export async function whileBusy(element: HTMLButtonElement, work: () => unknown): Promise<void> {
  if (element.getAttribute('aria-disabled') === 'true') return;
  // Not `disabled`: that would take the focus away from whoever uses the keyboard.
  element.setAttribute('aria-disabled', 'true');
  try {
    await work();
  } finally {
    element.removeAttribute('aria-disabled');
  }
}

/** Puts the focus on something that is no control, for those who hear the page. */
export function focusOn(element: HTMLElement): void {
  element.tabIndex = -1;
  element.focus();
}
