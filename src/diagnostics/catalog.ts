/** All codes in one object. Each area's entries stand in `catalog/<area>.ts`. */
import { length } from './catalog/length.ts';
import { params } from './catalog/params.ts';
import { policy } from './catalog/policy.ts';
import { sendApi } from './catalog/send-api.ts';
import { spec } from './catalog/spec.ts';
import { template } from './catalog/template.ts';
import { yaml } from './catalog/yaml.ts';

export const catalog = { ...yaml, ...template, ...params, ...spec, ...sendApi, ...policy, ...length };

export type Code = keyof typeof catalog;
export type ParamsOf<C extends Code> = Parameters<(typeof catalog)[C]['message']>[0];
