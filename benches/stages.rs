//! Measures each stage without the disk: `cargo bench`. Whole builds are compared in `docs/performance.md`;
//! these benches tell which stage a change made slower.

use followup::core::compile::{Compiled, compile};
use followup::core::config::model::Config;
use followup::core::config::obsidian::VaultSettings;
use followup::core::day::Day;
use followup::core::note::facts::NoteFacts;
use followup::core::note::read::{Reader, read_note};
use followup::core::output::begun::Begun;
use followup::core::output::{Publish, TemplateTexts, render};
use followup::core::place::NotePath;
use std::fmt::Write;

fn main() {
    divan::main();
}

/// The style of a note: plain enough for the fast paths, or one that needs both full parsers.
#[derive(Clone, Copy, Debug)]
enum Style {
    Common,
    Odd,
}

/// Returns the note of one contact, with a log of twenty entries.
fn note(number: usize, style: Style) -> String {
    let mut note = format!(
        "---\ntype: person\nname: Ada Lovelace {number}\nemail: ada.{number}@example.org\ntags: [client, choir]\n\
         cadence: {} weeks\nlast_contact: 2026-0{}-11\nbirthday: 1985-0{}-12\n",
        number % 9 + 1,
        number % 9 + 1,
        number % 8 + 1
    );
    note.push_str(match style {
        Style::Common => "---\n",
        Style::Odd => "extra: &one {a: [b, c]}\n---\n> A quote, which the common form has not.\n\n",
    });
    note.push_str("# Ada\n\n## Hooks\n\n- new dog called Miso\n- gift: a book about bridges\n\n## Log\n\n");
    for entry in (0..20).rev() {
        let (month, day) = (entry % 9 + 1, (number + entry) % 27 + 1);
        let words =
            ["email out: sent the case study", "call: the garden, the `plan`", "she replied", "dinner"];
        let words = words.get(entry % 4).copied().unwrap_or_default();
        let _ = writeln!(note, "- 2026-0{month}-{day:02} {words} with [[Ada Lovelace {}]]", number / 2);
    }
    let _ = writeln!(note, "\n## Promises\n\n- [ ] send the article 📅 2026-11-{:02}", number % 28 + 1);
    note
}

/// Calls `run` with a reader.
fn with_reader<T>(run: impl FnOnce(&Reader<'_>) -> T) -> T {
    let (config, settings) = (Config::default(), VaultSettings::default());
    run(&Reader::new(&config, &settings, today()))
}

fn today() -> Day {
    Day::from_iso("2026-11-25").unwrap_or(Day::LAST)
}

fn facts(notes: usize) -> Vec<NoteFacts> {
    with_reader(|reader| {
        let path = |number| NotePath::new(&format!("People/Ada Lovelace {number}.md"));
        let read = |number| read_note(reader, &path(number), note(number, Style::Common).as_bytes());
        (0..notes).map(read).collect()
    })
}

fn compiled(notes: usize) -> Compiled {
    compile(facts(notes), &Config::default(), today(), "vault")
}

#[divan::bench(args = [Style::Common, Style::Odd])]
fn reading_a_note(bencher: divan::Bencher<'_, '_>, style: Style) {
    let (path, text) = (NotePath::new("People/Ada Lovelace 1.md"), note(1, style));
    with_reader(|reader| bencher.bench_local(|| read_note(reader, &path, text.as_bytes())));
}

#[divan::bench(args = [100, 1_000], sample_count = 20)]
fn compiling(bencher: divan::Bencher<'_, '_>, notes: usize) {
    let config = Config::default();
    bencher
        .with_inputs(|| facts(notes))
        .bench_local_values(|facts| compile(facts, &config, today(), "vault"));
}

#[divan::bench(args = [100, 1_000], sample_count = 20)]
fn rendering_all(bencher: divan::Bencher<'_, '_>, notes: usize) {
    let (compiled, config, own) = (compiled(notes), Config::default(), TemplateTexts::new());
    bencher.bench_local(|| render(&compiled, &config, &own, Publish::LeftAlone));
}

#[divan::bench(args = [100, 1_000], sample_count = 20)]
fn writing_the_agenda(bencher: divan::Bencher<'_, '_>, notes: usize) {
    let (compiled, config, own) = (compiled(notes), Config::default(), TemplateTexts::new());
    let begun = Begun::new(&compiled, &config, &own, Publish::LeftAlone);
    bencher.bench_local(|| begun.json().write(&mut std::io::sink()));
}
