//! Recognises what the user saw of somebody without meeting them: `saw her post`, `saw she moved`, `saw on LinkedIn
//! that` (design 3.4).

use crate::core::note::log::line::line_head::{Head, Known, bare, holds, stem};

/// Where people publish what they do.
const SITES: [&str; 9] =
    ["linkedin", "facebook", "fb", "instagram", "insta", "ig", "twitter", "x", "bluesky"];

/// Words before what was published.
const OWNERS: [&str; 6] = ["her", "his", "their", "the", "a", "an"];

/// What is published.
const SHARED: [&str; 18] = [
    "post", "posts", "profile", "photo", "photos", "picture", "pictures", "stories", "tweet", "update",
    "news", "announcement", "article", "website", "promotion", "headline", "video", "blog",
];

/// Verbs after a name that say what became of them, besides those that end in `ed`.
const VERBS: [&str; 10] = ["got", "is", "has", "was", "had", "left", "won", "went", "became", "made"];

/// Whether the user saw what somebody had published, or what became of them. Not if they saw it together.
pub(in crate::core::note::log) fn saw_news(head: &Head<'_>, known: Known) -> bool {
    let after = known.place + 1;
    head.has(known.place, &["saw"])
        && !head.words().any(|word| matches!(word, "with" | "together"))
        && (is_shared_thing(head, after) || is_on_site(head, after) || is_clause(head, after))
}

/// Whether something published begins at a place: `her new profile picture`. Not `her post office`, `her and her photos`.
fn is_shared_thing(head: &Head<'_>, place: usize) -> bool {
    let is_owner = |word: &str| OWNERS.contains(&bare(word).as_ref()) || stem(word) != word;
    let things = head.words().skip(place + 1).take(3).take_while(|word| !matches!(*word, "and" | "at"));
    head.written_at(place).is_some_and(is_owner)
        && holds(things, &SHARED)
        && !head.words().any(|word| word == "office")
}

fn is_on_site(head: &Head<'_>, place: usize) -> bool {
    head.has(place, &["on"]) && head.has(place + 1, &SITES)
}

/// Whether a clause about the contact begins at a place: `that she moved`, `she’s hiring`, `Ada got promoted`.
fn is_clause(head: &Head<'_>, place: usize) -> bool {
    let place = place + usize::from(head.has(place, &["that"]));
    let Some(first) = head.written_at(place) else { return false };
    // `saw she was there`
    if head.words().skip(place + 1).any(|word| matches!(word, "at" | "there" | "here" | "home" | "stall")) {
        return false;
    }
    let is_verb = |word: &str| word.ends_with("ed") || VERBS.contains(&word);
    match bare(stem(first)).as_ref() {
        "she" | "he" | "they" => true,
        _ => head.subjects.has(first) && head.word(place + 1).is_some_and(is_verb),
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn what_was_seen_is_not_who() {
        for line in [
            "saw her LinkedIn post about the award",
            "saw [[Ada]]'s post",
            "saw his new profile picture",
            "saw on LinkedIn that she moved",
            "saw on FB she's had the baby",
            "saw she’s raised a Series A",
            "saw that he got promoted",
            "saw she moved to Shell on LinkedIn",
            "saw [[Ada]] got promoted",
            "saw her new website",
            "saw the news about Acme layoffs",
            "saw the article about her",
            "saw a picture of her dog",
            "saw her photos, lovely party",
            "saw her post, should text her",
            "saw her post, will call her tomorrow",
            "saw her post: lunch at the Ritz",
        ] {
            case(line, "assumed");
        }
        for line in [
            "saw her",
            "saw her mother",
            "saw [[Ada]] at the post office",
            "saw her new flat",
            "saw [[Ada]] again, she moved",
            "saw that exhibition at last",
            "saw Ada was at the gym, quick chat",
            "saw the photos with her",
            "saw her on Tuesday",
            "saw the new Toy Story together",
            "saw her post office",
            "saw her and her photos",
        ] {
            case(line, "both");
        }
        case("saw her photos, called her", "both phone");
        case("saw her post; lunch with her on Friday", "both in-person");
        case("saw the article; coffee next day", "both in-person");
        case("saw her post, texted congrats", "out text");
        case("saw the article, so I texted her", "out text");
        case("saw her post, she called", "both phone");
        case("saw her post, she texted", "in text");
        case("saw her photos, then called", "both phone");
    }
}
