import { ApiPropertyOptional } from '@nestjs/swagger';
import { GRANT_KINDS } from '../grants/grants.js';

/** Documents, as properties of a form, the parameters that each grant declares. */
export const ApiGrantFields = (): ClassDecorator => form => {
  for (const [name, field] of GRANT_KINDS.flatMap(({ fields }) => Object.entries(fields))) {
    ApiPropertyOptional({ type: String, ...field })(form.prototype as object, name);
  }
};
