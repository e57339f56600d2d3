import { entry } from '../entry.ts';

export const spec = {};
void entry;
