import { entry } from '../entry.ts';

export const sendApi = {};
void entry;
