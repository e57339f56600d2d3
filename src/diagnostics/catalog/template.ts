import { entry } from '../entry.ts';

export const template = {};
void entry;
