//! The words of log lines that are known without a configuration (design 3.4).

use super::words::{Direction, Meaning};
use crate::core::note::channel::Channel;

/// The word table of design 3.4, with a few synonyms.
#[rustfmt::skip]
pub(super) fn shipped() -> Vec<(&'static [&'static str], Meaning)> {
    use Channel::{Email, Gift, InPerson, Letter, Linkedin, Meeting as Meet, Phone, Text, Video};
    use Meaning::{Intention, Light, Reply, Skip, Verb};
    let out = |channel| Meaning::Contact(Direction::Out, Some(channel));
    let received = |channel| Meaning::Contact(Direction::In, channel);
    let both = |channel| Meaning::Contact(Direction::Both, channel);
    vec![
        (&["email", "e-mail", "mail"], out(Email)),
        (&["emailed", "mailed", "e-mailed"], Verb(Some(Email))),
        (&["sent", "wrote", "invited"], Verb(None)),
        (&["emails to"], out(Email)),
        (&["texts to", "messages to"], out(Text)),
        (&["letters to", "cards to", "thank-you notes to", "thank you notes to"], out(Letter)),
        (&["letter", "card", "postcard"], out(Letter)),
        (&["posted"], Verb(Some(Letter))),
        (&["gift"], out(Gift)),
        (&["dm", "text", "whatsapp", "signal", "message", "sms", "telegram"], out(Text)),
        (&["texted", "messaged"], Verb(Some(Text))),
        (&["linkedin", "connection request"], out(Linkedin)),
        // Like `connected`: heard from, and nothing to answer.
        (&[
            "accepted my linkedin request", "accepted my linkedin invitation", "accepted my linkedin invite",
            "accepted my connection request", "accepted on linkedin", "linkedin request accepted",
            "connection request accepted",
        ], both(Some(Linkedin))),
        (&["connection request accepted by me", "linkedin request accepted by me"], out(Linkedin)),
        (&["accepted on linkedin and wrote", "accepted on linkedin and replied"], received(Some(Linkedin))),
        (&[
            "heard from", "received", "got", "emails from", "texts from", "messages from", "letters from", "left me a message",
            "left me a voicemail", "got back to me",
        ], received(None)),
        (&["got back to"], Verb(None)),
        (&[
            "voicemail from", "missed call from", "missed a call from", "missed her call", "missed his call",
            "missed their call",
        ], received(Some(Phone))),
        (&["replied", "reply", "answered", "responded", "wrote back"], Reply),
        (&["call", "called", "phone", "phoned", "rang", "calls with", "calls w"], both(Some(Phone))),
        (&["texts with", "messages with"], both(Some(Text))),
        (&["emails with"], both(Some(Email))),
        (&["zoom", "teams", "video", "facetime", "google meet"], both(Some(Video))),
        (&[
            "met", "coffee", "coffees", "lunch", "dinner", "drinks", "walk", "visit", "visited", "party", "breakfast",
            "brunch",
        ], both(Some(InPerson))),
        (&["meeting", "meetings with", "meetings w"], both(Some(Meet))),
        (&[
            "interview", "interviewed with", "interviewed by", "demo", "workshop", "tea", "beer", "beers", "saw", "ran into",
            "bumped into",
        ], both(None)),
        (&["chat", "chatted", "talked", "spoke", "caught up", "catch-up", "catchup", "1:1", "1-1", "connected", "got hold of"], both(None)),
        (&["commented", "liked", "congratulated"], Light),
        (&["skip", "skipped"], Skip),
        (&[
            "should", "need to", "have to", "want to", "ought to", "must", "todo", "remember to", "forget to", "ask", "owe",
        ], Intention),
    ]
}

/// Phrases of the word table that say that nobody was reached, or that nothing took place.
#[rustfmt::skip]
pub(super) fn shipped_no_contact() -> Vec<(&'static [&'static str], Meaning)> {
    use Meaning::{Cancelled, Tried};
    vec![
        // Nobody was reached.
        (&[
            "voicemail", "left a message", "left message", "left a voicemail", "left voicemail", "left a vm", "left vm",
            "left msg", "left a msg", "got machine", "got her machine", "got his machine", "got the machine", "line busy",
            "line engaged", "engaged", "phone off", "phone was off", "wrong number", "unavailable", "was driving", "was asleep",
            "was on another call", "missed", "missed it",
            "got voicemail", "got her voicemail", "got his voicemail", "straight to voicemail", "went to voicemail",
            "went straight to voicemail", "straight to vm", "went to vm", "went straight to vm", "vm full", "voicemail full",
            "mailbox full", "answering machine", "lvm", "busy", "was busy", "was out", "was away", "was in a meeting", "no luck",
            "no joy", "nobody answered", "nobody picked up", "nobody home", "nobody in", "nobody there", "no one answered",
            "no one picked up", "no one home", "no one in", "no one there", "no-one answered", "no-one picked up", "no-one home",
            "no-one in", "no-one there", "tried", "no answer", "no reply", "no response", "still nothing", "tried to reach",
            "unable to reach",
        ], Tried(None)),
        // They did not answer. `didn’t`, `hasn’t`, `never` and the like are read as `not`.
        (&[
            "not able to reach", "not answer", "not answer the phone", "not answered", "not call back",
            "not called back", "not get a reply", "not get an answer", "not get back to me", "not get hold of",
            "not get through", "not got a reply", "not got an answer", "not got back to me", "not hear",
            "not hear back", "not heard", "not heard back", "not pick up", "not picked up", "not reach", "not reached",
            "not answering", "not at home", "not available", "not home", "not in", "not there",
            "not replied", "not reply", "not respond", "not responded", "not write back", "not written back",
        ], Tried(None)),
        // The same, of a call.
        (&[
            "missed call", "tried calling", "tried phoning", "tried ringing", "tried to call", "tried to phone",
            "tried to ring",
        ], Tried(Some(Channel::Phone))),
        // It did not take place.
        (&[
            "cancelled", "canceled", "postponed", "had to cancel", "had to be cancelled", "had to postpone",
            "had to be postponed", "had to reschedule", "didn't happen", "did not happen", "not happen",
            "didn't take place", "did not take place", "not take place", "called off", "fell through", "bailed", "pulled out",
            "stood me up", "stood us up", "not join", "no-show", "no show", "noshow", "no-showed", "never showed", "never showed up", "not show up", "not show",
            "not showed", "not showed up", "not turn up",
        ], Cancelled),
    ]
}
