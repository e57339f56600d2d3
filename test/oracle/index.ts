/**
 * The oracle: what the Send API accepts, by JSON Schemas written by hand from the rule reference. They stand in
 * src/emulator/schemas because the emulator judges by them at run time; nothing else in src imports them, and they
 * import nothing of src/send-api.
 */

export { requestSchema } from '../../src/emulator/schemas/request.ts';
export {
  type Edition,
  type RequestValidator,
  requestValidator,
  type Violation,
} from '../../src/emulator/schemas/validate-request.ts';
