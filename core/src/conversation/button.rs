//! The short string a button carries, both ways. A button stays in the chat for years, so what
//! comes back is only a wish: anything that does not read is a normal outcome.

/// What a tap asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tap {
    /// Show this view: `view:emergency`.
    View(String),
    /// Not ours, or from a version that is gone.
    Old,
}

impl Tap {
    pub fn read(data: &str) -> Self {
        match data.split_once(':') {
            Some(("view", name)) if !name.is_empty() => Self::View(name.to_owned()),
            _ => Self::Old,
        }
    }

    pub fn data(&self) -> String {
        match self {
            Self::View(name) => format!("view:{name}"),
            Self::Old => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_reads_back_as_it_was_written() {
        let tap = Tap::View("menu".into());
        assert_eq!(Tap::read(&tap.data()), tap);
    }

    #[test]
    fn anything_else_is_old() {
        for data in ["", "view:", "view", "count:1:2:3", "วิว:เมนู", "\u{0}"] {
            assert_eq!(Tap::read(data), Tap::Old, "{data}");
        }
    }
}
