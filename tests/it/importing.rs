//! Matching of cards with contacts, tested with the binary: no card is taken for another person, a second
//! import changes nothing, and what is lost is reported.

use crate::folders::write;
use crate::program::{ended, program};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Creates a folder with a vault of these notes, and room for exports next to it.
fn vault(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("vault/People")).unwrap();
    for (path, text) in notes {
        std::fs::write(folder.path().join("vault").join(path), text).unwrap();
    }
    folder
}

/// Imports a text as a file with this name; returns exit status, standard output and standard error.
fn import(folder: &Path, name: &str, text: &[u8], more: &[&str]) -> (i32, String, String) {
    std::fs::write(folder.join(name), text).unwrap();
    let mut command = program(&folder.join("vault"));
    ended(command.args(["import", "--today", "2026-11-25"]).arg(format!("../{name}")).args(more))
}

/// Returns the names of new contacts, of those that have a note, and of the doubtful ones.
fn found(json: &str) -> [Vec<String>; 3] {
    let json: Value = serde_json::from_str(json).unwrap();
    ["new", "there", "doubtful"].map(|key| {
        let rows = json[key].as_array().unwrap();
        rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    })
}

fn notes(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder.join("vault/People")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n")
}

#[test]
fn a_card_in_two_encodings_is_read() {
    let folder = vault(&[]);
    let mut text = card("FN:Second\nTEL:2").into_bytes();
    text.splice(
        0..0,
        b"BEGIN:VCARD\nVERSION:3.0\nFN;X-\xc3\x89=1:M\xfcller\nTEL:1\nEND:VCARD\n".iter().copied(),
    );
    let (status, output, said) = import(folder.path(), "a.vcf", &text, &["--json"]);
    assert_eq!(found(&output)[0], ["Müller", "Second"], "{status} {said}");
}

#[test]
fn a_part_of_a_day_of_death_is_enough() {
    #[track_caller]
    fn case(property: &str, expected: Option<&str>) {
        let folder = vault(&[]);
        let text = card(&format!("FN:Kid A\nBDAY:1950-02-28\n{property}"));
        let (status, _, said) = import(folder.path(), "a.vcf", text.as_bytes(), &[]);
        let note = notes(folder.path()).into_values().next().unwrap_or_default();
        let died =
            note.lines().find_map(|line| line.strip_prefix("died: ")).map(|died| died.trim_matches('"'));
        assert_eq!((status, died), (0, expected), "{property}: {said}{note}");
    }
    case("DEATHDATE:20200228", Some("2020-02-28"));
    case("DEATHDATE:2020", Some("2020"));
    case("DEATHDATE:2020-03", Some("2020-03"));
    case("DEATHDATE;VALUE=text:in 2019\\, in May", Some("in 2019, in May"));
    case("DEATHDATE:", None);
    case("DEATHDATE:0000-00-00", None);
    case("DEATHDATE;VALUE=text:unknown", None);
    case("DEATHDATE;VALUE=text:no", None);
    case("DEATHDATE;VALUE=text:yes", Some("yes"));
}

#[test]
fn a_family_with_one_mailbox_is_asked_about() {
    let folder = vault(&[(
        "People/Anna.md",
        "---\ntype: person\nname: Anna Smith\nemail: family@smith.example\n---\n",
    )]);
    let before = notes(folder.path());
    let text: String = ["Tom Smith", "Smith Anna", "Anna Lee"]
        .map(|name| card(&format!("FN:{name}\nEMAIL:family@smith.example")))
        .concat();
    let (_, output, _) = import(folder.path(), "a.vcf", text.as_bytes(), &["--json"]);
    assert_eq!(
        found(&output),
        [vec![], vec!["Smith Anna".to_owned()], vec!["Tom Smith".to_owned(), "Anna Lee".to_owned()]]
    );
    assert_eq!(notes(folder.path()), before);
}

#[test]
fn two_people_of_one_name_stay_two() {
    let folder = vault(&[]);
    let twins = [card("FN:Twin A\nORG:Acme\nBDAY:1990-05-01"), card("FN:Twin A\nORG:Other\nBDAY:1991-06-02")]
        .concat();
    let rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        John,Smith,,,Acme,Engineer,01 Jan 2024\nJohn,Smith,,,Other,Cook,02 Jan 2024\nJohn,Smith,,,Other,Cook,02 Jan 2024\n";
    for (name, text, new) in [("a.vcf", twins.as_str(), "Twin A"), ("b.csv", rows, "John Smith")] {
        let (status, output, said) = import(folder.path(), name, text.as_bytes(), &["--json"]);
        assert_eq!((status, &found(&output)[0]), (0, &vec![new.to_owned(); 2]), "{output}{said}");
        let before = notes(folder.path());
        let (status, output, said) = import(folder.path(), name, text.as_bytes(), &["--json"]);
        let [new, there, doubtful] = found(&output);
        assert_eq!((status, new.len(), doubtful.len()), (0, 0, 0), "{output}{said}");
        assert!(there.len() >= 2 && notes(folder.path()) == before);
    }
}

#[test]
fn what_a_note_reads_otherwise_is_still_the_same_person() {
    let folder = vault(&[]);
    let rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Zoe\u{301},Marsh,https://www.example.org/Zoe\u{301},,,,\n";
    let cards = [
        card("FN:[[Ben]] Okoro"),
        card("FN:Jo \u{fffd} Roe\nORG:Acme"),
        card("FN:Al\nNICKNAME:[[A]]\nTEL:1"),
    ];
    for (name, text) in [("a.csv", rows.to_owned()), ("b.vcf", cards.concat())] {
        let (_, output, said) = import(folder.path(), name, text.as_bytes(), &["--json"]);
        assert!(!found(&output)[0].is_empty(), "{output}{said}");
        let before = notes(folder.path());
        let (_, output, said) = import(folder.path(), name, text.as_bytes(), &["--json"]);
        let [new, _, doubtful] = found(&output);
        assert_eq!((new.len(), doubtful.len()), (0, 0), "{output}{said}");
        assert_eq!(notes(folder.path()), before);
    }
}

#[test]
fn a_name_alone_is_nobody_else() {
    let folder = vault(&[(
        "People/Cleo.md",
        "---\ntype: person\nname: Cleo Marsh\nemail: cleo@marsh.example\norg: \"Acme: Tools\"\nbirthday: 4 May 1980\n---\n",
    )]);
    let text = [
        card("FN:Cleo Marsh\nORG:Acme: Tools\nBDAY:1980-05-04"),
        card("FN:Cleo Marsh"),
        card("FN:Cleo Marsh\nORG:Elsewhere"),
    ];
    let mut seen = Vec::new();
    for text in text {
        let (_, output, _) = import(folder.path(), "a.vcf", text.as_bytes(), &["--json"]);
        seen.push(found(&output).map(|names| names.len()));
    }
    assert_eq!(seen, [[0, 1, 0], [0, 1, 0], [0, 0, 1]]);
}

#[test]
fn a_person_with_a_long_note_is_recognised() {
    let folder = vault(&[]);
    let text = card("FN:Cleo Marsh\nORG:Acme\nNOTE:likes tea");
    assert_eq!(import(folder.path(), "a.vcf", text.as_bytes(), &[]).0, 0);
    let path = folder.path().join("vault/People/Cleo Marsh.md");
    let note = std::fs::read_to_string(&path).unwrap();
    let long = "- 2026-11-02 call: the budget of the third quarter\n".repeat(8000);
    std::fs::write(&path, format!("{note}\n## Log\n{long}")).unwrap();
    let (_, output, said) = import(folder.path(), "a.vcf", text.as_bytes(), &["--json"]);
    assert_eq!(found(&output).map(|names| names.len()), [0, 1, 0], "{output}{said}");
}

#[test]
fn a_folder_that_is_not_read_is_refused() {
    let folder = vault(&[]);
    write(folder.path(), "vault/followup.yaml", "ignore: [\"Archive/**\", Old]\n");
    let text = card("FN:Ada\nTEL:1");
    for (name, why) in [
        (".People", "hidden"),
        ("People/.cards/a", "hidden"),
        ("agenda", "output"),
        ("followup-templates/people", "templates"),
        ("Archive", "ignore"),
        ("Old/People", "ignore"),
    ] {
        let (status, _, said) = import(folder.path(), "a.vcf", text.as_bytes(), &["--folder", name]);
        assert_eq!(status, 2, "{name}: {said}");
        assert!(said.contains(why) && said.contains("nothing was written"), "{name}: {said}");
        assert!(!folder.path().join("vault").join(name).exists());
    }
    assert_eq!(import(folder.path(), "a.vcf", text.as_bytes(), &["--folder", ""]).0, 0);
}

#[test]
fn an_agent_written_into_a_value_is_somebody_too() {
    let folder = vault(&[]);
    let text = card(
        "FN:Frank\nTEL:1\nAGENT:BEGIN:VCARD\\nFN:Susan Thomas\\nTEL:+1-919-555-1234\\nEMAIL\\;INTERNET:s@host.example\\nEND:VCARD\\n\nORG:Acme",
    );
    let (status, output, said) = import(folder.path(), "a.vcf", text.as_bytes(), &["--json"]);
    assert_eq!(
        (status, &found(&output)[0]),
        (0, &vec!["Frank".to_owned(), "Susan Thomas".to_owned()]),
        "{said}"
    );
    let notes = notes(folder.path());
    assert!(notes["Frank.md"].contains("Susan Thomas") && notes["Frank.md"].contains("Acme"), "{notes:?}");
    let susan = &notes["Susan Thomas.md"];
    assert!(susan.contains("+1-919-555-1234") && susan.contains("s@host.example"), "{susan}");
    // An agent without an end affects neither its person nor the outer card.
    let text = card("FN:Otto\nTEL:3\nAGENT:BEGIN:VCARD\\nFN:Vera\\nTEL:4\nORG:Acme");
    let (_, output, _) = import(folder.path(), "b.vcf", text.as_bytes(), &["--json"]);
    assert_eq!(found(&output)[0], ["Otto", "Vera"]);
}

#[test]
fn an_agent_without_a_name_and_a_line_behind_it_cost_only_themselves() {
    let folder = vault(&[]);
    let text = card("FN:Ruth\nTEL:5\nAGENT:BEGIN:VCARD\\nF2:S\\nEND:VCARD\\nno property\nORG:Umbra");
    let (_, output, _) = import(folder.path(), "a.vcf", text.as_bytes(), &["--json"]);
    assert_eq!(found(&output)[0], ["Ruth"]);
    assert!(output.contains(r#"a line that is not a property: \"no property\""#), "{output}");
    assert!(notes(folder.path())["Ruth.md"].contains("Umbra"));
}

#[test]
fn extra_columns_of_a_table_are_kept() {
    let google = "Name,Given Name,Family Name,Name Prefix,E-mail 1 - Value,Address 1 - Formatted,Address 1 - PO Box,Address 1 - Country,Notes,Notes\n\
        Ada L.,Ada,Lovelace,Dr.,a@a.example,1 Mill Lane,PO 77,Wales,first,second\n";
    let new = "First Name,Last Name,File As,Labels,E-mail 1 - Value\nBen,Okoro,The Poet,,b@b.example\n\
        Cy,Roe,\"Roe, Cy\",,c@c.example\n";
    let outlook = "First Name,Last Name,E-mail Address,Gender\nDot,Poe,d@d.example,Female\nEd,Poe,e@e.example,Unspecified\n";
    let folder = vault(&[]);
    for (name, text) in [("a.csv", google), ("b.csv", new), ("c.csv", outlook)] {
        let (status, output, said) = import(folder.path(), name, text.as_bytes(), &["--json"]);
        assert_eq!(status, 0, "{output}{said}");
    }
    let notes = notes(folder.path());
    for (note, text) in [
        ("Ada L..md", "Lovelace"),
        ("Ada L..md", "Dr."),
        ("Ada L..md", "1 Mill Lane, PO 77, Wales"),
        ("Ada L..md", "second"),
        ("Ben Okoro.md", "The Poet"),
        ("Dot Poe.md", "Female"),
    ] {
        let found = notes.iter().find(|(name, _)| name.starts_with(note.trim_end_matches("..md")));
        assert!(found.is_some_and(|(_, note)| note.contains(text)), "{text} in {notes:?}");
    }
    assert!(!notes["Cy Roe.md"].contains("other") && !notes["Ed Poe.md"].contains("other"), "{notes:?}");
}

#[test]
fn titles_companies_and_repeated_values_of_exports() {
    let outlook = "First Name,Last Name,Title,E-mail Address,E-mail 2 Address\nJ\u{f6}rg,Weiss,Herr,j@j.example,J@J.example\nEva,Roe,Dr.,e@e.example,\n";
    let google = "Name Prefix,First Name,Last Name,E-mail 1 - Value\nMr.,John,Smith,s@s.example\n";
    let cards = [
        card("FN:Acme Ltd.\nORG:Acme Ltd.\nEMAIL:info@acme.example"),
        card("FN:Ada\nADR:;;1 Mill Lane;Bath;;B1;UK;1 Mill Lane\\, Bath\\, B1\\, UK\nX-DEATHDATE:2026-10-01"),
        card("FN:Ben\nADR:;;1 Mill Lane;Bath;;;UK;Room 7\nORG:Ben\nN:Roe;Ben;;;"),
        card("FN:Cy\nEMAIL:cy@x.example"),
        card("FN:Cy\nEMAIL:CY@x.example\nTEL:1"),
    ];
    let folder = vault(&[]);
    for (name, text) in [("a.csv", outlook), ("b.csv", google), ("c.vcf", &cards.concat())] {
        let (_, _, said) = import(folder.path(), name, text.as_bytes(), &["-v"]);
        assert_eq!(said.contains("the card is about a company: \"Acme Ltd.\""), name == "c.vcf", "{said}");
    }
    let notes = notes(folder.path());
    let names: Vec<&str> = notes.keys().map(String::as_str).collect();
    assert_eq!(names, ["Ada.md", "Ben.md", "Cy.md", "Dr. Eva Roe.md", "John Smith.md", "J\u{f6}rg Weiss.md"]);
    assert!(notes["J\u{f6}rg Weiss.md"].contains("prefix") && !notes["J\u{f6}rg Weiss.md"].contains("J@J"));
    assert!(notes["John Smith.md"].contains("Mr."), "{notes:?}");
    assert!(notes["Ada.md"].contains("died: \"2026-10-01\""), "{}", notes["Ada.md"]);
    assert_eq!(notes["Ada.md"].matches("Mill Lane").count(), 1, "{}", notes["Ada.md"]);
    assert!(notes["Ben.md"].contains("Room 7"), "{}", notes["Ben.md"]);
    assert!(notes["Cy.md"].contains("phone") && !notes["Cy.md"].contains("CY@"), "{}", notes["Cy.md"]);
}

#[test]
fn a_profile_of_linkedin_in_a_note_is_recognised() {
    let rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Ada,Lovelace,https://www.linkedin.com/in/ada-l,,Acme,CTO,02 Nov 2026\n";
    #[track_caller]
    fn case(rows: &str, note: &str, expected: [&[&str]; 3]) {
        let folder = vault(&[("People/Ada Lovelace.md", note)]);
        let (_, output, said) = import(folder.path(), "Connections.csv", rows.as_bytes(), &["--json"]);
        assert_eq!(found(&output), expected.map(|names| names.to_vec()), "{note}{said}");
        assert_eq!(notes(folder.path())["Ada Lovelace.md"], note);
    }
    const ADA: &[&str] = &["Ada Lovelace"];
    let person = |keys: &str| format!("---\ntype: person\n{keys}\n---\n");
    for keys in [
        "email: ada@acme.example\nlinkedin: https://linkedin.com/in/ada-l/",
        "url: https://uk.linkedin.com/in/Ada-L?trk=x",
        "uid: card-1\nlinks:\n  - \"[LinkedIn](https://www.linkedin.com/in/ada-l)\"",
        "email: ada@acme.example\n---\n[LinkedIn](https://www.linkedin.com/in/ada-l)",
    ] {
        case(rows, &person(keys), [&[], ADA, &[]]);
    }
    case(rows, &person("email: ada@acme.example\nlinkedin: linkedin.com/in/ada-other"), [ADA, &[], &[]]);
    let named = person("name: Ada King\nlinkedin: linkedin.com/in/ada-l");
    case(rows, &named, [&[], &[], ADA]);
}

#[test]
fn a_row_with_only_a_company_is_nobody() {
    let folder = vault(&[]);
    let text = "First Name,Last Name,Nickname,File As,Organization Name,Labels,Phone 1 - Value\n\
        ,,,,Mill Pizza,* myContacts,+44 20 1\nAnn,Kay,,,Ann Kay,,\n,,Bo,,Acme,,\n";
    let (status, output, _) = import(folder.path(), "a.csv", text.as_bytes(), &["--json"]);
    assert_eq!((status, &found(&output)[0][..]), (0, &["Ann Kay", "Bo"].map(str::to_owned)[..]));
    let (_, _, said) = import(folder.path(), "a.csv", text.as_bytes(), &[]);
    assert!(
        said.contains("a.csv:2:1: hint[not-a-person] the card is about a company: \"Mill Pizza\""),
        "{said}"
    );
    let text = "First Name,Last Name,Nickname,E-mail Address,E-mail Display Name,Company,Business Phone\n\
        ,,,info@mill.example,Mill (info@mill.example),Mill Pizza,+44 20 1\n,,Bo,,,Acme,\n,,,,Cy Roe,Acme,\nDot,,,,,Acme,\n,,,ed@e.example,,,\n";
    let (status, output, said) = import(folder.path(), "b.csv", text.as_bytes(), &["--json"]);
    assert_eq!(
        (status, &found(&output)[0][..]),
        (0, &["Cy Roe", "Dot", "ed"].map(str::to_owned)[..]),
        "{said}"
    );
    let (_, _, said) = import(folder.path(), "b.csv", text.as_bytes(), &[]);
    assert!(
        said.contains("b.csv:2:1: hint[not-a-person] the card is about a company: \"Mill Pizza\""),
        "{said}"
    );
}

#[test]
fn a_line_for_excel_is_nobody() {
    let folder = vault(&[]);
    let rows = "First Name;Last Name;E-mail Address\r\nLou;May;lou@x.example\r\n";
    let (status, output, _) =
        import(folder.path(), "a.csv", format!("sep=;\r\n{rows}").as_bytes(), &["--json"]);
    assert_eq!((status, &found(&output)[0][..]), (0, &["Lou May".to_owned()][..]));
    let (status, _, said) = import(folder.path(), "b.csv", b"sep=;\r\nVorname;Ort\r\nLou;Bath\r\n", &[]);
    assert!(status == 2 && said.contains("Vorname") && !said.contains("sep="), "{said}");
}

#[test]
fn a_long_text_that_nobody_knows_is_reported() {
    let folder = vault(&[]);
    let text = card(&format!("FN:Ada\nTEL:1\nX-STORY:{}", "word ".repeat(100)));
    let (_, _, said) = import(folder.path(), "a.vcf", text.as_bytes(), &[]);
    assert!(said.contains("a.vcf:5:1: error[lost-value] X-STORY"), "{said}");
}

#[test]
fn an_open_quotation_mark_costs_its_own_row() {
    let head = "First Name,Last Name,E-mail Address,Notes\nAda,Able,a@a.example,\"never closed\n";
    let rows: String = (0..30).map(|row| format!("Ben{row},Roe,b{row}@b.example,\n")).collect();
    let long = format!("Cy,Poe,c@c.example,\"{}\"\n", "a line, and more\n".repeat(40));
    for last in
        ["Dot,Poe,d@d.example,\"a note, long\"\n", "Dot,Poe,d@d.example,\"\"\n", "Dot,Poe,d@d.example,\n"]
    {
        let folder = vault(&[]);
        let text = format!("{head}{rows}{long}{last}");
        let (_, output, _) = import(folder.path(), "a.csv", text.as_bytes(), &["--json"]);
        let new = &found(&output)[0];
        assert_eq!(new.len(), 32, "{last}: {new:?}");
        let (_, _, said) = import(folder.path(), "a.csv", text.as_bytes(), &[]);
        assert!(said.contains("a.csv:2:1: error[broken-card]"), "{said}");
    }
}
