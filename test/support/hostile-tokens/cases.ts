import { OF_WRONG_CLAIMS } from './of-wrong-claims.js';
import { OF_WRONG_FORM } from './of-wrong-form.js';
import { OF_WRONG_HEADER } from './of-wrong-header.js';
import { OF_WRONG_SIGNATURE } from './of-wrong-signature.js';
import { TAKEN_BACK } from './taken-back.js';

export const FORGED = [...OF_WRONG_FORM, ...OF_WRONG_HEADER, ...OF_WRONG_SIGNATURE, ...OF_WRONG_CLAIMS];
export const ALL = [...FORGED, ...TAKEN_BACK];
export const SENDABLE = ALL.filter(([, , atRoute]) => atRoute !== 'unsendable');
