import { Dialog } from '../../kit/dialog.js';
import { button, type Child, focusOn, h, present } from '../../kit/dom.js';
import type { Progress } from './outcome.js';

/** A dialog in several steps, one after the other. */
export class Stage {
  private readonly body = h('div', { class: 'stage' });
  private readonly dialog: Dialog;
  private isClosed = false;
  /** While something is done. */
  private stop: (() => void) | undefined;

  constructor(title: string) {
    this.dialog = new Dialog(title, this.body);
    // Whoever presses Escape then wants it to stop, and to be told how far it has come.
    this.dialog.element.addEventListener('cancel', event => {
      if (this.stop !== undefined) event.preventDefault();
      this.stop?.();
    });
  }

  /** Until it is closed. */
  async open(): Promise<void> {
    await this.dialog.show();
    this.isClosed = true;
  }

  readonly close = (): void => this.dialog.close();

  /** The next step. The focus goes to what asks for it, else to the beginning. */
  show(...content: readonly Child[]): void {
    this.stop = undefined;
    this.body.replaceChildren(...present(content));
    const wanted = this.body.querySelector<HTMLElement>('[autofocus], input, select, textarea');
    if (wanted === null) focusOn(this.body);
    else wanted.focus();
  }

  /** The step in which something is done. @param what is being done */
  progress(what: string): Progress {
    let isStopped = false;
    const stop = button('Stop', () => this.stop?.());
    const bar = h('progress', { 'aria-label': what, max: 1, value: 0 });
    const now = h('p', { class: 'second' });
    this.show(h('p', { role: 'status' }, what), bar, now, h('div', { class: 'actions' }, stop));
    this.stop = () => {
      isStopped = true;
      stop.textContent = 'Stopping…';
    };
    const isClosed = (): boolean => this.isClosed;
    return {
      get isStopped() {
        return isStopped || isClosed();
      },
      at(done, total, name) {
        bar.max = total;
        bar.value = done;
        now.textContent = `${done + 1} of ${total}: ${name}`;
      },
    };
  }
}
