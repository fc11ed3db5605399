//! What one did to reach somebody who has not answered yet: nobody who was only called was written to.

use crate::core::note::log::attempt::Attempt;
use crate::core::people::contact::Interaction;

/// `you wrote`, `you tried to reach them`: what the last so many attempts since they were heard from were.
pub fn reached(past: &[Interaction], attempts: usize) -> &'static str {
    let since_heard = past.iter().rev().take_while(|one| !one.kind.is_heard());
    let mut attempts = since_heard.filter_map(Interaction::attempt).take(attempts);
    let first = attempts.next();
    match first.filter(|first| attempts.all(|other| other == *first)) {
        Some(Attempt::Wrote) => "you wrote",
        Some(Attempt::Tried) => "you tried to reach them",
        Some(Attempt::Gave) => "you gave them something",
        Some(Attempt::InTouch) => "you got in touch",
        None => "you wrote or tried",
    }
}
