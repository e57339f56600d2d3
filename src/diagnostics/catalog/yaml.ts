import { entry } from '../entry.ts';

export const yaml = {};
void entry;
