//! Every flow as a Mermaid diagram, for people who want to see a conversation at a glance.

use std::fmt::Write as _;

use super::flow::{Flow, REVIEW, Shape};
use super::{Catalogue, Language, Voice, Wording};

/// All flows, in Markdown.
pub fn drawing(catalogue: &Catalogue, wording: &Wording) -> String {
    let mut page = String::from(
        "# Flows\n\nDrawn by `asa flows draw`. Before a dashed arrow is a question that may be left\nout.\n",
    );
    let voice = Voice { wording, language: Language::Thai };
    for flow in &catalogue.flows {
        page.push_str(&one(*flow, &voice));
    }
    page
}

fn one(flow: &dyn Flow, voice: &Voice<'_>) -> String {
    let name = flow.name();
    let label = voice.label(&format!("{name}.label"));
    let steps = flow.steps();
    let mut drawn = format!(
        "\n## {label} (`{name}`, version {})\n\n```mermaid\nflowchart TD\n",
        flow.version()
    );
    for step in &steps {
        let line = voice.text(&format!("{name}.{}.line", step.name));
        // Writing into a String cannot fail.
        writeln!(drawn, "    {0}[\"{0}<br/>{line}\"]", step.name).ok();
    }
    let end = match flow.terms().series {
        "" => "shown".to_owned(),
        _ => format!("{REVIEW}<br/>{}", voice.label("word.confirm")),
    };
    writeln!(drawn, "    {REVIEW}([\"{end}\"])").ok();
    for step in &steps {
        arrows(&mut drawn, step);
    }
    drawn.push_str("```\n");
    drawn
}

fn arrows(drawn: &mut String, step: &Shape<'_>) {
    for next in step.leads_to {
        let arrow = if step.skippable { "-.->" } else { "-->" };
        writeln!(drawn, "    {} {arrow} {next}", step.name).ok();
    }
}
