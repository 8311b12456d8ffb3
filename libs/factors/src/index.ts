/** What somebody has besides a password. */
export {
  type FactorAnswer,
  FACTOR_METHODS,
  FactorKind,
  type FactorMethod,
  type FactorRecord,
  type ShownFactor,
} from './factor-kind.js';
export { FactorsModule } from './factors.module.js';
export { SecondFactors } from './second-factors.js';
