import { admitCall, limitCall, usageHeaders } from './admit-call.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { judgeFile, withFile } from './judge-file.ts';
import { uploadValidator, violationError } from './schemas/validate-request.ts';
import type { AttachmentType } from './seed.ts';
import { refused, strike } from './strike.ts';

/**
 * POST to message_attachments (AU-1 to AU-8): a url, which is not fetched, or a file. The id works for the Page that
 * uploaded it, for 90 days; `is_reusable` is not asked for, as no source says what an id without it is good for.
 */
export async function performUpload(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const { state, clock, counts, ids } = emulation;
  const caller = admitCall(emulation, call, call.segments[0]!);
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, {});
  const usage = usageHeaders(emulation, caller);
  if (limited) return refused(emulation, limited, usage);
  const { file } = call;
  const body = file ? withFile(call.parameters.body) : call.parameters.body;
  const violation = (await uploadValidator())(body);
  const refusal = violation ? violationError(violation) : file && judgeFile(file, body);
  if (refusal) return refused(emulation, refusal, usage);
  const strikes = emulation.faults.strikes('message_attachments', caller.page, '');
  const before = await strike(emulation, strikes, 'before-record', { status: 200, body: {}, headers: usage });
  if (before.ended) return before;
  const { attachment } = body['message'] as { attachment: { type: AttachmentType } };
  const id = ids.numbered('upload', ++counts.uploads);
  state.addAttachment({
    id,
    page: caller.pageId,
    type: attachment.type,
    createdAt: clock.now(),
    origin: 'upload',
    ...(file && {
      file: { ...(file.name && { name: file.name }), content_type: file.content_type, size: file.size },
    }),
  });
  const answer = { status: 200, body: { attachment_id: id }, headers: before.answer.headers };
  return strike(emulation, strikes, 'after-record', answer);
}
