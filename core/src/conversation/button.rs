//! The short string a button carries, both ways. A button stays in the chat for years and may be
//! pressed by anybody, so what comes back is only a wish: anything that does not read, or fits no
//! open session, is a normal outcome.
//!
//! ```text
//! view:emergency                 shows a view
//! view:notice:full               shows it about something
//! start:feedback                 starts a flow
//! start:decide:12:approve        starts it about something
//! feedback:7f3k2m9q:place:4701   answers a step of a session
//! feedback:7f3k2m9q:place:!back  asks the conversation for something
//! ```

/// What a tap asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tap {
    /// What, and about what: empty for most.
    View(String, String),
    Start(String, String),
    Move(Move),
    /// Not ours, or from a version that is gone.
    Old,
}

/// A tap inside a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub flow: String,
    pub session: String,
    /// The step whose question the button hung under.
    pub step: String,
    pub wish: Wish,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Answer(String),
    Back,
    Cancel,
    Skip,
    /// Ask this step again: from the review card.
    Edit,
    Confirm,
    Resume,
    Restart,
    Undo,
    /// The answer that was given before going back.
    Keep,
}

const WISHES: [(&str, Wish); 9] = [
    ("!back", Wish::Back),
    ("!cancel", Wish::Cancel),
    ("!skip", Wish::Skip),
    ("!edit", Wish::Edit),
    ("!confirm", Wish::Confirm),
    ("!resume", Wish::Resume),
    ("!restart", Wish::Restart),
    ("!undo", Wish::Undo),
    ("!keep", Wish::Keep),
];

/// LINE's limit of a button's data.
const LONGEST: usize = 300;

impl Tap {
    pub fn read(data: &str) -> Self {
        if data.len() > LONGEST {
            return Self::Old;
        }
        match data.split_once(':') {
            Some(("view", rest)) => {
                named(rest).map_or(Self::Old, |(n, about)| Self::View(n, about))
            }
            Some(("start", rest)) => {
                named(rest).map_or(Self::Old, |(name, about)| Self::Start(name, about))
            }
            _ => Move::read(data).map_or(Self::Old, Self::Move),
        }
    }

    pub fn data(&self) -> String {
        match self {
            Self::View(name, about) => with_about("view", name, about),
            Self::Start(name, about) => with_about("start", name, about),
            Self::Move(one) => one.data(),
            Self::Old => String::new(),
        }
    }
}

fn named(rest: &str) -> Option<(String, String)> {
    let (name, about) = rest.split_once(':').unwrap_or((rest, ""));
    (!name.is_empty()).then(|| (name.to_owned(), about.to_owned()))
}

fn with_about(kind: &str, name: &str, about: &str) -> String {
    if about.is_empty() { format!("{kind}:{name}") } else { format!("{kind}:{name}:{about}") }
}

impl Move {
    fn read(data: &str) -> Option<Self> {
        let mut parts = data.splitn(4, ':');
        let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (flow, session, step, value) = (part()?, part()?, part()?, part()?);
        let wish = WISHES.into_iter().find(|(word, _)| *word == value).map(|(_, wish)| wish);
        // A wish that is not known (any more) is no answer.
        let wish = match wish {
            Some(wish) => wish,
            None if value.starts_with('!') => return None,
            None => Wish::Answer(value),
        };
        Some(Self { flow, session, step, wish })
    }

    fn data(&self) -> String {
        let value = match &self.wish {
            Wish::Answer(value) => value.as_str(),
            wish => WISHES.iter().find(|(_, one)| one == wish).map_or("", |(word, _)| word),
        };
        format!("{}:{}:{}:{value}", self.flow, self.session, self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(wish: Wish) -> Tap {
        let (flow, session, step) = ("feedback".into(), "7f3k2m9q".into(), "place".into());
        Tap::Move(Move { flow, session, step, wish })
    }

    #[test]
    fn a_tap_reads_back_as_it_was_written() {
        let about = || "12:approve".to_owned();
        let mut taps = vec![
            Tap::View("menu".into(), String::new()),
            Tap::View("menu".into(), about()),
            Tap::Start("feedback".into(), String::new()),
            Tap::Start("decide".into(), about()),
        ];
        taps.extend(WISHES.map(|(_, wish)| moved(wish)));
        taps.push(moved(Wish::Answer("47:01 ก".into())));
        for tap in taps {
            assert_eq!(Tap::read(&tap.data()), tap);
        }
    }

    #[test]
    fn anything_else_is_old() {
        let long = format!("feedback:1:2:{}", "x".repeat(LONGEST));
        for data in ["", "view:", "view", "a:b:c", "a:b:c:", "a::c:d", "วิว:เมนู", "a:b:c:!no", &long]
        {
            assert_eq!(Tap::read(data), Tap::Old, "{data}");
        }
    }
}
