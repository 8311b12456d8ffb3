import { applyDecorators } from '@nestjs/common';
import { IsList, IsText, MaxItems, UniqueItems } from '#libs/platform';
import { CLIENT_URI, MAX_URIS } from './client.dto.js';

/** A list of addresses. What they have to be like depends on the kind of the client, so it is judged later. */
export const IsClientUris = (): PropertyDecorator =>
  applyDecorators(IsText(CLIENT_URI, { each: true }), MaxItems(MAX_URIS), UniqueItems(), IsList());
