//! What a button carries: it comes back years later, from anybody, in any form.
#![no_main]

use asa_core::conversation::Tap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let tap = Tap::read(data);
    // What was read says the same when it is written again.
    if tap != Tap::Old {
        assert_eq!(Tap::read(&tap.data()), tap, "{data:?}");
    }
});
