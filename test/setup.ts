/**
 * Property tests take the same cases in every run, so that a red run is about the change at hand. FC_SEED=random (or a
 * number) takes others: for looking further, by hand or at night.
 */
import fc from 'fast-check';

const given = process.env['FC_SEED'];
const seed = given === 'random' ? Date.now() : Number(given ?? 20261122);
fc.configureGlobal({ seed });
if (given !== undefined) console.log(`FC_SEED=${seed}`);
