import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { IsText } from './is-text.decorator.js';
import { saying, Shown } from './said.js';

const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/u;
const SPACES = /^ | $| {2}/;
/** Most of what cannot be seen, as engines can read it that know nothing of Unicode's properties. */
const SEEN = `[^${[
  '\\x00-\\x20\\x7f-\\xa0\\xad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f',
  '\\u205f-\\u206f\\u3000\\u3164\\ue000-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff',
].join('')}]+`;
/** What the document can say of such a name: words with one space between. */
const PLAIN_WORDS = `^${SEEN}( ${SEEN})*$`;

/**
 * A name that people tell from others by eye: nothing in it that cannot be seen, no space that does not show, no other form
 * of a character (RFC 8264, FreeformClass, and RFC 8266).
 */
export const IsPlainName = (maxLength: number): PropertyDecorator =>
  applyDecorators(
    Shown({ pattern: PLAIN_WORDS }),
    IsText({ minLength: 1, maxLength }),
    ValidateBy(
      {
        name: 'isPlainName',
        validator: {
          validate: isPlainName,
          defaultMessage: () => '$property has characters that cannot be seen or told from others',
        },
      },
      saying({}),
    ),
  );

export function isPlainName(value: unknown): boolean {
  return typeof value === 'string' && !UNSEEN.test(value) && !SPACES.test(value) && value.normalize('NFKC') === value;
}
