//! The example that is shown under a question.

use crate::conversation::reader::At;

/// The step's own, under `flow.step.example`, if the wording has one.
pub(super) fn example<D>(at: &At<'_, D>, otherwise: impl FnOnce() -> String) -> Option<String> {
    let own = format!("{}.example", at.key);
    Some(if at.voice().has(&own) { at.voice().text(&own) } else { otherwise() })
}
