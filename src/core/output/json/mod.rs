//! Writes `agenda.json`, the output for scripts (design 6.1). Every key is always there.

mod follow_up;
mod frame;
mod object;

use super::drafts::Drafts;
use super::links::Build;
use crate::core::agenda::model::FollowUp;
use crate::core::problem::Problem;
use rayon::prelude::*;
use std::io;

/// Number of follow-ups in a part, which one thread makes, and in a round. Two rounds are in memory at once.
const PART: usize = 256;
const ROUND: usize = 4 * PART;
/// Bytes to reserve for a follow-up; most are smaller.
const USUAL: usize = 1536;
/// Writes the file in rounds of about a thousand follow-ups, made in parallel, so that a large agenda is
/// never in memory as a whole.
pub(crate) fn write(
    build: &Build<'_>,
    drafts: &Drafts,
    problems: &[Problem],
    to: &mut (dyn io::Write + Send),
) -> io::Result<()> {
    let follow_ups = &build.compiled.agenda.follow_ups;
    let mut frame = Vec::new();
    frame::before(build, &mut frame);
    to.write_all(&frame)?;
    let make = |(round, some): (usize, &[Box<FollowUp>])| -> Vec<Vec<u8>> {
        let parts = some.par_chunks(PART).enumerate();
        parts.map(|(part, some)| lines(build, drafts, round * ROUND + part * PART, some)).collect()
    };
    let mut ready = Vec::new();
    for round in follow_ups.chunks(ROUND).enumerate() {
        // The next round is made while this one goes to the disk.
        let write = || ready.iter().try_for_each(|part: &Vec<u8>| to.write_all(part));
        let (written, made) = rayon::join(write, || make(round));
        written?;
        ready = made;
    }
    ready.iter().try_for_each(|part| to.write_all(part))?;
    frame.clear();
    frame::after(build, problems, &mut frame);
    to.write_all(&frame)
}

/// Returns follow-ups as lines of the list; `first` is the index of the first one in the agenda.
fn lines(build: &Build<'_>, drafts: &Drafts, first: usize, some: &[Box<FollowUp>]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(some.len() * USUAL);
    for (position, one) in (first..).zip(some) {
        lines.extend_from_slice(if position == 0 { b"\n    " } else { b",\n    " });
        follow_up::write(build, drafts, position, one, &mut lines);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Publish, TemplateTexts, fixture, render};
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::config::model::Config;

    /// The file does not depend on parts and rounds: it is the same as from one pass over all follow-ups.
    #[test]
    fn a_large_agenda_is_written_as_a_small_one() {
        for number in [0, 1, 2, PART, PART + 1, ROUND, ROUND + 1, 2 * ROUND + 1] {
            let compiled = fixture::compiled(vec![fixture::contact("Ada.md", "Ada")], |people| {
                let one = fixture::follow_up(people, Kind::Reply, "2026-11-24");
                vec![one; number]
            });
            let config = Config::default();
            let (build, drafts) = (Build::new(&compiled, &config), Drafts::default());
            let mut file = Vec::new();
            write(&build, &drafts, &[], &mut file).unwrap();
            let all = lines(&build, &drafts, 0, &compiled.agenda.follow_ups);
            let all = String::from_utf8(all).unwrap();
            let list = if number == 0 { "[]".to_owned() } else { format!("[{all}\n  ]") };
            let file = String::from_utf8(file).unwrap();
            assert!(file.contains(&format!("\"follow_ups\": {list},\n")), "{number}");
            assert_eq!(all.matches("\n    {").count(), number);
        }
    }

    #[test]
    fn every_key_is_there_in_its_order() {
        let contacts = vec![fixture::contact("People/Ada.md", "Ada")];
        let compiled = fixture::compiled(contacts, |people| {
            vec![fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20")]
        });
        let outputs = render(&compiled, &Config::default(), &TemplateTexts::new(), Publish::LeftAlone);
        let bytes = &outputs.files.iter().find(|file| file.path == "agenda.json").unwrap().bytes;
        let text = std::str::from_utf8(bytes).unwrap();
        let line = text.lines().find(|line| line.contains("\"id\"")).unwrap();
        let keys = "id kind contact contact_id path tags title due by on date state overdue_days today section \
                    channel touch sequence optional turns attempts reasons hooks topic resources introductions \
                    draft mailto log_url";
        let places: Vec<Option<usize>> =
            keys.split_whitespace().map(|key| line.find(&format!("\"{key}\": "))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        assert_eq!(line.matches("\": ").count(), 29 + 4 + 3, "the keys above and those of reason and hook");
        let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(json["follow_ups"][0]["draft"], "drafts/ada-keep-in-touch-keepintouc.eml");
        assert_eq!(json["follow_ups"][0]["date"], serde_json::Value::Null);
        assert_eq!(json["follow_ups"][0]["reasons"][0]["line"], 12);
        assert_eq!(json["counts"]["today"], 1);
        assert!(text.ends_with("}\n"));
    }
}
