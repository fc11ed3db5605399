//! Decides which events a calendar has, and how much each of them says.

use super::event::{Event, Newer};
use super::secret::Secrets;
use super::who::{self, initials, tells_address};
use super::yearly::years;
use crate::core::agenda::model::{FollowUp, Kind, Reason, State};
use crate::core::config::outputs::{Detail, OverdueOn};
use crate::core::day::Day;
use crate::core::output::escape::inline::plain;
use crate::core::output::links::{self, Build};
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::plan::rules::dates::Dated;
use crate::core::text::{clip, count, one_line};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use uuid::Uuid;

/// How many days ahead the feed has cadence events.
const CADENCE_DAYS: i64 = 28;
/// How many days ahead the feed has yearly dates. An event without older evidence is stamped this many days
/// before its day.
pub(super) const YEARLY_DAYS: i64 = 400;
/// Bytes to reserve for the lines of a description; most are shorter.
const USUAL_DETAILS: usize = 512;
/// Maximum number of characters of a summary.
pub(super) const MOST_SUMMARY: usize = 120;

/// A calendar feed in the making: its readers, and what they may see.
#[derive(Debug)]
pub(super) struct Calendar<'a> {
    pub(super) build: &'a Build<'a>,
    pub(super) detail: Detail,
    audience: Audience,
    /// Names that must not appear in it.
    pub(super) secrets: Secrets,
}

/// On which day the event of a follow-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// On its own day, which is today or later.
    Ahead,
    /// Late, and moved to today with each build.
    Moved,
    /// Late, and left on its first suitable day.
    Kept,
}

/// A candidate for an event, with its day. The event itself is made only if the limit leaves it in: in a
/// large vault nine in ten are cut, and making their texts would be most of the feed's work.
pub(super) struct Slot<'a> {
    pub(super) day: Day,
    pub(super) what: What<'a>,
}

pub(super) enum What<'a> {
    FollowUp(&'a FollowUp),
    Yearly(ContactIndex, Dated<'a>),
    Own(Box<Event>),
}

impl Slot<'_> {
    fn own(event: Event) -> Self {
        Slot { day: event.day, what: What::Own(Box::new(event)) }
    }
}

/// The readers of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// The owner of the vault, who may see everything.
    Owner,
    /// Anybody with the feed's address: contacts marked private are left out.
    Subscribers,
}

impl<'a> Calendar<'a> {
    pub(super) fn new(build: &'a Build<'a>, detail: Detail, audience: Audience) -> Calendar<'a> {
        let contacts = build.compiled.people.contacts.iter();
        let secrets = match audience {
            Audience::Owner => Secrets::default(),
            Audience::Subscribers => Secrets::of(contacts.filter(|contact| contact.facts.rare.private)),
        };
        Calendar { build, detail, audience, secrets }
    }

    /// Returns the events by day and UID, and the number of events that the limit cuts: first review
    /// blocks, then the follow-ups and dates that come last.
    pub(super) fn events(&self) -> (Vec<Event>, usize) {
        let mut slots = self.yearly();
        slots.extend(self.follow_ups());
        if self.detail == Detail::Busy {
            slots = self.busy(&slots);
        }
        // By day, with the yearly dates of a day first and its follow-ups in agenda order.
        slots.sort_by_key(|slot| slot.day.max(self.today()));
        // The watchdog, which reveals a dead job, is never cut. Review blocks come last, so they are cut
        // first.
        let watchdog = self.watchdog();
        let most = self.build.config.feed.max_events.saturating_sub(usize::from(watchdog.is_some()));
        slots.extend(self.review().into_iter().map(Slot::own));
        let cut = slots.len().saturating_sub(most);
        slots.truncate(most);
        slots.extend(watchdog.map(Slot::own));
        let mut events: Vec<Event> = slots.into_iter().map(|slot| self.made(slot)).collect();
        events.sort_by_key(|event| (event.day, event.uid));
        events.dedup_by_key(|event| event.uid);
        (events, cut)
    }

    fn made(&self, slot: Slot<'_>) -> Event {
        match slot.what {
            What::FollowUp(one) => self.event(one),
            What::Yearly(index, dated) => self.yearly_event(index, dated, slot.day),
            What::Own(event) => *event,
        }
    }

    pub(super) fn today(&self) -> Day {
        self.build.compiled.agenda.today
    }

    /// Returns the follow-ups of the feed in agenda order. Of late ones moved to today there are at most
    /// `per-day`, then an event that counts the rest. At detail `busy`, which shows only numbers, all are
    /// kept.
    fn follow_ups(&self) -> Vec<Slot<'_>> {
        let config = self.build.config;
        let most = if self.detail == Detail::Busy { usize::MAX } else { config.per_day };
        let mut slots = Vec::new();
        let mut late = 0;
        for one in self.build.compiled.agenda.follow_ups.iter().filter(|one| self.stands(one)) {
            if one.on == self.today() && one.first < one.on && config.feed.overdue == OverdueOn::Today {
                late += 1;
                if late > most {
                    continue;
                }
            }
            slots.push(Slot { day: self.day(one), what: What::FollowUp(one) });
        }
        if late > most {
            let at = slots.iter().filter(|slot| slot.day <= self.today()).count();
            slots.insert(at.min(slots.len()), Slot::own(self.waiting(late - most)));
        }
        slots
    }

    /// Whether a follow-up is in the feed (design 6.3).
    fn stands(&self, one: &FollowUp) -> bool {
        let kind = match one.kind {
            Kind::FirstContact | Kind::Drift => false,
            Kind::KeepInTouch => one.on <= self.today().plus_days(CADENCE_DAYS),
            Kind::Touch => !one.optional,
            // Until their day is over they are among the yearly dates.
            Kind::Birthday | Kind::Date => one.state == State::Belated,
            Kind::Reply | Kind::Next | Kind::Waiting | Kind::ReEngage | Kind::Promise => true,
            Kind::Event | Kind::Prepare => true,
        };
        kind && self.may_tell(self.build.contact(one))
    }

    pub(super) fn may_tell(&self, contact: &Contact) -> bool {
        self.audience == Audience::Owner || !contact.facts.rare.private
    }

    fn event(&self, one: &FollowUp) -> Event {
        let contact = self.build.contact(one);
        let summary = self.summary(contact, one);
        let standing = self.standing(one);
        let day = self.day(one);
        let later = u32::try_from(day.days_since(planned(one, contact))).unwrap_or(0);
        // A yearly date must stay the same event when it becomes belated, so its number does not depend on
        // facts.
        let facts = if one.kind.is_yearly() { 0 } else { facts_until(contact, self.known(one)) };
        Event {
            uid: self.uid(&name(one)),
            day,
            time: None,
            summary: clip(&summary, MOST_SUMMARY).into_owned(),
            description: self.description(contact, &one.id, || self.details(one, standing)),
            url: self.url(contact),
            stamp: self.stamp(one, standing).min(self.today()),
            newer: Newer::PutOff(later),
            sequence: facts.saturating_add(later),
            alarm: self.build.config.feed.alarm,
        }
    }

    fn summary(&self, contact: &Contact, one: &FollowUp) -> String {
        let may_title = self.detail == Detail::Full && !self.secrets.are_in(&one.title);
        let title = if may_title { plain(&one.title) } else { Cow::default() };
        match self.detail {
            Detail::Full if one.state == State::Belated && may_title => format!("Belated: {title}"),
            Detail::Full if !title.is_empty() => title.into_owned(),
            Detail::Full | Detail::Name => {
                format!("{}: {}{}", self.who(contact), one.kind.label(), years(one.turns))
            }
            Detail::Initials | Detail::Busy => format!("{}: {}", self.who(contact), one.kind.label()),
        }
    }

    fn day(&self, one: &FollowUp) -> Day {
        if self.standing(one) == Standing::Kept { one.first } else { one.on }
    }

    fn standing(&self, one: &FollowUp) -> Standing {
        let is_late = one.first < self.today();
        match self.build.config.feed.overdue {
            OverdueOn::Due if is_late => Standing::Kept,
            OverdueOn::Today if is_late && one.on == self.today() && one.put_off.is_none() => Standing::Moved,
            OverdueOn::Due | OverdueOn::Today => Standing::Ahead,
        }
    }

    /// Returns the day since which the event reads as it does now (design 6.3). It changes only when the
    /// event changes: a date without other evidence counts from the first day on which it could be in a
    /// feed, and facts of the log count only at the detail that shows them.
    fn stamp(&self, one: &FollowUp, standing: Standing) -> Day {
        let known = self.known(one);
        match standing {
            Standing::Ahead => one.put_off.map_or(known, |day| day.max(known)),
            Standing::Moved => self.today(),
            Standing::Kept if one.state == State::Belated && self.detail == Detail::Full => {
                known.max(one.first.plus_days(1))
            }
            Standing::Kept => known,
        }
    }

    /// Returns the day of the newest fact that the event shows.
    fn known(&self, one: &FollowUp) -> Day {
        let evidence = if one.stamp < one.due { one.stamp } else { one.due.plus_days(-YEARLY_DAYS) };
        let shown = one.newest.filter(|_| self.detail == Detail::Full).unwrap_or(evidence);
        evidence.max(shown)
    }

    /// Returns the lines of the description at full detail: the reasons, and what helps to act on them.
    fn details(&self, one: &FollowUp, standing: Standing) -> String {
        // Reasons of other kinds come and go from day to day, so only an event that changes every
        // day anyway may have them.
        let reasons = if standing == Standing::Moved { one.reasons.len() } else { one.own_reasons as usize };
        let mut lines = String::with_capacity(USUAL_DETAILS);
        for reason in one.reasons.iter().take(reasons).filter_map(|reason| self.reason(reason)) {
            lines.extend([&*reason, "\n"]);
        }
        self.add_help(&mut lines, one);
        lines
    }

    /// Adds what helps to act on a follow-up: hooks, topic and links.
    pub(super) fn add_help(&self, lines: &mut String, one: &FollowUp) {
        let contact = self.build.contact(one);
        let may_tell = |text: &str| !self.secrets.are_in(text);
        // Writing to a string cannot fail.
        let mut add = |label: &str, line: &dyn Display| _ = writeln!(lines, "{label}{line}");
        let hooks = one.hooks(contact).filter(|hook| may_tell(hook.text));
        hooks.for_each(|hook| add("Remember: ", &plain(hook.text)));
        let topic = one.topic.as_deref().filter(|topic| may_tell(topic));
        topic.into_iter().for_each(|topic| add("Last topic: ", &plain(topic)));
        let address = links::address(contact).filter(|_| links::by_mail(one));
        address.into_iter().for_each(|address| add("Mail: ", &links::mailto(address, None).url));
        self.build.log_url(one).into_iter().for_each(|url| add("Log it: ", &url));
    }

    /// Returns a reason with its evidence, unless it contains a private name. If the list of other contacts
    /// it is for ("also for …") contains one, that list is left out.
    fn reason(&self, reason: &Reason) -> Option<String> {
        let whole = &*reason.text;
        let alone = whole.rsplit_once(" (also for ").map_or(whole, |(alone, _)| alone);
        let text = [whole, alone].into_iter().find(|text| !self.secrets.are_in(text))?;
        // Without its line number: a line inserted above would change the text without a newer fact.
        let place = reason.place.as_ref().map(|place| one_line(place.path.as_str()));
        match place.filter(|place| !self.secrets.are_in(place)) {
            Some(place) => Some(format!("{} ({place})", plain(text))),
            None => Some(plain(text).into_owned()),
        }
    }

    /// Returns the description of an event at this calendar's detail, of which `details` returns the lines. The
    /// id and the link to the note come last.
    pub(super) fn description(
        &self,
        contact: &Contact,
        id: &str,
        details: impl FnOnce() -> String,
    ) -> String {
        let mut lines = match self.detail {
            Detail::Busy => return String::new(),
            Detail::Initials | Detail::Name => String::new(),
            Detail::Full => details(),
        };
        // Without the id, vdirsyncer would take two promises of a day for the same event.
        lines.push_str(id);
        self.url(contact).iter().for_each(|url| lines.extend(["\n", url]));
        lines
    }

    pub(super) fn who(&self, contact: &Contact) -> String {
        match self.detail {
            Detail::Full => one_line(contact.name()),
            Detail::Name => who::name(contact),
            Detail::Initials | Detail::Busy => initials(contact),
        }
    }

    pub(super) fn url(&self, contact: &Contact) -> Option<String> {
        match self.detail {
            Detail::Busy | Detail::Initials => None,
            Detail::Name if tells_address(&contact.path) => None,
            Detail::Name | Detail::Full => self.build.note_url(&contact.path),
        }
    }

    /// Returns one event a day with the number of follow-ups. The number is part of the event's key, so a
    /// different number is a different event, and no stamp has to show which one is newer.
    fn busy<'s>(&self, slots: &[Slot<'_>]) -> Vec<Slot<'s>> {
        let mut days: BTreeMap<Day, usize> = BTreeMap::new();
        for slot in slots {
            *days.entry(slot.day).or_default() += 1;
        }
        let busy = days.into_iter().map(|(day, number)| Event {
            stamp: day.plus_days(-YEARLY_DAYS),
            sequence: 0,
            alarm: self.build.config.feed.alarm,
            ..self.own(&format!("day\0{day}\0{number}"), day, &count(number, "follow-up"))
        });
        busy.map(Slot::own).collect()
    }

    /// Returns a name-based UUID of the vault's name and the event's key. At details that hide who it is,
    /// the secret file name of the feed goes in too, so that nobody can test guesses against the UID.
    pub(super) fn uid(&self, key: &str) -> Uuid {
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"followup");
        let salt = match self.detail {
            Detail::Busy | Detail::Initials => self.build.config.feed.file.as_deref().unwrap_or_default(),
            Detail::Name | Detail::Full => "",
        };
        let name = [self.build.compiled.agenda.vault.as_str(), salt, key].join("\0");
        Uuid::new_v5(&namespace, name.as_bytes())
    }
}

/// Returns the key of a follow-up's event. The first suitable day is part of it, so a follow-up that was put
/// off is another event and needs no newer stamp; one that is late and only shown on today keeps its key.
/// For a yearly date it is the id alone, which has the year in it.
fn name(one: &FollowUp) -> String {
    if one.kind.is_yearly() { one.id.to_string() } else { format!("{}\0{}", one.id, one.first) }
}

/// Returns the day from which it counts how far an event is put off. Asking about a waiting-for moves its due day, which must
/// not make a later version of the event an older one.
fn planned(one: &FollowUp, contact: &Contact) -> Day {
    let task = one.task(contact).filter(|_| one.kind == Kind::Waiting);
    let date = task.and_then(|owned| owned.task.by.or(owned.task.due));
    date.map_or(one.due, |date| date.min(one.due))
}

/// Counts the dated facts of a note up to a day. The number grows with newer facts and is otherwise stable.
fn facts_until(contact: &Contact, day: Day) -> u32 {
    u32::try_from(contact.facts.dated.partition_point(|fact| *fact <= day)).unwrap_or(u32::MAX)
}
