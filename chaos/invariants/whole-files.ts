import type { Observations } from '../observations';

/** Every file in the archive is whole and matches its receipt. */
export function wholeFiles({ archive }: Pick<Observations, 'archive'>): readonly string[] {
  return archive.flatMap(({ resourceType, day, flaw }) =>
    flaw === undefined ? [] : [`${resourceType} ${day} in the archive: ${flaw}.`],
  );
}
