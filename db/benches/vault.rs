//! What sealing costs an event: `cargo bench -p asa-db`. An event is sealed and opened once, its
//! answer too, and the session it belongs to is opened and sealed.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints and may fail")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use asa_db::Vault;
use asa_db::vault::columns::SEALED;
use asa_db::vault::new_key;

const ROUNDS: usize = 5_000;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let vault = Vault::parse(&new_key().unwrap()).unwrap();
    let place = SEALED[0].at(&[&"01HZZZZZZZZZZZZZZZZZZZZZZZ"]);
    println!("{:<24} {:>8} {:>10} {:>10}", "what", "bytes", "seal", "open");
    let things = [("event", 600), ("session", 1_500), ("answer", 2_500), ("photo", 300_000)];
    for (what, size) in things {
        let text = "x".repeat(size);
        let (mut seals, mut opens) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS.min(30_000_000 / size) {
            let began = Instant::now();
            let sealed = vault.seal(&place, black_box(&text)).unwrap();
            seals.push(began.elapsed());
            let began = Instant::now();
            black_box(vault.open(&place, sealed).unwrap());
            opens.push(began.elapsed());
        }
        println!("{what:<24} {size:>8} {:>10.1?} {:>10.1?}", median(seals), median(opens));
    }
    let hashes = (0..ROUNDS).map(|_| {
        let began = Instant::now();
        black_box(vault.hash("phone", "0800000000").unwrap());
        began.elapsed()
    });
    println!("{:<24} {:>8} {:>10.1?}", "hash", 10, median(hashes.collect()));
}
