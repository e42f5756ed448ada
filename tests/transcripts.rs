//! The conversations of `tests/conversations`, one test a file, named after it:
//! `cargo nextest run --test transcripts menu`. `UPDATE=1` writes into them what the bot says.

use asa_tests::transcript::file;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::from_args();
    let trials = file::all()?.into_iter().map(|(name, path)| {
        let named = name.clone();
        Trial::test(name, move || play(&named, &path))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit()
}

fn play(name: &str, path: &std::path::Path) -> Result<(), Failed> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build()?;
    runtime.block_on(file::test(name, path)).map_err(|error| format!("{error:#}").into())
}
