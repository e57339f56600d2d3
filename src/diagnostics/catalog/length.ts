import { entry } from '../entry.ts';

export const length = {};
void entry;
