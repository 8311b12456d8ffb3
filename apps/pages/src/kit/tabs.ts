import { type Child, h, newId, present } from './dom.js';

export interface Tab {
  readonly label: string;
  readonly content: readonly Child[];
}

/** One of several, chosen by its name: with the pointer or, as in every list of tabs, the arrow keys. */
export function tabs(name: string, all: readonly Tab[]): HTMLElement {
  const parts = all.map(({ label, content }) => {
    const [tabId, panelId] = [newId(), newId()];
    return {
      tab: h('button', { type: 'button', role: 'tab', id: tabId, 'aria-controls': panelId }, label),
      panel: h('div', { role: 'tabpanel', id: panelId, 'aria-labelledby': tabId, class: 'panel' }, ...present(content)),
    };
  });

  function choose(chosen: number): void {
    parts.forEach(({ tab, panel }, index) => {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panel.hidden = index !== chosen;
    });
  }

  parts.forEach(({ tab }, index) => {
    tab.addEventListener('click', () => choose(index));
    tab.addEventListener('keydown', event => {
      const next = placeAfter(event.key, index, parts.length);
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      parts[next]?.tab.focus();
    });
  });
  choose(0);
  const list = h('div', { role: 'tablist', class: 'choices', 'aria-label': name }, ...parts.map(({ tab }) => tab));
  return h('div', { class: 'tabs' }, list, ...parts.map(({ panel }) => panel));
}

function placeAfter(key: string, index: number, count: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowRight: (index + 1) % count,
    ArrowLeft: (index + count - 1) % count,
    Home: 0,
    End: count - 1,
  };
  return places[key];
}
