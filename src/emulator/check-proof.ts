import { createHmac } from 'node:crypto';
import type { GraphError } from './graph-error.ts';

/** Says why a call's appsecret_proof is refused (EP-11). */
export type ProofCheck = (token: string, proof: string | undefined) => GraphError | undefined;

/** Without a secret every call passes, with a proof or without. */
export function createProofCheck(appSecret: string | undefined): ProofCheck {
  if (appSecret === undefined) return () => undefined;
  const proofs = new Map<string, string>();
  const proofOf = (token: string) => {
    let proof = proofs.get(token);
    if (proof === undefined) {
      proof = createHmac('sha256', appSecret).update(token).digest('hex');
      if (proofs.size > 1000) proofs.clear();
      proofs.set(token, proof);
    }
    return proof;
  };
  return (token, proof) => {
    if (proof === undefined) return refusal('API calls from the server require an appsecret_proof argument');
    if (proof !== proofOf(token)) return refusal('Invalid appsecret_proof provided in the API argument');
    return undefined;
  };
}

function refusal(message: string): GraphError {
  return { code: 100, type: 'GraphMethodException', message };
}
