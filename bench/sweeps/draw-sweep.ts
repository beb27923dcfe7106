import { SWEEP_FIGURES, type SweepFigure, type SweepResult } from './sweep';

/** An SVG of one figure of a sweep: a line through the medians for each value of `lines`, and a rule from the least to the most. */
export async function drawSweep({ sweep: { title, along, lines }, points }: SweepResult, figure: SweepFigure): Promise<string> {
  const { parse, View } = await import('vega');
  const { compile } = await import('vega-lite');
  const values = points.map(({ load, figures }) => ({
    x: load[along.field],
    line: lines === undefined ? '' : `${load[lines.field]} ${lines.label}`,
    ...figures[figure],
  }));
  const axis = { values: [...along.values] };
  const scale = { type: 'log', nice: false } as const;
  const x = { field: 'x', type: 'quantitative', title: along.label, scale, axis } as const;
  const legend = lines === undefined ? null : { title: null };
  const color = { field: 'line', type: 'nominal', sort: null, legend } as const;
  const { spec } = compile({
    title: { text: title, anchor: 'start' },
    width: 480,
    height: 200,
    background: 'white',
    data: { values },
    encoding: { x, color },
    layer: [
      {
        mark: { type: 'line', point: true },
        encoding: { y: { field: 'median', type: 'quantitative', title: SWEEP_FIGURES[figure], scale: { zero: true } } },
      },
      { mark: 'rule', encoding: { y: { field: 'min', type: 'quantitative' }, y2: { field: 'max' } } },
    ],
  });
  return new View(parse(spec), { renderer: 'none' }).toSVG();
}
