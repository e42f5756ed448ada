//! The body of a webhook that carries the right signature: LINE's, or of whoever has the secret.
#![no_main]

use asa::line::event::{Envelope, arrival, read};
use asa_core::moment::Moment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(body) else { return };
    for raw in envelope.events {
        let arrival = arrival(raw, Moment::from_millis(1_588_928_400_000));
        // What goes into an index or a log is short and plain.
        for id in [&arrival.event_id, &arrival.chat, &arrival.kind] {
            assert!(!id.is_empty() && id.len() <= 128 && id.bytes().all(|b| b.is_ascii_graphic()));
        }
        drop(read(&arrival.raw, std::time::Duration::ZERO));
    }
});
