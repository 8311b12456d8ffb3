import { defineConfig } from 'vitepress';
import { slugify } from '../slugify.js';
import { SIDEBAR } from '../pages.js';

/** A click on a file asks the server for it, rather than the site for a page. */
function filesAreNoPages(md) {
  const { link_open: before } = md.renderer.rules;
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const [token] = tokens.slice(index);
    if (/^\/(?:files\/|openapi\.json)/.test(token.attrGet('href') ?? '')) token.attrSet('target', '_self');
    return before === undefined ? self.renderToken(tokens, index, options) : before(tokens, index, options, env, self);
  };
}

/** All that it takes to show the documents comes from the site itself, the letters too. */
export default defineConfig({
  title: 'Gatehouse',
  description:
    'An authentication service: signed tokens that every service checks by itself, and that can be taken back everywhere at once.',
  lang: 'en',
  srcDir: '.pages',
  // The text of each page lies there as well, for programs that read it.
  srcExclude: ['public/**'],
  outDir: 'dist',
  cacheDir: '.cache',
  cleanUrls: true,
  metaChunk: true,
  // What people open on their own machine.
  // And files that are no pages: check.js looks whether they are there.
  ignoreDeadLinks: [/^https?:\/\/localhost/, /^\/files\//],
  // Documents are text: a tag in one is shown, not obeyed.
  markdown: { html: false, attrs: { disable: true }, anchor: { slugify }, toc: { slugify }, config: filesAreNoPages },
  vite: { logLevel: 'warn', build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    search: { provider: 'local' },
    sidebar: SIDEBAR,
    outline: [2, 3],
    nav: [
      { text: 'Concepts', link: '/concepts' },
      { text: 'API', link: '/api-reference/' },
      { text: 'All documents', link: '/documents' },
    ],
  },
});
