import { entry } from '../entry.ts';

export const params = {};
void entry;
