//! `asa areas`: the areas inside the program, as people's words find them.

use asa_core::areas::{self, Area, AreaCode, Found, Level};
use asa_core::conversation::Language;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::config;

/// Provinces, districts and sub-districts, and their codes
///
/// Example: asa areas search น้ำชำ --within 54
#[derive(Debug, Args)]
pub struct Areas {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// What a place that somebody typed is taken for, and how certain that is
    ///
    /// Example: asa areas search ต.น้ำชำ อ.สูงเม่น
    Search {
        /// A name in Thai or English, several of them, a code or a postcode
        #[arg(required = true)]
        text: Vec<String>,
        /// Only this area and those in it, by its code
        #[arg(long, value_name = "CODE", value_parser = config::area)]
        within: Option<AreaCode>,
        #[arg(long)]
        json: bool,
        #[arg(long, default_value_t = 20)]
        most: usize,
    },
}

impl Areas {
    pub fn run(self) -> Outcome {
        let What::Search { text, within, json, most } = self.what;
        let (certainty, areas) = split(areas::search(&text.join(" "), within, &Level::ALL, most));
        if json {
            show::json(&areas.iter().map(|area| as_json(area, certainty)).collect::<Vec<_>>())?;
        } else {
            print(&areas, certainty);
        }
        Ok(true)
    }
}

#[derive(Clone, Copy)]
enum Certainty {
    Certain,
    Several,
    Near,
}

fn split(found: Found) -> (Certainty, Vec<&'static Area>) {
    match found {
        Found::One(area) => (Certainty::Certain, vec![area]),
        Found::Several(areas) => (Certainty::Several, areas),
        Found::Near(areas) => (Certainty::Near, areas),
        Found::Nothing => (Certainty::Near, Vec::new()),
    }
}

fn as_json(area: &Area, certainty: Certainty) -> serde_json::Value {
    let certainty = match certainty {
        Certainty::Certain => "certain",
        Certainty::Several => "several",
        Certainty::Near => "near",
    };
    json!({"code": area.code, "level": area.level(), "certainty": certainty,
        "thai": area.full_name(Language::Thai), "english": area.full_name(Language::English),
        "postcode": area.postcode})
}

fn print(areas: &[&Area], certainty: Certainty) {
    show::line(match certainty {
        _ if areas.is_empty() => "nothing is called so, or nearly so",
        Certainty::Certain => "certain: this one and no other is called so",
        Certainty::Several => "to be asked: all of these are called so",
        Certainty::Near => "to be confirmed: not as it is written, but near",
    });
    for area in areas {
        let [thai, english] = Language::ALL.map(|language| area.full_name(language));
        show::line(&format!("{:<6}  {thai}  {english}", area.code.to_string()));
    }
}
