//! `asa flows`: what can be talked about, as drawings.

use asa_core::catalogue::catalogue;
use asa_core::conversation::{Wording, drawing};
use clap::{Args, Subcommand};

use super::{Outcome, show};

/// Conversations: every flow with its steps
#[derive(Debug, Args)]
#[command(after_help = "Example: asa flows draw > core/flows.md")]
pub struct Flows {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print every flow as a Mermaid diagram, in Markdown
    Draw,
}

impl Flows {
    pub fn run(&self) -> Outcome {
        match self.what {
            What::Draw => {
                let wording = Wording::shipped()?;
                show::line(drawing(&catalogue(&wording), &wording).trim_end());
                Ok(true)
            }
        }
    }
}
