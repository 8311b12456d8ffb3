import { ValidateBy } from 'class-validator';

const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/u;
const SPACES = /^ | $| {2}/;

/**
 * A name that people tell from others by eye: nothing in it that cannot be seen, no space that does not show, no other form
 * of a character (RFC 8264, FreeformClass, and RFC 8266).
 */
export const IsPlainName = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainName',
    validator: {
      validate: isPlainName,
      defaultMessage: () => '$property has characters that cannot be seen or told from others',
    },
  });

export function isPlainName(value: unknown): boolean {
  return typeof value === 'string' && !UNSEEN.test(value) && !SPACES.test(value) && value.normalize('NFKC') === value;
}
