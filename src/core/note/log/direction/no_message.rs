//! Recognises words for a message or a gift that are about something else: a new number, a profile, an idea for a present
//! (design 3.4).

use crate::core::note::channel::Channel;
use crate::core::note::log::line::line_head::{Head, Known, bare, holds};
use crate::core::note::log::line::words::{Direction, Meaning};

/// Whether a word for contact names an address, a number, a page or a thing still to be given, so that the line says
/// nothing about contact: `new phone number`, `email bounced`, `LinkedIn profile updated`, `gift idea`.
pub(in crate::core::note::log) fn is_no_message(head: &Head<'_>, known: Known) -> bool {
    use Channel::{Email, Gift, Letter, Linkedin, Phone, Text};
    let Meaning::Contact(direction, channel) = known.meaning else { return false };
    match (direction, channel) {
        (Direction::Out, Some(Gift | Letter)) => is_not_given_yet(head, known),
        (Direction::Out, Some(Linkedin)) => is_page(head, known),
        (Direction::Out, Some(Email | Text)) => {
            is_address(head, known) || is_opened(head, known) || head.has(known.end(), &["bounced"])
        }
        (Direction::Both, Some(Phone)) => head.has(known.place, &["phone"]) && is_address(head, known),
        (Direction::In, _) => is_award(head, known),
        _ => false,
    }
}

/// Whether it is an address or a number: `phone number`, `changed her email`, `new email: ada@x.example`.
fn is_address(head: &Head<'_>, known: Known) -> bool {
    let after = known.end();
    let is_value = || {
        let value = head.next_part().split_ascii_whitespace().next().unwrap_or_default();
        value.contains('@')
            || (value.len() > 2 && value.bytes().all(|byte| b"+()/-.0123456789".contains(&byte)))
    };
    let is_end = || head.is_end(after);
    let is_changed =
        || head.has(0, &["changed", "updated"]) && known.place <= 2 && (is_end() || head.has(after, &["to"]));
    let is_new = || head.has(0, &["new"]) && known.place == 1 && is_end() && is_value();
    let is_email = matches!(known.meaning, Meaning::Contact(_, Some(Channel::Email)));
    let is_named = head.has(after, if is_email { &["address"] } else { &["number"] })
        && !head.has(known.place, &["text", "message"]);
    is_named || (known.place > 0 && (is_changed() || is_new()))
}

/// Whether somebody opened what was sent: `opened my email 3x`.
fn is_opened(head: &Head<'_>, known: Known) -> bool {
    (0..known.place).any(|place| head.has(place, &["opened", "clicked", "viewed"]))
}

/// Whether it is about a page or what stands on it: `LinkedIn profile updated`, `LinkedIn: new job at Acme`.
fn is_page(head: &Head<'_>, known: Known) -> bool {
    let after = known.end();
    let mut told = head.next_part().split_ascii_whitespace().map(bare);
    let is_end = head.is_end(after);
    let is_profile = head.has(after, &["profile", "headline"]);
    if is_profile {
        return head.word(after + 1).is_none_or(|word| word.ends_with("ed"));
    }
    known.place == 0
        && is_end
        && !is_given(head)
        && told.next().is_some_and(|word| word == "new")
        && told.next().is_some_and(|word| matches!(word.as_ref(), "job" | "role" | "position" | "title"))
}

/// Whether a line goes on with what was sent or given: `LinkedIn: new job, sent congrats`, `bought a card and posted it`.
fn is_given(head: &Head<'_>) -> bool {
    const GIVEN: [&str; 9] =
        ["sent", "gave", "posted", "delivered", "left", "messaged", "wrote", "congratulated", "discussed"];
    let texts = [head.opening, head.after_opening].into_iter();
    holds(texts.flat_map(str::split_ascii_whitespace).map(bare), &GIVEN)
}

/// Whether a present or a card is not given yet: `gift idea: scarf`, `bought her gift`.
fn is_not_given_yet(head: &Head<'_>, known: Known) -> bool {
    const GETTING: [&str; 8] = ["bought", "buy", "need", "order", "ordered", "wrap", "wrapped", "choosing"];
    let after = known.end();
    head.has(after, &["idea", "ideas"])
        || ((0..known.place).any(|place| head.has(place, &GETTING)) && !is_given(head))
}

/// Whether what was received came from no person: `received an award`.
fn is_award(head: &Head<'_>, known: Known) -> bool {
    const AWARDS: [&str; 10] =
        ["award", "degree", "diploma", "fellowship", "grant", "medal", "phd", "prize", "promotion", "tenure"];
    let owned = usize::from(head.has(known.end(), &["a", "an", "the", "her", "his", "their"]));
    let object = known.end() + owned;
    head.has(known.place, &["received"]) && head.has(object, &AWARDS) && head.is_end(object + 1)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn an_address_or_a_page_is_no_message() {
        for line in [
            "new phone number: 0123", "new email: ada@kessler.example", "new phone: 020 7946 0000",
            "changed her email", "email address changed", "email bounced", "LinkedIn: new job at Globex",
            "LinkedIn profile updated", "opened my email 3x", "she opened the email", "received an award",
            "received tenure", "Ada received her PhD",
        ] {
            case(line, "assumed");
        }
        case("new email from Ada", "in email");
        case("new email: asks about June", "out email");
        case("email: 3 questions about June", "out email");
        case("email out: bounced", "out email");
        case("LinkedIn: new idea for the talk", "out linkedin");
        case("LinkedIn message about her new job", "out linkedin");
        case("phone: her new number", "both phone");
        case("call about her phone number", "both phone");
        case("called her new number", "both phone");
        case("received an award nomination from her", "in");
        case("received the parcel", "in");
        for line in [
            "received her grant proposal", "received PhD draft", "received feedback on grant",
            "received nomination for award", "received email about grant",
        ] {
            case(line, "in");
        }
        case("received the grant report, replied", "both");
        for line in [
            "LinkedIn: new job, sent congrats",
            "LinkedIn – new job at Acme – sent congrats",
            "linkedin, new job at Acme, messaged",
            "linkedin profile tips to Ada",
            "LinkedIn: new position on remote work discussed",
        ] {
            case(line, "out linkedin");
        }
        case("Email | received an award", "out email");
    }

    #[test]
    fn a_present_still_to_be_given_is_none() {
        for line in [
            "gift idea: scarf", "Gift ideas for Ada: scarf", "bought her gift", "ordered a gift for her",
            "need a card for her",
        ] {
            case(line, "assumed");
        }
        case("gift: scarf", "out gift");
        case("gift for her birthday: scarf", "out gift");
        case("gave her a gift", "out gift");
        for line in [
            "gift for Ada sent",
            "ordered a gift, sent it to her",
            "bought her a gift and gave it to her at lunch",
            "wrapped gift and gave it",
            "opened gift together",
        ] {
            case(line, "out gift");
        }
        for line in
            ["card for Ada posted", "letter for Ada left at the office", "bought a card and posted it"]
        {
            case(line, "out letter");
        }
        case("opened the card from Ada", "in letter");
        case("gift out: scarf for Ada", "out gift");
        case("gift for Ada: scarf", "out gift");
        case("card for [[Ada]]", "out letter");
        case("sent a card for her birthday", "out");
        case("card to her", "out letter");
    }
}
