import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PAGES, readPage, ROOT } from './support/pages';

/** The targets of the links within the repository, of a page: `](path#anchor)`, and `[name]: path`. */
function linksIn(page: string): string[] {
  const text = readPage(page).replace(/^```.*?^```$/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)];
  return links.map(([, inline, reference]) => inline ?? reference ?? '').filter((link) => !/^(https?|mailto):/.test(link));
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): string[] {
  const text = readPage(page).replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function complaint(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return `${link}: no such file`;
  if (anchor !== undefined && !anchorsOf(target).includes(anchor)) return `${link}: no such heading`;
  return undefined;
}

test.each(PAGES)('each link in %s has a target', (page) => {
  expect(linksIn(page).flatMap((link) => complaint(page, link) ?? [])).toEqual([]);
});

test('pages have links, and a broken one is found', () => {
  expect(PAGES.flatMap(linksIn).length).toBeGreaterThan(40);
  expect(complaint('README.md', 'docs/nowhere.md')).toContain('no such file');
  expect(complaint('docs/faq.md', 'limits.md#nowhere')).toContain('no such heading');
});
