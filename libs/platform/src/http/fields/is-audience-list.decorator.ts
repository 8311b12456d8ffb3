import { applyDecorators } from '@nestjs/common';
import { AUDIENCE_PATTERN, MAX_AUDIENCE_LENGTH } from '#libs/contracts';
import { listOf, text } from './forms.js';
import { IsText } from './is-text.decorator.js';
import { IsList, MaxItems, NotEmpty } from './lists.decorators.js';

const MAX_AUDIENCES = 20;
const AUDIENCE = { pattern: AUDIENCE_PATTERN.source, maxLength: MAX_AUDIENCE_LENGTH };
const AUDIENCE_RULE = 'An audience has 1 to 256 visible characters of ASCII, and no spaces.';

/** Audiences as they are handed out: the operator may have configured any text. */
export const AUDIENCES = listOf(text(MAX_AUDIENCE_LENGTH), MAX_AUDIENCES);

/** A list of audiences. None has a space: in the forms of OAuth that is what stands between two. */
export const IsAudienceList = (): PropertyDecorator =>
  applyDecorators(
    IsList(),
    NotEmpty(),
    MaxItems(MAX_AUDIENCES),
    IsText(AUDIENCE, { each: true, message: AUDIENCE_RULE }),
  );
