import { ApiPropertyOptional } from '@nestjs/swagger';
import { GRANT_FIELDS } from '../grants/grants.js';

/** Documents, as properties of a form, the parameters that each grant declares. */
export const ApiGrantFields = (): ClassDecorator => form => {
  for (const [name, field] of GRANT_FIELDS) {
    ApiPropertyOptional({ type: String, ...field })(form.prototype as object, name);
  }
};
