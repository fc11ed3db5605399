//! Knows the things that may be named in a message: papers, plans, events, places and belongings. A word that is
//! missing here goes into a place, which the writer fills in; a list of all that is delicate would never be complete.

use super::phrase::is_any;

/// Things that one may name to anybody, in the singular where they have one.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "account", "address", "agenda", "agreement", "analysis", "answer", "app", "application", "archive",
    "article", "audition", "award", "bakery", "barn", "bench", "bicycle", "bike", "blog", "blueprint", "boat",
    "book", "booklet", "bookshop", "box", "brand", "bridge", "brief", "briefing", "brochure", "budget",
    "building", "cabin", "cafe", "café", "calendar", "camera", "campaign", "canal", "canoe", "catalog",
    "catalogue", "cathedral", "ceremony", "chair", "chapter", "chart", "checklist", "choir", "church", "cinema",
    "client", "clock", "club", "code", "coffee", "collaboration", "collection", "column", "commission",
    "community", "comparison", "competition", "concept", "concert", "conference", "contract", "cottage",
    "course", "cover", "curriculum", "customer", "dashboard", "data", "database", "dataset", "deadline",
    "decision", "deck", "demo", "design", "details", "diagram", "directory", "document", "documentation",
    "draft", "drawing", "ebook", "edition", "essay", "estimate", "event", "example", "exhibition", "experiment",
    "fair", "feedback", "fence", "ferry", "festival", "file", "film", "fireplace", "flyer", "folder", "form",
    "format", "framework", "fund", "gallery", "garage", "garden", "gig", "goal", "grant", "graph", "greenhouse",
    "guide", "guideline", "guitar", "hackathon", "hall", "handbook", "handout", "harbor", "harbour", "hike",
    "holiday", "house", "idea", "illustration", "index", "industry", "instrument", "interface", "interview",
    "introduction", "invitation", "invoice", "island", "itinerary", "job", "journal", "journey", "key",
    "kitchen", "label", "ladder", "lake", "lamp", "lantern", "lasagne", "launch", "leaflet", "lease", "lecture",
    "lesson", "library", "licence", "license", "lighthouse", "link", "list", "loft", "logo", "machine",
    "magazine", "manual", "manuscript", "map", "marathon", "market", "marketing", "match", "material", "meetup",
    "menu", "method", "mill", "minutes", "model", "module", "mountain", "move", "museum", "network",
    "newsletter", "notebook", "notes", "novel", "number", "offer", "office", "opening", "opportunity", "option",
    "orchard", "order", "outline", "package", "page", "painting", "pamphlet", "panel", "paper", "park",
    "partnership", "path", "pattern", "performance", "photo", "photograph", "piano", "picture", "pier", "pilot",
    "pitch", "plan", "platform", "play", "playlist", "podcast", "poem", "policy", "pool", "portfolio",
    "position", "poster", "pottery", "practice", "premiere", "presentation", "price", "pricing", "printer",
    "process", "product", "program", "programme", "progress", "project", "proof", "proposal", "prototype",
    "publication", "pump", "question", "questionnaire", "quilt", "quotation", "quote", "race", "radio",
    "railway", "reading", "recipe", "recital", "recommendation", "recording", "reference", "rehearsal",
    "release", "renovation", "report", "research", "river", "roadmap", "role", "rollout", "roof", "room",
    "route", "sample", "scarf", "schedule", "school", "score", "screenplay", "script", "sculpture", "season",
    "seminar", "series", "session", "setup", "shed", "sheet", "shelf", "shop", "shortlist", "show", "sign",
    "signage", "site", "sketch", "slide", "sofa", "software", "solution", "song", "spec", "specification",
    "spreadsheet", "stairs", "startup", "station", "statistics", "story", "strategy", "structure", "studio",
    "study", "summary", "summit", "survey", "syllabus", "system", "table", "talk", "tea", "team", "teapot",
    "technique", "technology", "telescope", "template", "tender", "tent", "theater", "theatre", "theme",
    "thesis", "timeline", "timetable", "title", "tool", "topic", "tour", "tournament", "tower", "train",
    "training", "translation", "tree", "trend", "trip", "tutorial", "van", "version", "video", "village",
    "vinyl", "violin", "vision", "walk", "webinar", "website", "wedding", "wine", "workflow", "worksheet",
    "workshop", "writing",
];

/// Whether a noun is a known thing, in the singular or the plural. Of `half-marathon`, the last part counts.
pub(super) fn is_sayable(noun: &str) -> bool {
    let noun = noun.rsplit('-').next().unwrap_or(noun);
    let singular = [noun.strip_suffix('s'), noun.strip_suffix("es")];
    let is_known = |noun: &str| is_any(noun, THINGS);
    let ends_in_y = || noun.strip_suffix("ies").is_some_and(|stem| is_known(&format!("{stem}y")));
    is_known(noun) || singular.into_iter().flatten().any(is_known) || ends_in_y()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_known_in_both_numbers() {
        for thing in ["map", "Maps", "policies", "half-marathon", "boxes", "shelf", "slides"] {
            assert!(is_sayable(thing), "{thing}");
        }
        for other in ["eye", "ies", "s", "es", "", "-", "landlord's"] {
            assert!(!is_sayable(other), "{other}");
        }
    }
}
