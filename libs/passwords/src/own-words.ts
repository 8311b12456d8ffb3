import { comparable, isDecoration, readings, squash } from './guessable-text.js';

// Shorter names occur in good passwords by chance.
const SHORTEST_NAME = 3;

/**
 * Whether `name` is the main part of a text (see `comparable`): only digits and signs stand beside it, or it makes up
 * half of the letters and digits or more. Signs, letter case and digits for letters make no difference.
 */
export function leansOn(text: string, name: string): boolean {
  const own = squash(comparable(name));
  if ([...own].length < SHORTEST_NAME) return false;

  return readings(text).some(reading => {
    const whole = squash(reading);
    const rest = whole.replaceAll(own, '');
    return rest !== whole && (isDecoration(rest) || rest.length * 2 <= whole.length);
  });
}

/** An e-mail address, the part before the @, and that without its +tag. */
export function addressParts(email: string): string[] {
  const local = email.slice(0, Math.max(0, email.lastIndexOf('@')));
  return [email, local, local.replace(/\+.*$/, '')];
}
