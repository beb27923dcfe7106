import { PAGES, readPage } from './support/pages';

/** CONTRIBUTING sets 20 words; a list or a name may need a few more. Code does not count. */
const MOST_WORDS = 24;

/** The sentences of a page, outside code. A list after a colon is a sentence of its own. */
function sentencesOf(page: string): string[] {
  const prose = readPage(page)
    .replace(/```.*?```/gs, '')
    .replace(/\]\([^)]*\)|\*\*/g, '')
    .replace(/`[^`]*`/g, '');
  const paragraphs = prose.split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\|/);
  return paragraphs.flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').split(/(?<=[.?!;:]) /));
}

function countWords(sentence: string): number {
  return sentence.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

test.each(PAGES)('the sentences of %s are short', (page) => {
  expect(sentencesOf(page).filter((sentence) => countWords(sentence) > MOST_WORDS)).toEqual([]);
});

test('a page has many sentences, and a long one is found', () => {
  expect(sentencesOf('docs/faq.md').length).toBeGreaterThan(40);
  expect(countWords('word '.repeat(MOST_WORDS + 1))).toBeGreaterThan(MOST_WORDS);
});
