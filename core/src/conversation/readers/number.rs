//! A whole number between two others.

use super::example::example;
use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::number;

/// Both bounds are in it; neither is below zero, for nobody counts less than none.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    pub least: i64,
    pub most: i64,
}

/// An example that is neither the least nor the most where there is room.
const USUAL: i64 = 5;

impl Number {
    fn judged(self, number: i64) -> Read<i64> {
        if (self.least..=self.most).contains(&number) {
            return Read::Answer(number);
        }
        let why = Why::is("read.outside")
            .with("answer", &thousands(number))
            .with("least", &thousands(self.least))
            .with("most", &thousands(self.most));
        Read::No(why)
    }
}

impl<D> Reader<D> for Number {
    type Answer = i64;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let usual = || thousands(USUAL.max(self.least).min(self.most));
        Prompt { example: example(at, usual), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<i64> {
        match said {
            Said::Text(text) => match number(text) {
                Ok(number) => self.judged(number),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &i64) -> String {
        thousands(*answer)
    }

    fn fits(&self, _at: &At<'_, D>, answer: &i64) -> bool {
        (self.least..=self.most).contains(answer)
    }
}

/// 1,200
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, shown) in
            [(0, "0"), (999, "999"), (1_200, "1,200"), (1_234_567, "1,234,567"), (-1_000, "-1,000")]
        {
            assert_eq!(thousands(number), shown);
        }
    }
}
