//! The program under test: the same as `asa`, built with the tests so that it is never older
//! than they are.

use std::process::ExitCode;

fn main() -> ExitCode {
    asa::commands::main()
}
