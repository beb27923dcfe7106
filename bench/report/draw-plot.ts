import { hasRun } from './format-table';
import type { Result } from './result';

/** An SVG of one figure of a result: a bar per contestant to the median, and a rule from the least to the most. */
export async function drawPlot<Name extends string>(
  { subject, contestants }: Result<Name>,
  figure: Name,
  label: string,
): Promise<string> {
  const { parse, View } = await import('vega');
  const { compile } = await import('vega-lite');
  const y = { field: 'name', type: 'nominal', sort: null, title: null } as const;
  const { spec } = compile({
    title: { text: subject.title, anchor: 'start' },
    width: 480,
    height: { step: 32 },
    background: 'white',
    data: { values: contestants.filter(hasRun).map(({ name, figures }) => ({ name, ...figures[figure] })) },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: 20 },
        encoding: {
          x: { field: 'median', type: 'quantitative', title: label },
          color: { field: 'name', type: 'nominal', sort: null, legend: null },
        },
      },
      { mark: { type: 'rule', strokeWidth: 2 }, encoding: { x: { field: 'min', type: 'quantitative' }, x2: { field: 'max' } } },
    ],
  });
  return new View(parse(spec), { renderer: 'none' }).toSVG();
}
