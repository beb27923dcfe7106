import { PAGES, readPage } from './support/pages';

const DECISIONS = PAGES.filter((page) => page.startsWith('docs/decisions/')).sort();

test.each(DECISIONS)('%s has context, decision and consequence below its number', (page) => {
  const [number = ''] = /\d{4}/.exec(page) ?? [];
  const headings = [...readPage(page).matchAll(/^#+ .+$/gm)].map(([heading]) => heading);
  expect(headings[0]).toMatch(new RegExp(`^# ${number}: [A-Z]`));
  expect(headings.slice(1, 4)).toEqual(['## Context', '## Decision', '## Consequence']);
});

test('the decisions are numbered without gaps', () => {
  const numbers = DECISIONS.map((page) => Number(/\d{4}/.exec(page)?.[0]));
  expect(numbers).toEqual(DECISIONS.map((_page, index) => index + 1));
});
