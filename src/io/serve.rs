//! Serves an output folder to this machine only. Reads files and changes none.

use super::failure::Failure;
use super::manifest::hash;
use super::open::{bounded_below, reason};
use crate::core::preview::{NOT_FOUND, Request, Route, matches, media_type, route, with_reload};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use tiny_http::{Header, Response, Server};

/// Maximum size in bytes of a served file.
const MOST: u64 = 512 * 1024 * 1024;
/// Maximum size in bytes of a request's body, which is never read.
const MOST_BODY: usize = 1024 * 1024;
/// Number of requests answered at once, so that a slow client does not keep others waiting.
const WORKERS: usize = 4;

/// A server that listens on its port; [`Listening::run`] answers requests.
#[derive(Clone)]
pub struct Listening {
    server: Arc<Server>,
    folder: PathBuf,
    /// The address it listens on.
    pub address: SocketAddr,
}

/// Listens on a port of this machine; port 0 takes a free one.
pub fn listen(folder: &Path, port: u16) -> Result<Listening, Failure> {
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = Server::http(wanted).map_err(|error| {
        let said = error.downcast_ref().map_or_else(|| error.to_string(), reason);
        Failure::new(format!("port {port} cannot be used: {said}"))
            .help("choose another with `--port`; `--port 0` takes a free one")
    })?;
    let address = server.server_addr().to_ip().unwrap_or(wanted);
    Ok(Listening { server: Arc::new(server), folder: folder.to_owned(), address })
}

impl Listening {
    /// Answers requests until [`Listening::stop`] is called.
    pub fn run(&self) {
        std::thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| {
                    while let Ok(request) = self.server.recv() {
                        let answer = answer(&request, &self.folder);
                        give(request, answer);
                    }
                });
            }
        });
    }

    /// Tells all workers to stop.
    pub fn stop(&self) {
        (0..WORKERS).for_each(|_| self.server.unblock());
    }
}

fn give(request: tiny_http::Request, answer: Answer) {
    if request.body_length().is_none_or(|length| length <= MOST_BODY) {
        // A client that has gone needs no answer.
        let _ = request.respond(answer);
        return;
    }
    // When tiny_http 0.12 drops a request, it allocates a buffer for the unread body at the length that the
    // client claims, which can end the process. Only the stream that `upgrade` returns holds the body and can
    // be kept from being dropped. This leaks a connection and its thread until the server ends, and the
    // answer has no text.
    std::mem::forget(request.upgrade("none", Response::empty(413)));
}

type Answer = Response<std::io::Cursor<Vec<u8>>>;

fn answer(request: &tiny_http::Request, folder: &Path) -> Answer {
    let method = request.method().to_string();
    let hosts: Vec<&str> = headers(request, "Host").collect();
    let asked = Request { method: &method, target: request.url(), hosts: &hosts };
    match route(asked) {
        Route::Refused(status, words) => refused(status, words),
        Route::Version(path) => match read(folder, &path) {
            Some(file) => with_headers(
                Response::from_data(file.tag.trim_matches('"')),
                &[("Content-Type", "text/plain")],
            ),
            None => refused(404, NOT_FOUND),
        },
        Route::File(path) => match read(folder, &path) {
            Some(file) if is_known(request, &file) => {
                with_headers(Response::from_data([]).with_status_code(304), &file.headers())
            }
            Some(file) => with_headers(
                Response::from_data(file.served),
                &[
                    ("Content-Type", media_type(&path)),
                    ("ETag", &file.tag),
                    ("Last-Modified", &file.modified),
                ],
            ),
            None => refused(404, NOT_FOUND),
        },
    }
}

fn refused(status: u16, words: &str) -> Answer {
    let answer = Response::from_data(format!("{words}\n")).with_status_code(status);
    with_headers(answer, &[("Content-Type", "text/plain; charset=utf-8"), ("Allow", "GET, HEAD")])
}

/// A file, ready to be served.
struct Served {
    served: Vec<u8>,
    tag: String,
    modified: String,
    changed: Option<SystemTime>,
}

impl Served {
    fn headers(&self) -> [(&str, &str); 2] {
        [("ETag", &self.tag), ("Last-Modified", &self.modified)]
    }
}

fn read(folder: &Path, path: &str) -> Option<Served> {
    let bytes = bounded_below(folder, path, MOST).ok()?;
    let changed = folder.join(path).symlink_metadata().and_then(|metadata| metadata.modified()).ok();
    let tag: String = hash(&bytes).chars().take(32).collect();
    let tag = format!("\"{tag}\"");
    let served = match std::str::from_utf8(&bytes) {
        Ok(page) if path.ends_with(".html") => with_reload(page, &tag).into_bytes(),
        Ok(_) | Err(_) => bytes,
    };
    Some(Served { served, tag, modified: changed.map(httpdate::fmt_http_date).unwrap_or_default(), changed })
}

/// Whether the client has this version already. A tag alone decides; the time counts only if no tag was sent.
fn is_known(request: &tiny_http::Request, file: &Served) -> bool {
    if let Some(tags) = header(request, "If-None-Match") {
        return matches(tags, &file.tag);
    }
    let since = header(request, "If-Modified-Since").and_then(|date| httpdate::parse_http_date(date).ok());
    let seconds =
        |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok().map(|since| since.as_secs());
    match (since.and_then(seconds), file.changed.and_then(seconds)) {
        (Some(since), Some(changed)) => changed <= since,
        (None, _) | (_, None) => false,
    }
}

fn header<'a>(request: &'a tiny_http::Request, name: &'static str) -> Option<&'a str> {
    headers(request, name).next()
}

fn headers<'a>(request: &'a tiny_http::Request, name: &'static str) -> impl Iterator<Item = &'a str> {
    let named = request.headers().iter().filter(move |header| header.field.equiv(name));
    named.map(|header| header.value.as_str())
}

/// Adds these headers and the ones of every answer: check again before reuse, and do not guess the media
/// type.
fn with_headers(answer: Answer, headers: &[(&str, &str)]) -> Answer {
    let usual = [
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let headers = headers.iter().chain(&usual).filter(|(_, value)| !value.is_empty());
    headers
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .fold(answer.with_chunked_threshold(usize::MAX), Response::with_header)
}
