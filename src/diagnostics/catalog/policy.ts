import { entry } from '../entry.ts';

export const policy = {};
void entry;
