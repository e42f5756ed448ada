//! Asking to which risk group something was handed out, with examples of who that is.

use crate::conversation::readers::{Options, choosing};
use crate::conversation::{At, Prompt, Read, Reader, Said, Voice};
use crate::stock::Group;

/// The most likely first.
pub const ORDER: [Group; 4] = [Group::G4, Group::G1, Group::G2, Group::G3];
/// More than one of them.
pub const SEVERAL: &str = "several";

#[derive(Debug)]
pub struct Groups {
    pub or_several: bool,
}

impl Group {
    /// "กลุ่มเปราะบาง"
    pub fn label(self, voice: &Voice<'_>) -> String {
        voice.label(&format!("group.{}", self.as_str()))
    }
}

impl Groups {
    fn options(&self, voice: &Voice<'_>) -> Options {
        let several = self.or_several.then_some(SEVERAL);
        let values: Vec<&str> = ORDER.map(Group::as_str).into_iter().chain(several).collect();
        Options::of(voice, "group", &values)
    }
}

impl<D> Reader<D> for Groups {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let voice = at.voice();
        let mut prompt = choosing::ask(&self.options(voice), at);
        for (line, group) in prompt.lines.iter_mut().zip(ORDER) {
            line.push_str(&voice.text(&format!("group.members.{}", group.as_str())));
        }
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        choosing::read(&self.options(at.voice()), at, said)
    }

    fn shows(&self, at: &At<'_, D>, answer: &String) -> String {
        at.voice().label(&format!("group.{answer}"))
    }

    fn fits(&self, at: &At<'_, D>, answer: &String) -> bool {
        self.options(at.voice()).label(answer).is_some()
    }
}
