/** Airline templates (rules 3.11), removed in 2021: fields by name, for diagnostics only. */
import { fact, field, object, removed, required } from '../facts.ts';
import type { Field, ObjectShape } from '../schema.ts';

const sources = 'VX, YM, KX';

function airline(rule: string, name: string, fields: string): ObjectShape {
  const from = fact(rule, sources, '2+');
  const entries = fields.split(' ').map((key): [string, Field] => {
    const make = key.endsWith('?') ? field : required;
    return [key.replace('?', ''), make(from, 'Part of a removed template.', { kind: 'any' })];
  });
  return object(name, 'Removed in 2021.', Object.fromEntries(entries), {
    availability: [removed(fact('R3.1-14', 'CL', '1'), 'send an image or a generic template', '2021-12-06')],
  });
}

export const airlineBoardingpass = airline(
  'R3.11-1',
  'airline boarding pass',
  'intro_message locale theme_color? boarding_pass',
);
export const airlineCheckin = airline(
  'R3.11-2',
  'airline check-in',
  'intro_message locale theme_color? pnr_number? checkin_url flight_info',
);
export const airlineItinerary = airline(
  'R3.11-3',
  'airline itinerary',
  'intro_message locale theme_color? pnr_number passenger_info flight_info passenger_segment_info price_info? base_price? tax? total_price currency',
);
export const airlineUpdate = airline(
  'R3.11-4',
  'airline update',
  'intro_message? update_type locale theme_color? pnr_number? update_flight_info',
);
