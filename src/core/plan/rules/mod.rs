//! The rules of design 5.1 to 5.5, one file each. No rule knows another one.

pub mod cadence;
pub mod dates;
pub mod drift;
pub mod event;
pub mod next;
pub mod promise;
pub mod re_engage;
pub mod reply;
pub mod touch;
pub mod waiting;

use super::situation::Situation;
use super::verdict::Verdicts;

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The name that `why` and `reasons[].rule` show.
    pub name: &'static str,
    /// Adds the rule's answers for a situation. A rule about single things (tasks, dates) answers once for
    /// each.
    pub look: fn(&Situation<'_>, &mut Verdicts),
}

/// All rules, in the order in which `why` prints them.
pub const RULES: &[Rule] = &[
    Rule { name: "reply", look: reply::look },
    Rule { name: "next", look: next::look },
    Rule { name: "sequence", look: touch::look },
    Rule { name: "waiting", look: waiting::look },
    Rule { name: "cadence", look: cadence::look },
    Rule { name: "re-engage", look: re_engage::look },
    Rule { name: "drift", look: drift::look },
    Rule { name: "promise", look: promise::look },
    Rule { name: "birthday", look: dates::birthday },
    Rule { name: "date", look: dates::others },
    Rule { name: "event", look: event::look },
];
