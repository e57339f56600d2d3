/** What Meta's policy forbids though the API accepts it: findings about wording, once per message. */
import type { Message } from '../../bind/model.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { taggedWording } from './tagged-wording.ts';

/** `language`: of the texts, as the file or the config says. */
export function checkPolicy(
  message: Message,
  language: string,
  report: (diagnostic: Diagnostic) => void,
): void {
  taggedWording(message, language, report);
}
