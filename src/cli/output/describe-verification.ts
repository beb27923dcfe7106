import type { Finding } from '../../archive/verify/verify-folder';
import type { Verification } from '../../archive/verify/verify-archive';
import { formatRange, rangesOf } from '../../domain/days/day-range';
import { formatBytes, formatCount, formatDays } from '../../domain/format';

/** The result of a verification as lines of text, with one line for adjacent days with the same finding. */
export function describeVerification(verification: Verification): string[] {
  const { resourceType, range, days, empty, records, bytes, findings } = verification;
  const problems = findings.filter(({ kind }) => kind !== 'litter').length;
  if (!range) return [`${resourceType}: no days found.`, ...findings.map(({ sentence }) => `  ${sentence}`)];
  const read = `${formatDays(days)} verified (${empty} empty), ${formatCount(records, 'record')}, ${formatBytes(bytes)} read`;
  const verdict = problems === 0 ? 'No problems found.' : `${formatCount(problems, 'problem')}:`;
  return [`${resourceType} ${formatRange(range)}: ${read}. ${verdict}`, ...findingLines(findings)];
}

function findingLines(findings: readonly Finding[]): string[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.sentence}`;
    alike.set(key, [...(alike.get(key) ?? []), finding]);
  }
  return [...alike.values()].flatMap((group) => {
    const [{ kind, sentence } = { kind: '', sentence: '' }] = group;
    const ranges = rangesOf(group.flatMap(({ day }) => day ?? []));
    const wheres = ranges.length > 0 ? ranges.map((range) => `${formatRange(range)}  `) : [''];
    return wheres.map((where) => `  ${kind.padEnd(10)}  ${where}${sentence}`);
  });
}
