//! The codes of problems, in one table with the severity and the meaning of each.

use crate::core::date_text::DateFault;
use crate::core::named::named;

named! {
    /// How bad a problem is (design 6.1).
    pub enum Severity {
        /// A value or a note could not be used; the exit status is 1.
        Error "error",
        /// Used with doubt, or left out.
        Warning "warning",
        /// Could be better.
        Hint "hint",
    }
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal $meaning:literal;)*) => {
        named! {
            /// The kind of a problem. The names are stable; scripts may match them.
            pub enum Code { $(#[doc = $meaning] $variant $name $meaning,)* }
            /// The meaning in one sentence, for the page of all codes.
            meaning
        }

        impl Code {
            /// The severity of every problem of this kind.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

impl From<DateFault> for Code {
    fn from(fault: DateFault) -> Code {
        match fault {
            DateFault::NotADate => Code::BadDate,
            DateFault::Impossible => Code::ImpossibleDate,
            DateFault::Ambiguous => Code::AmbiguousDate,
            DateFault::TwoDigitYear => Code::TwoDigitYear,
        }
    }
}

codes! {
    AmbiguousDate Error "ambiguous-date" "A date that could be day first or month first.";
    BadCadence Error "bad-cadence" "A value that should be an interval but is not.";
    BadConfig Error "bad-config" "A value in `followup.yaml` that its key does not take.";
    BadDate Error "bad-date" "A value that should be a date but is not.";
    BrokenCard Error "broken-card" "A card of an address book, or a row of a table, that is incomplete; reported by `import`.";
    BrokenYaml Error "broken-yaml" "A line of the front matter is not valid YAML.";
    DeepFrontMatter Error "deep-front-matter" "The front matter is nested deeper than 32 levels.";
    ForeignFrontMatter Error "foreign-front-matter" "The front matter is TOML or bare JSON, not YAML.";
    ImpossibleDate Error "impossible-date" "A date that does not exist.";
    LargeFrontMatter Error "large-front-matter" "The front matter is larger than 64 KB.";
    LostValue Error "lost-value" "A value of a card or a row that could not be imported; reported by `import`.";
    MoreErrors Error "more-errors" "A note has more errors than are listed one by one.";
    NotePanicked Error "note-panicked" "A bug in followup: it failed on this note.";
    NotText Error "not-text" "A file that is not UTF-8 text.";
    OpenFence Error "open-fence" "The front matter is never closed.";
    TemplateError Error "template-error" "A template could not be rendered.";
    TwoDigitYear Error "two-digit-year" "A year with two digits, so that the century is unclear.";
    UnknownConfigKey Error "unknown-config-key" "A key in `followup.yaml` that does not exist.";
    UnknownTick Error "unknown-tick" "A tick in `agenda.md` whose card is not there any more; `sync` leaves it and `build` carries it over.";
    UnreadableFile Error "unreadable-file" "A file or folder could not be read.";
    UnusableTick Error "unusable-tick" "A tick in `agenda.md` that its card does not take; reported by `sync`.";
    YamlAlias Error "yaml-alias" "A YAML alias that would repeat a list or a map.";
    AmbiguousName Warning "ambiguous-name" "A name or link matches more than one contact.";
    BadEmail Warning "bad-email" "An e-mail address that no message can be sent to.";
    BadSetting Warning "bad-setting" "A setting in a note that is not one of the values it takes.";
    CommentedValue Warning "commented-value" "A value that YAML reads as a comment.";
    ConflictCopy Warning "conflict-copy" "A copy that a sync program made of a note.";
    DamagedName Warning "damaged-name" "A name with characters that were lost in a conversion.";
    DoubledId Warning "doubled-id" "An id that two contacts have.";
    DoubledKey Warning "doubled-key" "A key that appears twice in one note.";
    DoubtfulFlag Warning "doubtful-flag" "A yes-or-no value that is neither.";
    EditedOutput Warning "edited-output" "An output that was edited by hand is kept.";
    FutureContact Warning "future-contact" "A last contact that is in the future.";
    InvalidUtf8 Warning "invalid-utf8" "Bytes that are not UTF-8.";
    LargeFeed Warning "large-feed" "A calendar with more events or bytes than it may have, or than clients accept.";
    LargeNote Warning "large-note" "A note over 8 MB, read up to there.";
    MissingAnchor Warning "missing-anchor" "A sequence without a day to count from.";
    NulCharacter Warning "nul-character" "A NUL character in a note.";
    OddFile Warning "odd-file" "Something that is not a regular file, a link that leaves the vault, or settings of Obsidian that cannot be read.";
    UnlikelyDate Warning "unlikely-date" "A date in a year that is most likely a typing mistake.";
    UnknownSequence Warning "unknown-sequence" "A sequence that the configuration does not have.";
    UnknownTemplate Warning "unknown-template" "A draft template that a touch names and that does not exist.";
    UnusableValue Warning "unusable-value" "A value of a shape that its key does not take.";
    AlmostDated Hint "almost-dated" "A line in a log that begins with something that is almost a date.";
    DatedParagraph Hint "dated-paragraph" "Lines that begin with a date, but are not where log lines are read: a paragraph, a title, a callout, below `Next steps` or `Hooks`.";
    InnerLink Hint "inner-link" "A symbolic link to a note that is in the vault anyway.";
    LateFrontMatter Hint "late-front-matter" "Front matter after blank lines or a title, or a second one, which is not read as such.";
    LeftAlone Hint "left-alone" "Words that are no key say, or may say, that the contact has died or is not to be contacted.";
    LooksLikeContact Hint "looks-like-contact" "A note that could be about a person but does not say so.";
    MissingManifest Hint "missing-manifest" "Outputs that are there without the `.manifest.json` that says whether somebody edited them.";
    MoreProblems Hint "more-problems" "A note has more problems than are listed one by one.";
    NoEffect Hint "no-effect" "A hashtag, a key, a range, a line of a day to come or a task of the inbox that does nothing where it is, or not what was meant.";
    NoNextStep Hint "no-next-step" "Somebody newly met, without a hook, a channel or a next step.";
    NotAPerson Hint "not-a-person" "A card or a row that is not about a person; reported by `import`.";
    OddSpace Hint "odd-space" "A character that looks like a space but is not.";
    UnclearOwner Hint "unclear-owner" "A field or label in an item that may be about somebody or something else.";
    UnclosedText Hint "unclosed-text" "A code block or comment that is never closed and hides lines that would count.";
    UndatedMeeting Hint "undated-meeting" "A note that says it is a meeting, with attendees, but has no day.";
    UndatedTask Hint "undated-task" "A task with a date that was not understood, a next step without a day, or a line that looks like a task and is none.";
    UnknownKey Hint "unknown-key" "A key that is almost a known one.";
    UnknownName Hint "unknown-name" "A name that no contact has.";
    UnknownStatus Hint "unknown-status" "A status that is not in the list.";
    UnknownTier Hint "unknown-tier" "A tier that `tiers:` in the configuration does not have.";
    UnreadAttendees Hint "unread-attendees" "Attendees of a dated note, none of them a link that is read, or a meeting that names nobody; each reported once per vault.";
    UnreadDaily Hint "unread-daily" "Notes named after their day that are not read as daily notes; reported once per vault.";
    UnreadLabel Hint "unread-label" "A label of a key where labels are not read: a plain line, a table, a callout; of notes with the same labels, the first is reported.";
    UnreadLine Hint "unread-line" "Dated lines that link a contact, in notes whose lines are not read, such as those of a project; reported once per vault.";
    UnusedRule Hint "unused-rule" "A rule in `followup.yaml` that fits no contact, with another form of a word in the notes.";
    UnusedTemplate Hint "unused-template" "A file in the folder of templates that nothing uses, with nearly the name of a template.";
    WroteSince Hint "wrote-since" "A closed contact who has written since.";
    LapsedNext Hint "lapsed-next" "A next step that nobody took for 60 days.";
}
