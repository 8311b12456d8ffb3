import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { MaxLength, ValidateBy } from 'class-validator';
import { saying } from './said.js';

/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
export const MAX_EMAIL_LENGTH = 254;
/** White space, whichever of the engines that read patterns one asks: each leaves some of these out of `\s`. */
const SPACES = '[\\s\\x1c-\\x1f\\x85\\ufeff]*';
/** RFC 5322 §3.2.3 and RFC 6531 §3.3. How long the part before the @ may be is its server's affair (RFC 5321 §4.5.3.1). */
const ATOM = '[^\\s\\x00-\\x20"(),.:;<>@\\[\\\\\\]\\x7f-\\xa0\\ufeff]+';
/** What is neither letter nor digit, in ASCII; beyond it spaces and the wide forms of ASCII. Letters of any script are left. */
const NO_LETTER = '\\s\\x00-\\x2c./:-@\\[-`{-\\xa0\\ufeff-\\uffef';
const LABEL = `[^${NO_LETTER}-]([^${NO_LETTER}]{0,61}[^${NO_LETTER}-])?`;
const TOP_LEVEL = `([^${NO_LETTER}0-9-]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])`;

/** An address with a dotted domain, spaces around it or not. Means the same to every engine that reads ECMA-262. */
export const EMAIL_PATTERN = new RegExp(`^${SPACES}${ATOM}(\\.${ATOM})*@(${LABEL}\\.)+${TOP_LEVEL}${SPACES}$`, 'u');
const AROUND = new RegExp(`^${SPACES}|${SPACES}$`, 'gu');

/** Cut only where it is not too long as it is: the document counts what was sent. */
const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && value.length <= MAX_EMAIL_LENGTH ? value.replace(AROUND, '') : value;

/** An address that people can be reached at, in which spaces around are cut off. */
export const IsEmailAddress = (): PropertyDecorator =>
  applyDecorators(
    Transform(trimmed),
    // The first check that fails is told: of what is not there it would be nonsense that it is too long.
    ValidateBy(
      {
        name: 'isEmail',
        validator: {
          validate: value => typeof value === 'string' && EMAIL_PATTERN.test(value),
          defaultMessage: said => `$property ${said?.value === undefined ? 'is needed' : 'must be an email'}`,
        },
      },
      saying({ pattern: EMAIL_PATTERN.source }),
    ),
    MaxLength(MAX_EMAIL_LENGTH, saying({ maxLength: MAX_EMAIL_LENGTH })),
  );
