//! `followup serve`, decided: which request gets which file of the output folder, and
//! what the answer says. Who listens and reads is `io`'s affair.

mod reload;

pub use reload::with_reload;

/// Where the served page asks whether it is still the newest.
pub const VERSION_PATH: &str = "/-/version";

/// The parts of a request that count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// `GET`, `HEAD`, …
    pub method: &'a str,
    /// Path and query as sent.
    pub target: &'a str,
    /// Every `Host`; there should be one.
    pub hosts: &'a [&'a str],
}

/// What to do with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Answer with a file of the folder, by its path with `/`.
    File(String),
    /// Answer with the version of a page, by its path with `/`.
    Version(String),
    /// Answer with a status and these words.
    Refused(u16, &'static str),
}

/// Decides about a request. Only names of this machine are taken for it: a page of another
/// site that got its name to point here must not read anything.
pub fn route(request: Request<'_>) -> Route {
    if request.hosts.is_empty() || !request.hosts.iter().all(|host| is_local(host)) {
        return Route::Refused(403, "this server answers to localhost and 127.0.0.1 only");
    }
    if !matches!(request.method, "GET" | "HEAD") {
        return Route::Refused(405, "only GET and HEAD");
    }
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    if path == VERSION_PATH {
        return file(query).map_or(Route::Refused(404, NOT_FOUND), Route::Version);
    }
    file(path).map_or(Route::Refused(404, NOT_FOUND), Route::File)
}

/// The words for what is not there.
pub const NOT_FOUND: &str = "there is no such file in the output folder";

fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map(|(name, port)| (name, port.strip_prefix(':'))),
        None => Some(host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)))),
    };
    let Some((name, port)) = name else { return false };
    let digits = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    digits && ["localhost", "127.0.0.1", "::1"].iter().any(|local| name.eq_ignore_ascii_case(local))
}

/// The file that a path names; `None` where it leads out of the folder or to a dot file.
fn file(path: &str) -> Option<String> {
    let path = decoded(path.strip_prefix('/')?)?;
    if path.is_empty() {
        return Some("index.html".to_owned());
    }
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
    path.split('/').all(plain).then_some(path)
}

/// A path without its percent-encoding, if that is UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (hex, after) = rest.split_at_checked(2)?;
        let digits =
            std::str::from_utf8(hex).ok().filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// The media type by the ending of a name.
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

/// Whether `If-None-Match` names this tag: weak or not, in a list, or by `*`.
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
    }

    #[test]
    fn nothing_else_is() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "localhost evil.example",
            "evil.example localhost",
            "127.0.0.1.evil.example:1",
            "[::1",
            "-",
            "",
            "localhost:x",
        ] {
            case("GET", host, "/", "403");
        }
        case("POST", "localhost", "/", "405");
        for target in [
            "/../secret",
            "/%2e%2e/secret",
            "/a/..%2f..%2fsecret",
            "//etc/passwd",
            "/.manifest.json",
            "/drafts/.x",
            "/a\\b",
            "/%00",
            "/%zz",
            "/%e",
            "/%ff",
            "x",
            "",
            "http://localhost/",
            "/C:/x",
            "/a//b",
            "/a/",
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
