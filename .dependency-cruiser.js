/**
 * Which module may import which. test/architecture/dependency-rules.test.ts shows of each rule that it can fail.
 *
 * `$1` in `to` is what the first group of `from.path` has matched.
 */
import { capabilities } from './.dependency-rules/capabilities.js';
import { layers } from './.dependency-rules/layers.js';
import { packages } from './.dependency-rules/packages.js';
import { shape } from './.dependency-rules/shape.js';
import { surfaces } from './.dependency-rules/surfaces.js';

const forbidden = [...shape, ...layers, ...capabilities, ...surfaces, ...packages];

export default {
  forbidden: forbidden.map(rule => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types are dependencies too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      // Makes #libs/… lead to sources, not to what was built from them.
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
