import { formatFigure, formatSpread } from '../report/format-table';
import { SWEEP_FIGURES, type SweepResult } from './sweep';

/** The rows of the table of a sweep: the header, then one load per row with its medians and their spread. */
export function sweepTable({ sweep: { along, lines, figures }, points }: SweepResult): string[][] {
  const axes = lines === undefined ? [along] : [lines, along];
  return [
    [...axes.map(({ label }) => label), ...figures.map((figure) => SWEEP_FIGURES[figure])],
    ...points.map(({ load, figures: spreads }) => [
      ...axes.map(({ field }) => formatFigure(load[field] ?? 0)),
      ...figures.map((figure) => formatSpread(spreads[figure])),
    ]),
  ];
}
