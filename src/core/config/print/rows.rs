//! What each key of the configuration shows, and what is said of it.

use super::shown::Shown;
use crate::core::config::defaults;
use crate::core::config::model::{
    Config, DailyNotes, Drafts, Feed, Match, Mentions, NoteUrl, ReplyWithin, ReviewBlock, Rule, Sequence,
    Settings, Sources, Tier, Touch, Unit,
};
use crate::core::config::reading::{DETAILS, OVERDUE, WEEKDAYS};
use crate::core::date_text::DateOrder;
use crate::core::day::LeapDay;
use crate::core::note::log::words::WordTable;
use crate::core::people::settings::Attempts;

/// A key, one line about it, and its value.
pub(super) type Row = (&'static str, &'static str, fn(&Config) -> Shown);

pub(super) const ROWS: [Row; 34] = [
    ("me", "Who writes: name, addresses (the first is the sender), text under a message.", me),
    ("timezone", "IANA zone that decides which day is today; null: the machine's.", |config| {
        Shown::option(config.timezone.as_deref(), Shown::text)
    }),
    ("contacts", "What makes a note a contact.", contacts),
    ("fields", "Other spellings of keys, by our name of the key.", |config| {
        let fields = config.fields.iter();
        Shown::Map(fields.map(|(field, names)| (field.clone(), Shown::list(names, Shown::text))).collect())
    }),
    (
        "words",
        "What the words of a log line mean, null switches one off; headings with a meaning.",
        |config| words(&config.words),
    ),
    ("tiers", "Values of other tools' tiers: priority, cadence.", |config| {
        Shown::Map(config.tiers.iter().map(|(name, found)| (name.clone(), tier(found))).collect())
    }),
    ("sources", "Where interactions are read from; mentions: shown, assumed, off.", |config| {
        sources(&config.sources)
    }),
    ("inbox", "The note for quick lines.", |config| Shown::text(&config.inbox)),
    ("daily", "Daily notes: folder and Moment.js format; null: as Obsidian's settings say.", |config| {
        Shown::option(config.daily.as_ref(), daily)
    }),
    ("ignore", "Globs of notes that are not read.", |config| Shown::list(&config.ignore, Shown::text)),
    ("date-order", "How 02/11/2026 is meant: dmy or mdy; null: it is a problem.", |config| {
        Shown::option(config.date_order, |order| {
            Shown::text(match order {
                DateOrder::Dmy => "dmy",
                DateOrder::Mdy => "mdy",
            })
        })
    }),
    ("rules", "Settings for groups of contacts; the first match that gives a setting wins.", |config| {
        Shown::list(&config.rules, rule)
    }),
    (
        "sequences",
        "Series of messages after an event, null switches one off; unit: days, business days.",
        sequences,
    ),
    ("reply-within", "How long an answer may take, or off.", |config| reply_within(config.reply_within)),
    ("re-engage", "How long a rest lasts, by the attempts made in it; the last repeats.", |config| {
        Shown::list(&config.re_engage, Shown::text)
    }),
    ("work-week", "Days that are worked.", |config| {
        let worked = WEEKDAYS.iter().zip(config.workdays.week()).filter(|(_, worked)| *worked);
        Shown::list(worked, |(name, _)| Shown::text(name))
    }),
    ("holidays", "Dates that are not worked, and at most one .ics file.", |config| {
        let days = config.workdays.holidays().iter().map(Shown::text);
        Shown::List(days.chain(config.holidays_file.iter().map(Shown::text)).collect())
    }),
    ("away", "Days on which nothing is proposed, both included.", |config| {
        Shown::list(&config.away, |away| {
            Shown::map([("from", Shown::text(away.from)), ("to", Shown::text(away.to))])
        })
    }),
    ("per-day", "Cards in Today.", |config| number(config.per_day)),
    ("horizon", "Days that the agenda looks ahead.", |config| days(config.horizon)),
    ("start", "Day of adoption or restart.", |config| Shown::option(config.start, Shown::text)),
    (
        "dates",
        "Yearly dates: days of grace, 29 February (feb28, mar1), days to prepare by kind or label.",
        dates,
    ),
    ("feed", "The published calendar; detail: busy, initials, name, full; overdue: today, keep.", |config| {
        feed(&config.feed)
    }),
    ("review", "A weekly block in the feed, or off.", |config| {
        config.review.as_ref().map_or(Shown::text("off"), review)
    }),
    ("drafts", "Draft messages: formats (eml, md), how many, words a message should not pass.", |config| {
        drafts(&config.drafts)
    }),
    ("page", "Cards on the page at most.", |config| Shown::map([("max", number(config.page_max))])),
    ("import-folder", "Folder for new notes.", |config| Shown::text(&config.import_folder)),
    ("note-template", "Template of new notes; null: the built-in one.", |config| {
        Shown::option(config.note_template.as_deref(), Shown::text)
    }),
    ("vault-name", "Name of the vault; null: the folder's.", |config| {
        Shown::option(config.vault_name.as_deref(), Shown::text)
    }),
    ("note-url", "Links to notes: obsidian, or a pattern with {path}.", |config| match &config.note_url {
        NoteUrl::Obsidian => Shown::text("obsidian"),
        NoteUrl::Pattern(pattern) => Shown::text(pattern),
    }),
    ("out", "Folder of the outputs.", |config| Shown::text(&config.out)),
    ("publish", "Folder of what may be published; null: only with --publish, in publish.", |config| {
        if config.publish_asked { Shown::text(&config.publish) } else { Shown::Null }
    }),
    ("templates", "Folder of your own templates.", |config| Shown::text(&config.templates)),
    ("today", "A fixed day, for demonstration vaults only.", |config| {
        Shown::option(config.today, Shown::text)
    }),
];

fn number(number: usize) -> Shown {
    Shown::Number(number as u64)
}

fn days(days: u32) -> Shown {
    Shown::Number(u64::from(days))
}

fn me(config: &Config) -> Shown {
    Shown::map([
        ("name", Shown::option(config.me.name.as_deref(), Shown::text)),
        ("email", Shown::list(&config.me.emails, Shown::text)),
        ("signature", Shown::option(config.me.signature.as_deref(), Shown::text)),
    ])
}

fn contacts(config: &Config) -> Shown {
    Shown::map([
        ("folders", Shown::list(&config.contacts.folders, Shown::text)),
        ("tags", Shown::list(&config.contacts.tags, Shown::text)),
        ("types", Shown::list(&config.contacts.types, Shown::text)),
    ])
}

/// The headings, every word, and the shipped words that were switched off.
fn words(table: &WordTable) -> Shown {
    let headings = [
        ("not-a-log", &table.headings.not_a_log),
        ("hooks", &table.headings.hooks),
        ("events", &table.headings.events),
        ("waiting-for", &table.headings.waiting),
    ];
    let headings = headings.map(|(name, kept)| (name.to_owned(), Shown::list(kept, Shown::text)));
    let words = table.iter().map(|(word, meaning)| (word.to_owned(), Shown::text(meaning.describe())));
    let shipped = WordTable::default();
    let gone = shipped.iter().filter(|(word, _)| table.exactly(word).is_none());
    let gone = gone.map(|(word, _)| (word.to_owned(), Shown::Null));
    Shown::Map(headings.into_iter().chain(words).chain(gone).collect())
}

fn tier(tier: &Tier) -> Shown {
    Shown::map([
        ("priority", Shown::option(tier.priority, |priority| Shown::text(priority.name()))),
        ("cadence", Shown::option(tier.cadence, Shown::text)),
    ])
}

fn sources(sources: &Sources) -> Shown {
    let mentions = match sources.mentions {
        Mentions::Shown => "shown",
        Mentions::Assumed => "assumed",
        Mentions::Off => "off",
    };
    Shown::map([
        ("log", Shown::Bool(sources.log)),
        ("meetings", Shown::Bool(sources.meetings)),
        ("daily", Shown::Bool(sources.daily)),
        ("inbox", Shown::Bool(sources.inbox)),
        ("front-matter", Shown::Bool(sources.front_matter)),
        ("mentions", Shown::text(mentions)),
    ])
}

fn daily(daily: &DailyNotes) -> Shown {
    let folder = if daily.folder.is_empty() { "/" } else { &daily.folder };
    Shown::map([("folder", Shown::text(folder)), ("format", Shown::text(&daily.format))])
}

fn rule(rule: &Rule) -> Shown {
    Shown::map([("match", matching(&rule.matching)), ("set", settings(&rule.set))])
}

fn matching(matching: &Match) -> Shown {
    let some = |list: Vec<Shown>| if list.is_empty() { Shown::Null } else { Shown::List(list) };
    let texts = |list: &[String]| some(list.iter().map(Shown::text).collect());
    Shown::given([
        ("tag", texts(&matching.tags)),
        ("folder", texts(&matching.folders)),
        ("relationship", texts(&matching.relationships)),
        ("status", some(matching.statuses.iter().map(|status| Shown::text(status.name())).collect())),
        ("priority", some(matching.priorities.iter().map(|priority| Shown::text(priority.name())).collect())),
    ])
}

fn settings(set: &Settings) -> Shown {
    Shown::given([
        ("cadence", Shown::option(set.cadence, Shown::text)),
        ("max", Shown::option(set.max, Shown::text)),
        ("weekdays-only", Shown::option(set.weekdays_only, Shown::Bool)),
        ("attempts", Shown::option(set.attempts, attempts)),
        ("retry", Shown::option(set.retry, Shown::text)),
        ("channel", Shown::option(set.channel, |channel| Shown::text(channel.name()))),
        ("priority", Shown::option(set.priority, |priority| Shown::text(priority.name()))),
        ("sequence", Shown::option(set.sequence.as_deref(), Shown::text)),
        ("lead", Shown::option(set.lead, days)),
        ("reply-within", Shown::option(set.reply_within, reply_within)),
    ])
}

fn attempts(attempts: Attempts) -> Shown {
    match attempts {
        Attempts::Never => Shown::text("never"),
        Attempts::AtMost(number) => days(number),
    }
}

fn reply_within(within: ReplyWithin) -> Shown {
    match within {
        ReplyWithin::Off => Shown::text("off"),
        ReplyWithin::Within(interval) => Shown::text(interval),
    }
}

/// All sequences, and the shipped ones that were switched off.
fn sequences(config: &Config) -> Shown {
    let kept = config.sequences.iter().map(|(name, found)| (name.clone(), sequence(found)));
    let gone = defaults::sequences().into_keys().filter(|name| !config.sequences.contains_key(name));
    Shown::Map(kept.chain(gone.map(|name| (name, Shown::Null))).collect())
}

fn sequence(sequence: &Sequence) -> Shown {
    let unit = match sequence.unit {
        Unit::Days => "days",
        Unit::BusinessDays => "business days",
    };
    Shown::map([("unit", Shown::text(unit)), ("touches", Shown::list(&sequence.touches, touch))])
}

fn touch(touch: &Touch) -> Shown {
    Shown::given([
        ("name", Shown::text(&touch.name)),
        ("after", days(touch.after)),
        ("by", days(touch.by)),
        ("channel", Shown::option(touch.channel, |channel| Shown::text(channel.name()))),
        ("template", Shown::option(touch.template.as_deref(), Shown::text)),
        ("optional", if touch.optional { Shown::Bool(true) } else { Shown::Null }),
    ])
}

fn dates(config: &Config) -> Shown {
    let leap_day = match config.dates.leap_day {
        LeapDay::Feb28 => "feb28",
        LeapDay::Mar1 => "mar1",
    };
    let lead = config.dates.lead.iter().map(|(label, number)| (label.clone(), days(*number)));
    Shown::map([
        ("grace", days(config.dates.grace)),
        ("leap-day", Shown::text(leap_day)),
        ("lead", Shown::Map(lead.collect())),
    ])
}

fn feed(feed: &Feed) -> Shown {
    Shown::map([
        ("detail", word_of(DETAILS, feed.detail)),
        ("overdue", word_of(OVERDUE, feed.overdue)),
        ("watchdog", if feed.watchdog == 0 { Shown::text("off") } else { days(feed.watchdog) }),
        ("name", Shown::option(feed.name.as_deref(), Shown::text)),
        ("alarm", Shown::option(feed.alarm, days)),
        ("file", Shown::option(feed.file.as_deref(), Shown::text)),
        ("max-events", number(feed.max_events)),
    ])
}

/// The word that reads as this choice.
fn word_of<T: Copy + PartialEq>(words: &[(&str, T)], choice: T) -> Shown {
    Shown::option(words.iter().find(|(_, value)| *value == choice), |(word, _)| Shown::text(word))
}

fn review(block: &ReviewBlock) -> Shown {
    let day = usize::try_from(block.weekday).ok().and_then(|place| WEEKDAYS.get(place));
    Shown::map([
        ("day", Shown::option(day, Shown::text)),
        ("at", Shown::Text(format!("{:02}:{:02}", block.at.0, block.at.1))),
        ("minutes", days(block.minutes)),
    ])
}

fn drafts(drafts: &Drafts) -> Shown {
    let formats = [("eml", drafts.eml), ("md", drafts.markdown)];
    let channels = drafts.max_words.channels.iter();
    let words = [("default".to_owned(), number(drafts.max_words.default))]
        .into_iter()
        .chain(channels.map(|(channel, words)| (channel.name().to_owned(), number(*words))));
    Shown::map([
        ("formats", Shown::list(formats.iter().filter(|(_, on)| *on), |(name, _)| Shown::text(name))),
        ("max", number(drafts.max)),
        ("max-words", Shown::Map(words.collect())),
    ])
}
