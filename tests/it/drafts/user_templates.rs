//! Templates of the user: they replace ours by name, and a faulty one costs only its own drafts.

use super::{ME, Vault};
use followup::core::agenda::model::FollowUp;
use followup::core::note::channel::Channel;
use followup::core::output::{self, Drafting, Publish, TemplateTexts};
use followup::core::problem::Code;

const ADA: &str = "---\ntype: person\nemail: a@b.example\nchannel: email\ncadence: 2 weeks\nbirthday: 1990-11-24\n---\n## Log\n- 2026-11-02 call: x\n";

fn texts(name: &str, text: &str) -> TemplateTexts {
    TemplateTexts::from([(name.to_owned(), text.to_owned())])
}

#[test]
fn a_template_of_the_same_name_wins_and_new_names_are_used() {
    #[track_caller]
    fn case(name: &str, follow_up: &FollowUp, vault: &Vault, expected: bool) {
        let drafting =
            Drafting::new(&vault.compiled, &vault.config, &texts(name, "---\nsubject: s\n---\nmine\n"));
        let draft = drafting.draft(follow_up).unwrap().unwrap();
        assert_eq!(draft.body == "mine\n", expected, "{name}: {}", draft.template);
    }
    let vault = Vault::of(ADA);
    let one = vault.follow_up("keep-in-touch");
    let by = |channel| FollowUp { channel: Some(channel), ..one.clone() };
    case("drafts/keep-in-touch.md", &by(Channel::Email), &vault, true);
    case("drafts/keep-in-touch.md", &by(Channel::Text), &vault, false);
    case("drafts/keep-in-touch.text.md", &by(Channel::Text), &vault, true);
    case("drafts/keep-in-touch.text.md", &by(Channel::Linkedin), &vault, true);
    case("drafts/keep-in-touch.phone.md", &by(Channel::Phone), &vault, true);
    case("drafts/call.md", &by(Channel::Phone), &vault, true);
    case("drafts/birthday.md", &by(Channel::Email), &vault, false);
    // A touch of the user's configuration uses its template on every channel.
    let touch = FollowUp { touch: Some("recap".into()), ..by(Channel::Text) };
    case("drafts/recap.md", &touch, &vault, true);
}

#[test]
fn a_faulty_template_is_a_problem_with_its_place_and_the_rest_goes_on() {
    #[track_caller]
    fn case(body: &str, line: u32, said: &str) {
        let vault = Vault::new(ME, &[("People/Ada.md", ADA)]);
        let text = format!("---\nsubject: s\n---\nHi\n{body}\n");
        let outputs = output::render(
            &vault.compiled,
            &vault.config,
            &texts("drafts/keep-in-touch.md", &text),
            Publish::LeftAlone,
        );
        let [problem] = outputs.problems.as_slice() else { panic!("{body}: {:?}", outputs.problems) };
        assert_eq!(problem.code, Code::TemplateError, "{body}");
        assert_eq!(problem.path.as_str(), "followup-templates/drafts/keep-in-touch.md");
        assert_eq!(problem.spot.map(|spot| spot.line), Some(line), "{body}: {problem:?}");
        assert!(problem.message.contains(said), "{body}: {}", problem.message);
        assert_eq!(problem.effect, "1 draft left out");
        let drafts: Vec<&str> = outputs
            .files
            .iter()
            .map(|file| file.path.as_str())
            .filter(|path| path.starts_with("drafts/"))
            .collect();
        assert_eq!(drafts.len(), 1, "{drafts:?}");
        assert!(drafts[0].contains("birthday"));
    }
    case("{{ frist }}", 5, "frist");
    case("{{ me.nmae }}", 5, "me.nmae");
    case("{{ last.day.weekday }}", 5, "weekday");
    case("{{ nobody.name }}", 5, "nobody");
    case("{{ first | shout }}", 5, "shout");
    case("{{ first | shorten(0) }}", 5, "shorten");
    case("{{ first | shorten(10 ** 9) }}", 5, "shorten");
    case("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", 5, "fuel");
    case("{% for a in range(10 ** 9) %}{% endfor %}", 5, "range");
    case("{{ 'x' * 10 ** 9 }}", 5, "");
    case("{% set x = 'x' * 90000000 %}", 5, "");
    case(
        "{{ range(99999) | join('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') | length }}",
        5,
        "",
    );
    case(
        "{% set ns = namespace(v=[1]) %}{% for a in range(50000) %}{% set ns.v = [ns.v] %}{% endfor %}",
        5,
        "namespace",
    );
    case(&format!("{{% set v = [1] %}}{}{{{{ v | length }}}}", "{% set v = v + v %}".repeat(40)), 5, "`set`");
    case(&format!("{}{{{{ v == v }}}}", "{%- set v = [v, v] %}".repeat(40)), 5, "`set`");
    case("{{ dict(a=first) }}", 5, "dict");
    case("{% macro m(t) %}{{ m(t ~ t) }}{% endmacro %}{{ m('x') }}", 5, "");
    case("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 5, "");
    case("{% include 'drafts/keep-in-touch.md' %}", 5, "");
    case("{% include '../../../etc/passwd' %}", 5, "template not found");
    case("{% include '/etc/passwd' %}", 5, "template not found");
    case("{% include 'drafts/../../secret.md' %}", 5, "template not found");
    case("{% for x in %}", 5, "syntax");
    case("{{ '%9999999999d' | format(1) }}", 5, "");
}

#[test]
fn a_faulty_part_is_named_by_the_users_own_file() {
    #[track_caller]
    fn case(text: &str, line: u32) {
        let vault = Vault::new(ME, &[("People/Ada.md", ADA)]);
        let texts = texts("drafts/_opening.md", text);
        let outputs = output::render(&vault.compiled, &vault.config, &texts, Publish::LeftAlone);
        let [problem] = outputs.problems.as_slice() else { panic!("{:?}", outputs.problems) };
        assert_eq!(problem.path.as_str(), "followup-templates/drafts/_opening.md", "{problem:?}");
        assert_eq!(problem.spot.map(|spot| spot.line), Some(line), "{problem:?}");
    }
    case("one\n{{ frist }}\n", 2);
    case("one\ntwo\n{% if %}\n", 3);
}
