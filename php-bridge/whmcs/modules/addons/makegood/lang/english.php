<?php

/** English texts: one sentence for each step of an explanation, one word for each state, the client page. */

// Confirming an outage.
$_ADDONLANG['step_outageConfirmed'] = 'Down from {from} to {to}: {votes} independent monitors reported it, {needed} are needed ({reason}).';
$_ADDONLANG['step_outageDoubtful'] = 'Reported down from {from} to {to} by {votes} independent monitors, {needed} are needed ({reason}).';
$_ADDONLANG['step_outageRefused'] = 'The report from {from} to {to} was refused by a person.';

// Computing a credit.
$_ADDONLANG['step_period'] = 'Period {month}: from {from} to {to} (time zone {zone}).';
$_ADDONLANG['step_policy'] = 'The policy "{name}" (version {hash}) was in force at {boundAt}.';
$_ADDONLANG['step_serviceTime'] = 'The service was active for {ms} of this period.';
$_ADDONLANG['step_outage'] = 'Outage from {from} to {to}: {countedMs} count.';
$_ADDONLANG['step_excluded'] = 'From {from} to {to} ({ms}) does not count: {reason}.';
$_ADDONLANG['step_downtime'] = 'Downtime that counts: {ms}.';
$_ADDONLANG['step_availability'] = 'Availability: {upMs} of {totalMs}, that is {display} %.';
$_ADDONLANG['step_fee'] = 'Paid for this service: {gross} for {months} month(s), {source} {id}.';
$_ADDONLANG['step_tier'] = 'Availability below {below} % earns {percent} % of the monthly fee.';
$_ADDONLANG['step_noTier'] = 'Availability meets the promise: no credit is due.';
$_ADDONLANG['step_credit'] = 'Credit: {gross}.';
$_ADDONLANG['step_cap'] = 'Limited to {percent} % of the monthly fee: {gross}.';
$_ADDONLANG['step_taxSplit'] = 'Of this {net} is net and {tax} is tax at {rate} %.';
$_ADDONLANG['step_ledger'] = 'Already recorded for this period: {gross} (net {net}, tax {tax}) in {entries} entries.';
$_ADDONLANG['step_adjustment'] = 'Difference to record now: {gross} (net {net}, tax {tax}).';
$_ADDONLANG['step_carryIn'] = 'Carried over from earlier: {amount}.';
$_ADDONLANG['step_belowMinimum'] = 'Below the smallest payout of {minimum}: kept for next time.';
$_ADDONLANG['step_posting'] = 'Credited to the account: {amount}.';
$_ADDONLANG['step_carryOut'] = 'Kept for next time: {amount}.';
$_ADDONLANG['step_noPolicy'] = 'No policy was in force for this service: no credit is due.';
$_ADDONLANG['step_noService'] = 'The service was not active in this period: no credit is due.';
$_ADDONLANG['step_noFee'] = 'Nothing was charged for this service: no credit is due.';

// Finding out what became of a posting.
$_ADDONLANG['step_markerRows'] = 'Rows of the credit log that carry the marker of this posting: {count}.';
$_ADDONLANG['step_balance'] = 'Balance before {before}, new rows {rows}, balance now {now}.';
$_ADDONLANG['step_verdict'] = 'Conclusion: {verdict}.';

// Words inside sentences.
$_ADDONLANG['word_quorum'] = 'enough of them agree';
$_ADDONLANG['word_outageDoubtful_quorum'] = 'too few agree';
$_ADDONLANG['word_trusted'] = 'its only monitor is trusted';
$_ADDONLANG['word_accepted'] = 'accepted by a person';
$_ADDONLANG['word_refused'] = 'refused by a person';
$_ADDONLANG['word_receivedTime'] = 'a message without a time of its own';
$_ADDONLANG['word_byHand'] = 'accepted by hand';
$_ADDONLANG['word_noRoute'] = 'this panel has no way to post it';
$_ADDONLANG['word_unclear'] = 'it is not clear whether the credit was written';
$_ADDONLANG['word_currency'] = 'the client has another currency now';
$_ADDONLANG['word_corrected'] = 'later evidence took it back before it was posted';
$_ADDONLANG['word_engine'] = 'computed again, it comes out differently';
$_ADDONLANG['word_stale'] = 'the monitor fell silent';
$_ADDONLANG['word_singleMonitor'] = 'only one monitor watches it';
$_ADDONLANG['word_maintenance'] = 'announced maintenance';
$_ADDONLANG['word_suspended'] = 'the service was suspended';
$_ADDONLANG['word_charge'] = 'paid invoice line';
$_ADDONLANG['word_recurring'] = 'the recurring price';
$_ADDONLANG['word_posted'] = 'the credit is on the account';
$_ADDONLANG['word_notPosted'] = 'nothing was written, so it may be posted again';
$_ADDONLANG['word_review'] = 'a person must look';

// States of an entry or posting, as a client reads them.
$_ADDONLANG['state_pending'] = 'waiting to be credited';
$_ADDONLANG['state_posting'] = 'being credited';
$_ADDONLANG['state_posted'] = 'credited';
$_ADDONLANG['state_review'] = 'under review';
$_ADDONLANG['state_carried'] = 'kept for next time';
$_ADDONLANG['state_none'] = 'nothing due';
$_ADDONLANG['state_preview'] = 'expected; decided after';

// The client page.
$_ADDONLANG['client_title'] = 'My service credits';
$_ADDONLANG['client_intro'] = 'When a service was down for longer than promised, you are credited. This page shows each month, the amount and how it came about.';
$_ADDONLANG['client_empty'] = 'No month has been settled for your services yet.';
$_ADDONLANG['client_service'] = 'Service';
$_ADDONLANG['client_period'] = 'Month';
$_ADDONLANG['client_availability'] = 'Availability';
$_ADDONLANG['client_credit'] = 'Credit';
$_ADDONLANG['client_net'] = 'of this net';
$_ADDONLANG['client_tax'] = 'of this tax';
$_ADDONLANG['client_state'] = 'State';
$_ADDONLANG['client_why'] = 'Why';
$_ADDONLANG['client_unavailable'] = 'Your credits cannot be shown at the moment. Please try again later.';
