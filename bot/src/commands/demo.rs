//! x
use super::Outcome;
use clap::Args;
/// demo
#[derive(Debug, Args)]
pub struct Demo {}
impl Demo {
    pub async fn run(self) -> Outcome {
        Ok(true)
    }
}
