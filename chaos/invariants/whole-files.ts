import type { Evidence } from '../observations';

/** Every file in the archive is whole and matches its receipt. */
export function wholeFiles({ archive }: Pick<Evidence, 'archive'>): readonly string[] {
  return archive.flatMap(({ resourceType, day, flaw }) =>
    flaw === undefined ? [] : [`${resourceType} ${day} in the archive: ${flaw}.`],
  );
}
