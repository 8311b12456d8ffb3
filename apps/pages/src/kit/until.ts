import { type FormPart, selectField, textField } from './form.js';
import { instant } from './time.js';

const DAY_MS = 86_400_000;
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface UntilField extends FormPart {
  /** As the service wants it; null: for good. */
  end(): string | null;
}

/** For how long something is given: for some time that people often mean, or until a time of their own. */
export function untilField(name: string): UntilField {
  const length = selectField('length', 'Until', [
    ['', 'For good'],
    ['1', 'A day from now'],
    ['7', 'A week from now'],
    ['30', 'A month from now'],
    ['time', 'A time'],
  ]);
  const time = textField(name, 'Which time', { type: 'datetime-local' });
  const show = (): void => {
    time.element.hidden = length.value !== 'time';
    time.control.toggleAttribute('required', length.value === 'time');
  };
  length.control.addEventListener('change', show);
  length.element.append(time.element);
  show();
  return {
    element: length.element,
    fields: [length, time],
    end() {
      if (length.value === '') return null;
      if (length.value === 'time') return instant(time.value);
      return new Date(Date.now() + Number(length.value) * DAY_MS).toISOString();
    },
  };
}

/** "for good", or until when. */
export const untilWords = (end: string | null): string =>
  end === null ? 'for good' : `until ${DATE.format(new Date(end))}`;
