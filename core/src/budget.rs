//! Which paid message may go out. Replies are free; a push is counted, and when the month's
//! allowance is gone LINE refuses every push. So ordinary pushes stop while there is still
//! enough left for the urgent ones the rest of the month is likely to bring.

use time::{Date, Duration};

use crate::conversation::Worth;

/// What is known about the month so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub today: Date,
    /// Messages the plan allows; `None` when it does not say.
    pub limit: Option<u64>,
    /// Messages counted so far, as LINE says or as we do, whichever is more.
    pub used: u64,
    /// Urgent messages of the last four weeks.
    pub urgent_lately: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Go,
    /// Not now: the urgent lane would run dry.
    Wait,
    /// Nothing is left, for anyone.
    Empty,
}

/// Part of the limit that is always kept for urgent messages, in hundredths.
const FLOOR: u64 = 10;
/// The forecast is doubled: a bad week comes without notice.
const CAUTION: u64 = 2;
const LATELY_DAYS: u64 = 28;

impl Month {
    pub fn verdict(&self, worth: Worth, cost: u64) -> Verdict {
        let Some(limit) = self.limit else { return Verdict::Go };
        let left = limit.saturating_sub(self.used);
        match worth {
            _ if left < cost => Verdict::Empty,
            Worth::Urgent => Verdict::Go,
            Worth::Ordinary | Worth::Free if left - cost >= self.reserve(limit) => Verdict::Go,
            Worth::Ordinary | Worth::Free => Verdict::Wait,
        }
    }

    /// What the urgent lane is likely to need until the month ends.
    fn reserve(&self, limit: u64) -> u64 {
        let forecast = self.urgent_lately * CAUTION * self.days_left() / LATELY_DAYS;
        forecast.max(limit * FLOOR / 100)
    }

    /// Days until the next month, today among them.
    fn days_left(&self) -> u64 {
        let days = self.today.month().length(self.today.year()) - self.today.day() + 1;
        u64::from(days)
    }

    /// When the allowance is new again.
    pub fn next(&self) -> Date {
        let days = i64::try_from(self.days_left()).unwrap_or(31);
        self.today.checked_add(Duration::days(days)).unwrap_or(self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn month(used: u64, urgent_lately: u64) -> Month {
        Month { today: date!(2022 - 02 - 15), limit: Some(1_000), used, urgent_lately }
    }

    #[test]
    fn without_a_limit_everything_goes() {
        let month = Month { limit: None, ..month(u64::MAX, 9) };
        assert_eq!(month.verdict(Worth::Ordinary, 500), Verdict::Go);
    }

    #[test]
    fn an_ordinary_push_leaves_the_floor_alone() {
        assert_eq!(month(899, 0).verdict(Worth::Ordinary, 1), Verdict::Go);
        assert_eq!(month(900, 0).verdict(Worth::Ordinary, 1), Verdict::Wait);
        assert_eq!(month(899, 0).verdict(Worth::Ordinary, 2), Verdict::Wait);
        assert_eq!(month(999, 0).verdict(Worth::Urgent, 1), Verdict::Go);
    }

    #[test]
    fn a_month_that_was_urgent_keeps_more() {
        // 280 in four weeks is ten a day; doubled, for the 14 days left: 280.
        assert_eq!(month(719, 280).verdict(Worth::Ordinary, 1), Verdict::Go);
        assert_eq!(month(720, 280).verdict(Worth::Ordinary, 1), Verdict::Wait);
    }

    #[test]
    fn an_empty_month_refuses_everyone() {
        assert_eq!(month(1_000, 0).verdict(Worth::Urgent, 1), Verdict::Empty);
        assert_eq!(month(990, 0).verdict(Worth::Urgent, 40), Verdict::Empty);
    }

    /// A month at 120 % of what is allowed: ordinary ones wait, and no urgent one is refused.
    #[test]
    fn at_120_per_cent_demand_no_urgent_message_is_refused() {
        let mut used = 0;
        let (mut sent, mut waited) = (0, 0);
        for day in 1..=28 {
            let today = date!(2022 - 02 - 01).replace_day(day).unwrap();
            for n in 0..43 {
                let worth = if n % 10 == 0 { Worth::Urgent } else { Worth::Ordinary };
                let month = Month { today, used, ..month(0, 140) };
                match month.verdict(worth, 1) {
                    Verdict::Go => (used, sent) = (used + 1, sent + 1),
                    Verdict::Wait => waited += 1,
                    Verdict::Empty => panic!("refused on day {day}"),
                }
                assert!(worth == Worth::Ordinary || month.verdict(worth, 1) == Verdict::Go);
            }
        }
        assert!(sent <= 1_000 && waited > 0, "{sent} sent, {waited} waited");
    }

    #[test]
    fn the_next_month_starts_on_its_first_day() {
        assert_eq!(month(0, 0).next(), date!(2022 - 03 - 01));
        let december = Month { today: date!(2022 - 12 - 31), ..month(0, 0) };
        assert_eq!(december.next(), date!(2023 - 01 - 01));
    }
}
