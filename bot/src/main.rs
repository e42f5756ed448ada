//! The program `asa`. Every command is a file in `commands/`.

use std::process::ExitCode;

fn main() -> ExitCode {
    asa::commands::main()
}
