//! What comes of reading an answer: the value it means, or the one reason a person can be told.
//! There is nothing between the two: what could mean two things is asked again.

pub type Reading<T> = Result<T, Why>;

/// Why an answer was not understood. The caller finds the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Empty,
    NotANumber,
    NotWhole,
    Negative,
    TooBig,
    MoreThanOne,
    /// About, more than, from–to.
    NotExact,
    /// Two careful people would read it differently.
    Ambiguous,
    /// The word as it was typed, so that it can be said back; never to be logged.
    UnknownUnit(String),
    /// A container nobody has told the size of.
    UnknownSize(String),
    NotADate,
    /// 31 February, or the 13th month.
    NoSuchDay,
    /// The weekday that was said is not the weekday of the date.
    WeekdayDiffers,
    NotATime,
    /// How many digits, letters or characters there were.
    WrongLength(usize),
    CheckDigit,
    /// A telephone number of another country, or of no kind Thailand has.
    NotThai,
    /// A name has letters only.
    NotLetters,
    /// A full name is a first name and a family name.
    OneWord,
    NotAnAddress,
}
