/** Validators of the schemas in openapi.json, compiled when they are first needed and kept for all test files of a worker. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { DOCUMENT } from './operations.js';

/** Of a response every field has to be declared; the document itself leaves room for those of later versions. */
const closed = validators(closeObjects(structuredClone(DOCUMENT)));
/** Of a request the document says what is taken. */
const open = validators(DOCUMENT);

/** @returns what is wrong with it, as sentences */
export const faultsOfResponse = (pointer, value) => closed(pointer, value);
export const faultsOfRequest = (pointer, value) => open(pointer, value);

export const pointerTo = (...names) =>
  `#/${names.map(name => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

function validators(document) {
  let ajv;
  const compiled = new Map();
  return (pointer, value) => {
    if (ajv === undefined) {
      // Not strict: `example`, `discriminator` and the like are OpenAPI's words.
      ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, validateFormats: true });
      formats.default(ajv);
      ajv.addSchema(document, 'document');
    }
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `document${pointer}` });
      compiled.set(pointer, validate);
    }
    if (validate(value)) return [];
    return validate.errors.map(
      ({ instancePath, message, params }) => `${instancePath || 'the whole'} ${message} ${JSON.stringify(params)}`,
    );
  };
}

function closeObjects(node) {
  if (typeof node !== 'object' || node === null) return node;
  for (const child of Object.values(node)) closeObjects(child);
  if (typeof node.properties === 'object' && node.additionalProperties === undefined) node.additionalProperties = false;
  return node;
}
