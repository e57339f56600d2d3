import type { SignatureHelp, SignatureHelpParams, SignatureInformation } from 'vscode-languageserver/node';
import type { ClientSupport } from '../capabilities.ts';
import { markup } from '../convert.ts';
import { type Signature, signatureHelp as signatureAt } from '../service/signature-help.ts';
import type { Feature } from './feature.ts';

export const signatureHelp: Feature = {
  register(server) {
    server.connection.onSignatureHelp(
      server.answer<SignatureHelpParams, SignatureHelp | null>(
        'signature help',
        null,
        (document, { position }) => {
          const found = signatureAt(server.workspace, document.uri, position);
          return found ? toSignatureHelp(found, server.support) : null;
        },
      ),
    );
  },
};

function toSignatureHelp(
  { label, doc, parameters, active }: Signature,
  support: ClientSupport,
): SignatureHelp {
  // a client that knows no "none" takes a missing one for the first; one too many shows none
  const none = support.noActiveParameter ? null : parameters.length;
  const information: SignatureInformation = {
    label,
    documentation: markup(doc, support.signatureMarkdown),
    parameters: parameters.map((p) => ({
      label: support.labelOffsets ? [p.start, p.end] : label.slice(p.start, p.end),
      documentation: markup(p.doc, support.signatureMarkdown),
    })),
  };
  return { signatures: [information], activeSignature: 0, activeParameter: active ?? none };
}
