//! Wording of the cards: titles without the contact's name, channels, and how the last contact went.

use crate::core::note::channel::Channel;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::text::capitalized;

/// Removes the contact's name, which the card shows already, from a title: `Reply to Ada` is `Reply`.
pub(crate) fn without_name(title: &str, name: &str) -> String {
    if name.is_empty() {
        return title.to_owned();
    }
    let before = title
        .strip_suffix(name)
        .and_then(|rest| [" with ", " to ", ": "].iter().find_map(|end| rest.strip_suffix(end)));
    let behind = || {
        title
            .strip_prefix(name)
            .and_then(|rest| [": ", "'s ", " "].iter().find_map(|start| rest.strip_prefix(start)))
    };
    let cut = before.or_else(behind);
    let middle = || {
        let (start, end) = title.split_once(&format!(" {name}"))?;
        let whole = ["Ask", "Prepare for"].contains(&start);
        whole.then(|| format!("{}{end}", start.trim_end_matches(" for")))
    };
    let short = cut.map(str::to_owned).or_else(middle).filter(|short| !short.trim().is_empty());
    capitalized(&short.unwrap_or_else(|| title.to_owned()))
}

/// Returns a channel as it follows a verb: `by email`, `in person`.
pub(super) fn by_channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "by email",
        Channel::Text => "by text",
        Channel::Linkedin => "on LinkedIn",
        Channel::Phone => "by phone",
        Channel::Video => "by video",
        Channel::InPerson => "in person",
        Channel::Meeting => "in a meeting",
        Channel::Letter => "by letter",
        Channel::Gift => "with a gift",
        Channel::Comment => "with a comment",
    }
}

/// Says what an interaction was: `they wrote by email`, `you met in person`, `in touch`.
pub(super) fn how(last: &Interaction) -> String {
    let said = last.said().to_you;
    let is_theirs = last.kind == InteractionKind::Clear(Direction::In);
    let adds = |channel: &Channel| match channel {
        // `you met`, `they gave you something`, `they called` say it.
        Channel::Meeting | Channel::Gift => false,
        Channel::Phone => !is_theirs,
        Channel::Email
        | Channel::Text
        | Channel::Linkedin
        | Channel::Video
        | Channel::InPerson
        | Channel::Letter
        | Channel::Comment => true,
    };
    let channel = last.channel.filter(adds);
    channel.map_or_else(|| said.to_owned(), |channel| format!("{said} {}", by_channel(channel)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::day::Day;
    use crate::core::note::facts::Source;
    use crate::core::note::log::direction::attempt::Attempt;
    use crate::core::place::Spot;

    #[test]
    fn a_title_does_not_repeat_the_name_above_it() {
        #[track_caller]
        fn case(title: &str, expected: &str) {
            assert_eq!(without_name(title, "Ada Lovelace"), expected);
        }
        case("Reply to Ada Lovelace", "Reply");
        case("Keep in touch with Ada Lovelace", "Keep in touch");
        case("Thank you: Ada Lovelace", "Thank you");
        case("Ada Lovelace: send the price", "Send the price");
        case("Ada Lovelace turns 41", "Turns 41");
        case("Ada Lovelace's birthday", "Birthday");
        case("Ask Ada Lovelace about: the lease", "Ask about: the lease");
        case("Ask Ada Lovelace again", "Ask again");
        case("Prepare for Ada Lovelace: birthday", "Prepare: birthday");
        case("Arrange to see Ada Lovelace", "Arrange to see Ada Lovelace");
        case("Ada Lovelace", "Ada Lovelace");
        assert_eq!(without_name("Reply to ", ""), "Reply to ");
    }

    #[test]
    fn interactions_are_named_by_direction_channel_and_attempt() {
        #[track_caller]
        fn case(direction: Direction, channel: Option<Channel>, attempt: Option<Attempt>, expected: &str) {
            let kind = InteractionKind::Clear(direction);
            let last = Interaction::new(Day::FIRST, kind, Source::Log, (0, Spot::new(1, 1)));
            assert_eq!(how(&Interaction { channel, attempt, ..last }), expected);
        }
        case(Direction::Out, Some(Channel::Email), None, "you wrote by email");
        case(Direction::Out, None, Some(Attempt::Wrote), "you wrote");
        case(Direction::Out, None, Some(Attempt::Tried), "you tried to reach them");
        case(Direction::Out, Some(Channel::Phone), None, "you tried to reach them by phone");
        case(Direction::Out, Some(Channel::Gift), None, "you gave them something");
        case(Direction::In, Some(Channel::Gift), None, "they gave you something");
        case(Direction::In, Some(Channel::Letter), None, "they wrote by letter");
        case(Direction::In, Some(Channel::Phone), None, "they called");
        case(Direction::In, Some(Channel::Video), None, "they called by video");
        case(Direction::In, None, Some(Attempt::Tried), "they tried to reach you");
        case(Direction::In, None, Some(Attempt::InTouch), "they got in touch");
        case(Direction::Both, Some(Channel::InPerson), None, "you met in person");
        case(Direction::Both, Some(Channel::Meeting), None, "you met");
    }
}
