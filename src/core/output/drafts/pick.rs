//! Chooses the template of a draft (`docs/drafts.md`, "Which template is used").

use crate::core::agenda::model::FollowUp;
use crate::core::config::model::Config;
use crate::core::note::channel::Channel;
use crate::core::output::engine::Engine;

/// Returns the name of the template for a follow-up. These stems are tried in order: the template that the
/// sequence configures, sequence and touch (`interview-thank-you`), the touch, the kind. For each, the
/// template for the channel comes first, then the general one if its name is not a shipped one. A general
/// template with a shipped name is used only if there is no call script or letter for the channel.
pub(super) fn template(config: &Config, engine: &Engine, one: &FollowUp) -> Option<String> {
    let stems = stems(config, one);
    for stem in &stems {
        let mut special = families(one.channel).map(|family| format!("drafts/{stem}.{family}.md"));
        if let Some(name) = special.find(|name| engine.has_draft(name)) {
            return Some(name);
        }
        let general = format!("drafts/{stem}.md");
        if engine.has_draft(&general) && !Engine::ships(&general) {
            return Some(general);
        }
    }
    let by_channel = fallback(one.channel).map(|name| format!("drafts/{name}.md"));
    let general = stems.iter().map(|stem| format!("drafts/{stem}.md"));
    by_channel.into_iter().chain(general).find(|name| engine.has_draft(name))
}

fn stems(config: &Config, one: &FollowUp) -> Vec<String> {
    let mut stems = Vec::new();
    if let Some(touch) = one.touch.as_deref() {
        if let Some(name) = one.sequence.as_deref() {
            let sequence = config.sequences.get(name);
            let configured = sequence
                .and_then(|sequence| sequence.touches.iter().find(|candidate| candidate.name == touch))
                .and_then(|touch| touch.template.as_ref());
            stems.extend(configured.map(|found| found.value.clone()));
            stems.push(format!("{name}-{touch}"));
        }
        stems.push(touch.to_owned());
    }
    stems.push(one.kind.name().to_owned());
    stems
}

/// Returns the suffixes of template names for a channel. LinkedIn messages are as short as texts, and a gift
/// comes with a card, which is like a letter.
fn families(channel: Option<Channel>) -> impl Iterator<Item = &'static str> {
    let others = [(Channel::Linkedin, "text"), (Channel::Gift, "letter")];
    let other = others.into_iter().find(|(known, _)| channel == Some(*known)).map(|(_, family)| family);
    channel.map(Channel::name).into_iter().chain(other)
}

/// Returns the template that serves all kinds on a channel that needs a call script or a card.
fn fallback(channel: Option<Channel>) -> Option<&'static str> {
    let serving = [(Channel::Phone, "call"), (Channel::Letter, "letter"), (Channel::Gift, "letter")];
    serving.into_iter().find(|(known, _)| channel == Some(*known)).map(|(_, name)| name)
}
