/** Of everything: npm's own list of what is installed changes with each package, whatever the lock file says. */
const GROUND = ['build', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

/**
 * What dist/ consists of. `reads` names files and folders, below which what `ignores` matches does not count; `makes`
 * what is there afterwards and nobody else makes; `steps` what node runs, in the root. A step that puts packages into
 * what it makes says which of their files it has read in the file `packages`, a list in JSON.
 */
export const PARTS = [
  {
    name: 'service',
    reads: [
      ...GROUND,
      'bundle.js',
      'nest-cli.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'ormconfig.ts',
      'apps',
      'libs',
    ],
    ignores: /^apps\/pages\/|\.spec\.ts$|\.md$/,
    makes: ['dist/apps', 'dist/libs', 'dist/ormconfig.js', 'dist/ormconfig.js.map', 'dist/programs'],
    steps: [['node_modules/@nestjs/cli/bin/nest.js', 'build'], ['bundle.js']],
    packages: 'dist/programs/packages.json',
  },
  {
    name: 'pages',
    reads: [...GROUND, 'apps/pages'],
    ignores: /\.spec\.ts$|\.md$/,
    makes: ['dist/pages'],
    steps: [['apps/pages/bundle.js']],
  },
];
