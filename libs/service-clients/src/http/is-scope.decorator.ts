import { IsText, type TextForm, type TextOptions } from '#libs/platform';
import { SCOPE_PATTERN } from '../scopes.js';

/** What a client's tokens may carry. */
export const SCOPE: TextForm = { pattern: SCOPE_PATTERN.source, maxLength: 127 };

export const IsScope = (each: Pick<TextOptions, 'each'> = {}): PropertyDecorator =>
  IsText(SCOPE, { ...each, message: 'A scope is introspect or reads resource:action.' });
