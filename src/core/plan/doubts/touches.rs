//! Hashtags that name a touch but send none: no sequence with it was ever started, none is running on that day, or the
//! touch is behind (design 3.4).

use crate::core::config::effective::effective;
use crate::core::config::model::{Config, Sequence, SequenceChoice};
use crate::core::people::contact::{Contact, Interaction, People};
use crate::core::plan::situation::Situation;
use crate::core::plan::situation::sequence::{self, Running, runs};
use crate::core::problem::{Code, Problem};
use crate::core::text::list_in_ticks;
use std::collections::BTreeSet;

/// The help where a sequence is missing.
const NAME_THE_SEQUENCE: &str = "name the sequence too, on the line that started it, such as `#new-contact`";

/// Reports all such hashtags of a contact.
pub(super) fn idle<'a>(
    people: &People,
    contact: &Contact,
    config: &Config,
    situation: impl Fn() -> Situation<'a>,
) -> Vec<Problem> {
    if contact.history.iter().all(|entry| entry.hashtags.is_empty()) {
        return Vec::new();
    }
    let touches = Touches::of(contact, config);
    let mut idle = touches.never_started(people, contact);
    if touches.names_started(contact) {
        idle.extend(touches.out_of_turn(&situation()));
    }
    idle
}

/// The names of touches, in lower case as in hashtags.
struct Touches<'a> {
    config: &'a Config,
    /// Those of all sequences.
    all: BTreeSet<String>,
    /// Those of sequences that were ever started.
    started: BTreeSet<String>,
    /// The sequences that were ever started, and what their touches are.
    sequences: Vec<(&'a str, String)>,
}

impl<'a> Touches<'a> {
    fn of(contact: &Contact, config: &'a Config) -> Touches<'a> {
        let set = effective(config, &contact.facts, &contact.path).sequence.map(|given| given.value);
        let by_met = contact.facts.rare.met.is_some() && set != Some(SequenceChoice::Off);
        let met = by_met.then(|| "thanks".to_owned());
        let set = set.as_ref().and_then(SequenceChoice::name);
        let tags = contact.history.iter().flat_map(|entry| entry.hashtags.iter().map(|tag| tag.to_string()));
        let started: BTreeSet<String> = tags.chain(set.map(|name| name.to_lowercase())).chain(met).collect();
        let is_started = |(name, _): &(&String, &Sequence)| started.contains(&name.to_lowercase());
        let named = config.sequences.iter().filter(is_started);
        Touches {
            config,
            // Collected once, since a note may have any number of hashtags.
            all: config.sequences.values().flat_map(folded_touches).collect(),
            started: named.clone().flat_map(|(_, sequence)| folded_touches(sequence)).collect(),
            sequences: named.map(|(name, sequence)| (&**name, touch_list(sequence))).collect(),
        }
    }

    /// Reports hashtags that name a touch when no sequence with that touch was ever started.
    fn never_started(&self, people: &People, contact: &Contact) -> Vec<Problem> {
        let mut idle = Vec::new();
        for entry in contact.history.iter().filter(|entry| entry.kind.is_sent()) {
            let Some(path) = people.notes.get(entry.note as usize) else { continue };
            let tags = entry.hashtags.iter().map(|tag| &**tag);
            let is_idle = |tag: &&str| self.all.contains(*tag) && !self.started.contains(*tag);
            idle.extend(tags.filter(is_idle).map(|tag| {
                let (message, help) = match self.sequences.as_slice() {
                    [] => (
                        format!("`#{tag}` names a touch, but no sequence is running"),
                        NAME_THE_SEQUENCE.to_owned(),
                    ),
                    [(name, touches)] => (
                        format!("`#{tag}` names no touch of `{name}`, which was started"),
                        format!("its touches are {touches}"),
                    ),
                    [..] => (
                        format!("`#{tag}` names no touch of a sequence that was started"),
                        NAME_THE_SEQUENCE.to_owned(),
                    ),
                };
                let problem = Problem::new(Code::NoEffect, path, message).at(entry.spot);
                problem.help(help).effect("the line counts without it")
            }));
        }
        idle
    }

    /// Whether a message names a touch of a sequence that was started.
    fn names_started(&self, contact: &Contact) -> bool {
        let sent = contact.history.iter().filter(|entry| entry.kind.is_sent());
        sent.flat_map(|entry| self.started_in(entry)).next().is_some()
    }

    fn started_in<'e>(&self, entry: &'e Interaction) -> impl Iterator<Item = &'e str> {
        entry.hashtags.iter().map(|tag| &**tag).filter(|tag| self.started.contains(*tag))
    }

    /// Reports hashtags that name a touch of a sequence that was started, but not then, or of one that is
    /// behind.
    fn out_of_turn(&self, situation: &Situation<'_>) -> Vec<Problem> {
        let mut runs: Vec<Running<'_>> = runs(situation).collect();
        runs.splice(0..0, begun_by_met(situation, &runs));
        let mut idle = Vec::new();
        let sent = situation.past.iter().enumerate().filter(|(_, entry)| entry.kind.is_sent());
        for (place, entry) in sent {
            for tag in self.started_in(entry) {
                let Some((message, help)) = self.why_idle(tag, running_at(&runs, place), place) else {
                    continue;
                };
                let Some(at) = situation.place(entry) else { continue };
                let Some(spot) = at.spot else { continue };
                let problem = Problem::new(Code::NoEffect, &at.path, message).at(spot);
                idle.push(problem.help(help).effect("the line counts without it"));
            }
        }
        idle
    }

    /// Says why a hashtag of the message at a place sends nothing, and what to do; `None` if it sends a touch.
    fn why_idle(&self, tag: &str, running: Option<&Running<'_>>, place: usize) -> Option<(String, String)> {
        let Some(running) = running else {
            let message = format!("`#{tag}` names a touch, but no sequence was running that day");
            return Some((message, "leave it out, or start a sequence on a line before it".to_owned()));
        };
        let name = running.name;
        let sequence = self.config.sequences.get(name)?;
        if !folded_touches(sequence).any(|touch| touch == tag) {
            let message = format!("`#{tag}` names no touch of `{name}`, which was running that day");
            return Some((message, format!("its touches are {}", touch_list(sequence))));
        }
        running.sent_again.binary_search(&place).is_ok().then(|| {
            let message = format!("`#{tag}` names a touch of `{name}` that was sent before");
            (message, "name one that is still to come, or leave the hashtag out to send the next".to_owned())
        })
    }
}

/// What the `met` date started. It counts no more once something else starts a sequence, but it ran until then.
fn begun_by_met<'a>(situation: &Situation<'a>, runs: &[Running<'_>]) -> Vec<Running<'a>> {
    let first = runs.first().filter(|_| situation.contact.facts.rare.met.is_some());
    let before = first.map(|first| {
        let day = first.anchor.plus_days(-1);
        Situation::of(situation.people, situation.index, situation.config, day)
    });
    before.iter().flat_map(sequence::runs).collect()
}

/// The sequence that was running at a place of the history.
fn running_at<'r, 'a>(runs: &'r [Running<'a>], place: usize) -> Option<&'r Running<'a>> {
    let begun = runs.partition_point(|run| run.begin() <= place);
    runs.get(..begun)?.last().filter(|run| run.entry == Some(place) || run.span.contains(&place))
}

fn touch_list(sequence: &Sequence) -> String {
    list_in_ticks(sequence.touches.iter().map(|touch| touch.name.as_str()), "and")
}

/// The names of a sequence's touches, in lower case as in hashtags.
fn folded_touches(sequence: &Sequence) -> impl Iterator<Item = String> {
    sequence.touches.iter().map(|touch| touch.name.to_lowercase())
}
