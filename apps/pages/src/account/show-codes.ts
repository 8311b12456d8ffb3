import { copying, Dialog } from '../kit/dialog.js';
import { button, h } from '../kit/dom.js';

/** Shows recovery codes, this once. They go with the dialog; what is downloaded is the person's own. */
export async function showCodes(codes: readonly string[]): Promise<void> {
  const text = codes.join('\n');
  const [copy, copied] = copying(text, () => 'Copy them by hand: the browser does not let this page.');
  const dialog: Dialog = new Dialog(
    'Your recovery codes',
    h('p', {}, 'Each lets you in once, when the app or the passkey is lost. They are shown this once: keep them safe.'),
    h('ul', { class: 'codes secret', 'aria-label': 'Recovery codes' }, ...codes.map(code => h('li', {}, code))),
    h(
      'div',
      { class: 'actions' },
      copy,
      button('Download', () => download(text)),
      button('Print', () => print()),
      button('Done', () => dialog.close()),
      copied,
    ),
  );
  await dialog.show();
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
  h('a', { href: url, download: 'gatehouse-recovery-codes.txt' }).click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(url));
}
