//! What is due, and why: a pure function of contacts, config and a day (design 5).
//!
//! Each contact's situation is folded from its history once. Then each rule looks
//! at it and answers: due, or quiet because. No rule knows another one; `choose`
//! keeps one relationship follow-up a contact, `when` finds the day it is shown on,
//! `rank` says how much of it is for today.

mod again;
pub mod arrange;
pub mod asked;
pub mod cadence;
pub mod choose;
pub mod dates;
pub mod doubts;
pub mod drift;
pub mod event;
pub mod explain;
pub mod id;
pub mod lapse;
pub mod name_order;
pub mod next;
pub mod offer;
pub mod promise;
pub mod rank;
pub mod reply;
pub mod rest;
pub mod sequence;
pub mod situation;
pub mod skips;
pub mod spread;
pub mod stage;
pub mod starts;
pub mod touch;
pub mod verdict;
pub mod waiting;
pub mod when;

use situation::Situation;
use verdict::Verdicts;

/// A rule: its name in reasons, and what it says of a situation.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The name that `why` and `reasons[].rule` show.
    pub name: &'static str,
    /// Looks at a situation. A rule about single things (tasks, dates) answers once for each.
    pub look: fn(&Situation<'_>, &mut Verdicts),
}

/// Every rule, in the order in which `why` tells them.
pub const RULES: &[Rule] = &[
    Rule { name: "reply", look: reply::look },
    Rule { name: "next", look: next::look },
    Rule { name: "sequence", look: touch::look },
    Rule { name: "waiting", look: waiting::look },
    Rule { name: "cadence", look: cadence::look },
    Rule { name: "re-engage", look: rest::look },
    Rule { name: "drift", look: drift::look },
    Rule { name: "promise", look: promise::look },
    Rule { name: "birthday", look: dates::birthday },
    Rule { name: "date", look: dates::others },
    Rule { name: "event", look: event::look },
];
