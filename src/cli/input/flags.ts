import type { OptionFlags } from './option-flags';

type Switch = 'chart' | 'failed' | 'follow' | 'foreign' | 'json' | 'missing' | 'plan' | 'repair' | 'running' | 'yes';
type Days = 'firstDay' | 'from' | 'last' | 'since' | 'to';
type Text = 'account' | 'at' | 'group' | 'jitter' | 'maxAge' | 'reason' | 'resourceType' | 'state' | Days;

export type Flags = Readonly<Partial<Record<Switch, boolean> & Record<Text, string>>> & OptionFlags;
