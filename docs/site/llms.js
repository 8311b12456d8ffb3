/** llms.txt (https://llmstxt.org): what the site has, as a text that programs read. */
import { SIDEBAR } from './pages.js';

/** @param texts the text of each page by its path on the site */
export function llmsText(texts) {
  const sections = SIDEBAR.map(({ text, items }) => {
    const lines = items.map(({ text: title, link }) => {
      const [path] = link.slice(1).split('#');
      const page = path === '' ? 'index' : path.replace(/\/$/, '/index');
      return `- [${title}](${page}.md): ${firstSentence(texts.get(page) ?? '')}`;
    });
    return `## ${text}\n\n${lines.join('\n')}\n`;
  });
  return [`# Gatehouse\n\n> ${firstSentence(texts.get('index') ?? '')}\n`, ...sections, OPTIONAL].join('\n');
}

const OPTIONAL = `## Optional

- [openapi.json](openapi.json): all operations, schemas and errors, as OpenAPI 3.1
`;

/** Of the first paragraph that is prose. */
export function firstSentence(text) {
  const paragraphs = text.replaceAll(/<!--[^]*?-->/g, '').split(/\n\s*\n/);
  const prose = paragraphs.find(part => /^[A-Z*[`]/.test(part.trim()) && !/^(\||```|#|!\[)/.test(part.trim())) ?? '';
  const plain = prose
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.+?\.(?= |$)/.exec(plain)?.[0] ?? plain;
}
