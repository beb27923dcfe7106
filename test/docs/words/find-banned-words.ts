import { BANNED_WORDINGS } from './banned-words';
import { type Text, textsInCode } from './texts-in-code';

/** The banned wordings in what people read of a file, each as `file:line  "sentence"  found → instead`. */
export function findBannedWords(file: string, content: string): string[] {
  const texts = file.endsWith('.ts') ? textsInCode(content) : [{ line: 1, text: prose(content) }];
  return texts.flatMap((text) => hitsIn(text).map((hit) => `${file}:${hit}`));
}

function hitsIn({ line, text }: Text): string[] {
  return BANNED_WORDINGS.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => {
      const lineOfHit = line + text.slice(0, index).split('\n').length - 1;
      return `${lineOfHit}  "${sentenceAround(text, index)}"  ${found.replace(/\s+/g, ' ')} → ${instead}`;
    }),
  );
}

function sentenceAround(text: string, index: number): string {
  const before = text.slice(0, index).split(/[.!?]\s|\n\n|\|/);
  const [after = ''] = text.slice(index).split(/(?<=[.!?])\s|\n\n|\|/);
  return `${before.at(-1) ?? ''}${after}`.replace(/\s+/g, ' ').trim();
}

/** A page without its code: blocks other than `text`, code within a line, and addresses. Its lines stay. */
function prose(page: string): string {
  return page
    .replace(/^```(?!text).+?^```$/gms, linesOnly)
    .replace(/`[^`\n]*`/g, '…')
    .replace(/\]\([^)]*\)|https?:\S+/g, '…');
}

function linesOnly(block: string): string {
  return block.replace(/[^\n]/g, '');
}
