/** Every template by its template_type (rules 3.1): active, legacy and removed. */
import { fact, union } from '../facts.ts';
import type { ObjectShape, UnionShape } from '../schema.ts';
import { airlineBoardingpass, airlineCheckin, airlineItinerary, airlineUpdate } from './airline.ts';
import { button } from './button.ts';
import { coupon } from './coupon.ts';
import { customerFeedback } from './customer-feedback.ts';
import { customerInformation } from './customer-information.ts';
import { generic } from './generic.ts';
import { imageGrid } from './image-grid.ts';
import { instantForm } from './instant-form.ts';
import { media } from './media.ts';
import { notificationMessages, oneTimeNotification } from './opt-in.ts';
import { product } from './product.ts';
import { receipt } from './receipt.ts';
import { listTemplate, openGraph } from './removed.ts';

const buttonsOnElements = 'buttons belong into each of elements, not beside them';
const noButtons = 'this template has no buttons: send a button template after it';

/** Templates that take buttons elsewhere or not at all (R4.2-6). */
function withoutButtons(shape: ObjectShape, words = noButtons): ObjectShape {
  return { ...shape, misplaced: { buttons: words, ...shape.misplaced } };
}

/** `attachment.payload` of `type: template`. */
export const templates: UnionShape = union(fact('A-12', 'SEED, TPL', 'seed+'), 'Which template.', {
  name: 'template',
  doc: 'A structured message, told apart by template_type.',
  discriminator: 'template_type',
  variants: {
    generic: withoutButtons(generic, buttonsOnElements),
    button,
    media: withoutButtons(media, buttonsOnElements),
    receipt: withoutButtons(receipt),
    product: withoutButtons(product),
    coupon: withoutButtons(coupon),
    customer_feedback: withoutButtons(customerFeedback),
    customer_information: withoutButtons(customerInformation),
    instant_form: withoutButtons(instantForm),
    image_grid: withoutButtons(imageGrid, buttonsOnElements),
    one_time_notif_req: oneTimeNotification,
    notification_messages: notificationMessages,
    airline_boardingpass: airlineBoardingpass,
    airline_checkin: airlineCheckin,
    airline_itinerary: airlineItinerary,
    airline_update: airlineUpdate,
    list: listTemplate,
    open_graph: openGraph,
  },
});
