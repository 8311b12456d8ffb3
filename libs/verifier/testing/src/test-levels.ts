import { type AccessTokenClaims, levelOf } from '../../../contracts/src/index.js';

/** Of `amr` and `acr`, what fits to the other one where one is given: a token never says two things. */
export const fittingLevel = ({ amr, acr }: Partial<AccessTokenClaims>): Partial<AccessTokenClaims> => ({
  ...(amr !== undefined && { acr: levelOf(amr) }),
  ...(acr === 'mfa' && { amr: ['pwd', 'otp', 'mfa'] }),
});
