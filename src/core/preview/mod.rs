//! Decides how `followup serve` answers a request: with which file of the output folder, or with
//! which refusal. `io` listens on the network and reads the files.

mod reload;

pub use reload::with_reload;

use crate::core::bytes::percent_code;
use crate::core::text::{is_digits, is_one_of};

/// Path at which a served page asks for the version of its file, to learn whether to reload.
pub const VERSION_PATH: &str = "/-/version";

/// The parts of an HTTP request that decide the answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// Path and query as sent, still percent-encoded; with scheme and host before them if the client takes this server
    /// for a proxy, which RFC 9112 (3.2.2) allows.
    pub target: &'a str,
    /// The values of all `Host` headers; there should be exactly one.
    pub hosts: &'a [&'a str],
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The file at this path below the output folder.
    File(String),
    /// The version of the file at this path below the output folder.
    Version(String),
    /// An HTTP status with a plain text message.
    Refused(u16, &'static str),
}

/// Decides how to answer a request. Only hosts that name this machine are served: another site
/// whose name was made to point here (DNS rebinding) must not read anything.
pub fn route(request: Request<'_>) -> Route {
    if request.hosts.is_empty() || !request.hosts.iter().all(|host| is_local(host)) {
        return Route::Refused(403, LOCAL_ONLY);
    }
    if !matches!(request.method, "GET" | "HEAD") {
        return Route::Refused(405, "only GET and HEAD");
    }
    let target = match in_absolute_form(request.target) {
        Some((host, _)) if !is_local(host) => return Route::Refused(403, LOCAL_ONLY),
        Some((_, "")) => "/",
        Some((_, target)) => target,
        None => request.target,
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if path == VERSION_PATH {
        return file(query).map_or(Route::Refused(404, NOT_FOUND), Route::Version);
    }
    file(path).map_or(Route::Refused(404, NOT_FOUND), Route::File)
}

/// The message of a 404 answer.
pub const NOT_FOUND: &str = "there is no such file in the output folder";

const LOCAL_ONLY: &str = "this server answers to localhost and 127.0.0.1 only";

/// Splits `http://localhost:4646/page` into the host and what it names there.
fn in_absolute_form(target: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = target.split_at_checked("http://".len())?;
    let is_http = scheme.eq_ignore_ascii_case("http://");
    is_http.then(|| rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())))
}

fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map(|(name, port)| (name, port.strip_prefix(':'))),
        None => Some(host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)))),
    };
    let Some((name, port)) = name else { return false };
    let digits = port.is_none_or(is_digits);
    digits && is_one_of(name, &["localhost", "127.0.0.1", "::1"])
}

/// Returns the file that a request path names, or `None` if the path leads out of the folder or to a dot
/// file.
fn file(path: &str) -> Option<String> {
    let path = decoded(path.strip_prefix('/')?)?;
    if path.is_empty() {
        return Some("index.html".to_owned());
    }
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
    path.split('/').all(plain).then_some(path)
}

/// Decodes the percent-encoding of a path; `None` if it is malformed or the result is not UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = if *first == b'%' { Some(percent_code(rest)?) } else { None };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { rest.get(3..)? } else { after };
    }
    String::from_utf8(bytes).ok()
}

/// Returns the media type for a file's extension.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "eml" => "message/rfc822",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether an `If-None-Match` header matches an entity tag: weak or strong, in a list, or by `*`.
pub fn matches(if_none_match: &str, tag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|each| each == "*" || each.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(method: &str, host: &str, target: &str, expected: &str) {
        let hosts: Vec<&str> = host.split(' ').filter(|host| *host != "-").collect();
        let route = match route(Request { method, target, hosts: &hosts }) {
            Route::File(path) => path,
            Route::Version(path) => format!("version of {path}"),
            Route::Refused(status, _) => status.to_string(),
        };
        assert_eq!(route, expected, "{method} {host} {target}");
    }

    #[test]
    fn files_of_the_folder_are_served_to_this_machine() {
        case("GET", "localhost:4646", "/", "index.html");
        case("HEAD", "127.0.0.1:4646", "/followups.ics?x=1", "followups.ics");
        case("GET", "[::1]:4646", "/drafts/zo%C3%AB%20a.md", "drafts/zoë a.md");
        case("GET", "LOCALHOST", "/-/version?/review.html", "version of review.html");
        case("GET", "127.0.0.1:4646", "http://127.0.0.1:4646/review.html", "review.html");
        case("GET", "localhost", "HTTP://[::1]:4646", "index.html");
    }

    #[test]
    fn other_hosts_methods_and_paths_are_refused() {
        for host in [
            "evil.example", "localhost.evil.example", "localhost evil.example", "evil.example localhost",
            "127.0.0.1.evil.example:1", "[::1", "-", "", "localhost:x",
        ] {
            case("GET", host, "/", "403");
        }
        case("POST", "localhost", "/", "405");
        case("GET", "localhost", "http://evil.example/", "403");
        case("GET", "evil.example", "http://localhost/", "403");
        for target in [
            "/../secret", "/%2e%2e/secret", "/a/..%2f..%2fsecret", "//etc/passwd", "/.manifest.json",
            "/drafts/.x", "/a\\b", "/%00", "/%zz", "/%e", "/%ff", "x", "", "https://localhost/",
            "http://localhost/../secret", "http://localhost?x", "/C:/x", "/a//b", "/a/",
        ] {
            case("GET", "localhost", target, "404");
        }
    }

    #[test]
    fn tags_are_compared_as_clients_send_them() {
        for sent in ["\"a\"", "W/\"a\"", "\"b\", W/\"a\"", "*"] {
            assert!(matches(sent, "\"a\""), "{sent}");
        }
        assert!(!matches("\"ab\"", "\"a\"") && !matches("", "\"a\""));
    }
}
