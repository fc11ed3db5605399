//! `followup serve`: serves the outputs to a browser or a calendar program on this machine.

use super::arguments::outputs::Serve;
use super::loading;
use super::meaning::Meaning;
use super::print;
use super::report::{Report, object, to_json};
use super::terminal::typed;
use crate::core::output::Publish;
use crate::io::failure::Failure;
use crate::io::folders::targets;
use crate::io::serve::listen;
use crate::io::signal::on_end;

pub(super) fn run(serve: &Serve, meaning: &Meaning) -> Result<Report, Failure> {
    let config = loading::config(&meaning.vault)?;
    let target = targets(&meaning.vault, &config, serve.out.as_deref(), Publish::LeftAlone)?.out;
    if !target.path.is_dir() {
        return Err(Failure::new(format!("there is no folder `{}` to serve yet", target.shown))
            .help("run `followup build` first"));
    }
    let listening = listen(&target.path, serve.port)?;
    let address = format!("http://{}/", listening.address);
    print::report(&greeting(meaning, &target.shown, &address), meaning.color);
    let stopped = listening.clone();
    on_end(move || stopped.stop())?;
    listening.run();
    Ok(Report::default())
}

fn greeting(meaning: &Meaning, folder: &str, address: &str) -> Report {
    let json = || to_json(&object! { folder: folder, url: address });
    let text = || {
        format!(
            "serving {} at {address}\n\
             the calendar: {address}followups.ics   (this machine alone: Google, Outlook.com and Nextcloud cannot \
             reach it)\n\
             next: followup build --watch   in another terminal; the page follows. Ctrl-C ends\n",
            typed(folder)
        )
    };
    Report::printing(meaning.output(json, text))
}
