//! Deciding who may act: those who wait, the decision, and what the applicant hears of it.

pub mod decide;
pub mod outcome;
pub mod queue;
pub mod queue_grew;
